/**
 * What to learn next: a path through the course by its layers and prerequisites. What was begun is finished first; then
 * comes the first concept of the lowest layer whose prerequisites are known. It is offered, never imposed.
 */
import { type Concept, type Course, LAYERS } from './course';
import type { Progress } from './progress';

/** A concept to go on with, and why. */
export interface Next {
  readonly concept: Concept;
  /** start: nothing was read yet. finish: it was read, its exercise (or its examples) is still open. go-on: it is new. */
  readonly why: 'start' | 'finish' | 'go-on';
}

/** The next concept; null: all are finished. */
export function nextConcept(course: Course, progress: Progress): Next | null {
  const open = inPathOrder(course).filter(
    concept => !isFinished(concept, progress)
  );
  const begun = open.find(({ id }) => isKnown(progress, id));
  if (begun) {
    return { concept: begun, why: 'finish' };
  }
  const known = new Set(course.concepts.map(({ id }) => id));
  const ready = open.find(({ prerequisites }) =>
    prerequisites.every(id => !known.has(id) || isKnown(progress, id))
  );
  const concept = ready ?? open[0];
  if (!concept) {
    return null;
  }
  const fresh = !course.concepts.some(({ id }) => isKnown(progress, id));
  return { concept, why: fresh ? 'start' : 'go-on' };
}

/** Layer by layer, and in each in the order of the course; a teacher's own notebooks have an order of their own. */
export function inPathOrder(course: Course): readonly Concept[] {
  return LAYERS.flatMap(layer =>
    course.concepts.filter(
      concept => concept.layer === layer && concept.folder === null
    )
  );
}

function isKnown(progress: Progress, id: string): boolean {
  return (progress[id]?.length ?? 0) > 0;
}

/** Its exercise is passed; where it has none, an example was run. */
function isFinished(concept: Concept, progress: Progress): boolean {
  const stage = concept.exercises.length > 0 ? 'passed' : 'run';
  return progress[concept.id]?.includes(stage) ?? false;
}
