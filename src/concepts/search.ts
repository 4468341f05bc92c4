/**
 * Search over titles, ids, summaries, texts and code in both languages: `sem` and `信号` both find the semaphore.
 *
 * Every word of the query must occur somewhere in a concept. A word counts by the best place it occurs in, and more at
 * the start of a word than inside one. Latin words of one letter or two count at the start of a word only ("as" is in
 * nearly every text). Chinese has no spaces, so its words are found anywhere. No index is built: 25 concepts of 10 kB
 * each are searched in a millisecond.
 */
import type { Course } from './course';

interface Field {
  readonly text: string;
  readonly weight: number;
}

interface Entry {
  readonly concept: string;
  readonly order: number;
  readonly fields: readonly Field[];
}

/** What is searched, made once from the courses of all languages. */
export type SearchIndex = readonly Entry[];

/** Gathers what to search from the courses. */
export function searchIndex(courses: readonly Course[]): SearchIndex {
  const entries = new Map<string, { order: number; fields: Field[] }>();
  for (const { concepts } of courses) {
    for (const concept of concepts) {
      const entry = entries.get(concept.id) ?? {
        order: concept.order,
        fields: [{ text: concept.id, weight: 90 }]
      };
      entry.fields.push(
        field(concept.title, 100),
        field(concept.summary, 40),
        ...concept.examples.map(each => field(each.title, 40)),
        ...concept.exercises.map(each => field(each.title, 30)),
        ...concept.parts.flatMap(part =>
          part.kind === 'text' ? [field(part.source, 10)] : []
        ),
        ...concept.examples.map(each => field(each.source, 8))
      );
      entries.set(concept.id, entry);
    }
  }
  return [...entries].map(([concept, entry]) => ({ concept, ...entry }));
}

/** Ids of the concepts that hold every word of the query, best first; an empty query finds none. */
export function search(index: SearchIndex, query: string): readonly string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return [];
  }
  return index
    .map(entry => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) =>
        other.score - one.score || one.entry.order - other.entry.order
    )
    .map(({ entry }) => entry.concept);
}

function field(text: string, weight: number): Field {
  return { text: text.toLowerCase(), weight };
}

/** The sum over the words; 0 if one of them is nowhere. */
function scoreOf(entry: Entry, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(
      ...entry.fields.map(each => each.weight * closeness(each.text, word))
    );
    if (best === 0) {
      return 0;
    }
    sum += best;
  }
  return sum;
}

const LETTER = /[a-z0-9_]/;

/** 3: a whole word (or Chinese); 2: the start of a word; 1: inside a word; 0: not there. */
function closeness(text: string, word: string): number {
  const latin = LETTER.test(word.charAt(0));
  let best = 0;
  for (
    let at = text.indexOf(word);
    at >= 0 && best < 3;
    at = text.indexOf(word, at + 1)
  ) {
    if (!latin) {
      return 3;
    }
    const inside = at > 0 && LETTER.test(text.charAt(at - 1));
    const longer = LETTER.test(text.charAt(at + word.length));
    if (inside) {
      best = Math.max(best, word.length > 2 ? 1 : 0);
    } else {
      best = Math.max(best, longer ? 2 : 3);
    }
  }
  return best;
}
