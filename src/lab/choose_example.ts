/** Finds what a command's arguments name, and asks for what they leave open. Loaded when a command first needs it. */
import { InputDialog, Notification } from '@jupyterlab/apputils';
import { type TranslationBundle } from '@jupyterlab/translation';
import {
  type Concept,
  conceptById,
  type Course,
  type Example
} from '../concepts/course';

/** The concept of this id; null: there is none, and a notification has said so. */
export function knownConcept(
  course: Course,
  id: string,
  trans: TranslationBundle
): Concept | null {
  const concept = conceptById(course, id);
  if (!concept) {
    Notification.warning(trans.__('The course has no concept “%1”.', id), {
      autoClose: 8000
    });
  }
  return concept ?? null;
}

/** An example and the concept it belongs to. */
export interface Chosen {
  readonly concept: Concept;
  readonly example: Example;
}

/**
 * The example of these ids; without a concept it is asked, without an example it is the concept's first, if it is to be watched
 * the first that is worth it. Null: none, and the reader knows why.
 */
export async function chooseExample(
  course: Course,
  id: string | undefined,
  wanted: string | undefined,
  watch: boolean,
  trans: TranslationBundle
): Promise<Chosen | null> {
  if (id === undefined) {
    return askExample(course, trans);
  }
  const concept = knownConcept(course, id, trans);
  if (!concept) {
    return null;
  }
  const example =
    wanted === undefined
      ? (concept.examples.find(each => !watch || each.watch) ??
        concept.examples[0])
      : concept.examples.find(each => each.id === wanted);
  if (!example) {
    Notification.warning(
      trans.__(
        'The concept %1 has these examples: %2.',
        concept.title,
        concept.examples.map(each => each.id).join(', ')
      ),
      { autoClose: 8000 }
    );
    return null;
  }
  return { concept, example };
}

async function askExample(
  course: Course,
  trans: TranslationBundle
): Promise<Chosen | null> {
  const choices = course.concepts.flatMap(concept =>
    concept.examples.map(example => ({
      concept,
      example,
      label: `${concept.title} — ${example.title}`
    }))
  );
  const { value } = await InputDialog.getItem({
    title: trans.__('Insert an asyncio example'),
    label: trans.__('Example'),
    items: choices.map(({ label }) => label),
    okLabel: trans.__('Insert'),
    cancelLabel: trans.__('Cancel')
  });
  return choices.find(({ label }) => label === value) ?? null;
}
