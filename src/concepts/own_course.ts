/**
 * Notebooks that a teacher keeps beside the course, in folders that the settings name: read by the same rules, and shown
 * after ours. A notebook that breaks a rule is left out, and the panel says why.
 */
import { faultsOf } from './check_notebook';
import {
  byOrder,
  type Concept,
  type Course,
  type NotebookContent,
  readConcept
} from './course';

/** A notebook as it was found. */
export interface OwnFile {
  /** From the server's root. */
  readonly folder: string;
  /** Its name in the folder. */
  readonly path: string;
  /** What the file holds, unchecked. */
  readonly content: unknown;
}

/** What was found in the folders. */
export interface OwnCourse {
  readonly concepts: readonly Concept[];
  /** English sentences, each with the file's name: whoever reads them edits that file. */
  readonly faults: readonly string[];
}

export const NO_OWN_COURSE: OwnCourse = { concepts: [], faults: [] };

/** Reads notebooks whose concepts are not taken yet. */
export function readOwnCourse(
  files: readonly OwnFile[],
  taken: readonly Concept[]
): OwnCourse {
  const known = new Map(taken.map(({ id, path }) => [id, path]));
  const concepts: Concept[] = [];
  const faults: string[] = [];
  for (const { folder, path, content } of files) {
    const name = `${folder}/${path}`;
    const found = faultsOf(name, content);
    if (found.length > 0) {
      faults.push(...found);
      continue;
    }
    const concept = readConcept(
      { path, notebook: content as NotebookContent },
      folder
    );
    const other = known.get(concept.id);
    if (other !== undefined) {
      faults.push(
        `${name}: its concept "${concept.id}" is that of ${other} already; give it an id of its own.`
      );
      continue;
    }
    known.set(concept.id, name);
    concepts.push(concept);
  }
  return { concepts: concepts.sort(byOrder), faults };
}

/** The course with a teacher's concepts after its own. */
export function withOwn(course: Course, own: OwnCourse): Course {
  return { ...course, concepts: [...course.concepts, ...own.concepts] };
}

/** The folders that a course's own concepts come from. */
export function ownFolders({ concepts }: Course): readonly string[] {
  return [...new Set(concepts.flatMap(({ folder }) => folder ?? []))];
}
