/** What the map of concepts draws, without a page: which concepts are joined, and how the lines run. */
import { type Concept, type Course, conceptById } from './course';

/** A concept, and one that rests on it. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** One edge for each prerequisite that the course has. */
export function edgesOf(course: Course): readonly Edge[] {
  return course.concepts.flatMap(({ id, prerequisites }) =>
    prerequisites
      .filter(from => conceptById(course, from))
      .map(from => ({ from, to: id }))
  );
}

/** How a concept stands to the chosen one: needed before it, resting on it, or nearby (`related`); null: not joined. */
export function relationTo(
  course: Course,
  chosen: string,
  other: string
): 'itself' | 'before' | 'after' | 'near' | null {
  const one = conceptById(course, chosen);
  const two = conceptById(course, other);
  if (!one || !two) {
    return null;
  }
  if (one === two) {
    return 'itself';
  }
  if (one.prerequisites.includes(other)) {
    return 'before';
  }
  if (two.prerequisites.includes(chosen)) {
    return 'after';
  }
  return isNear(one, two) ? 'near' : null;
}

function isNear(one: Concept, two: Concept): boolean {
  return one.related.includes(two.id) || two.related.includes(one.id);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The path of a line, from the lower edge of one box to the upper edge of the other; between boxes of the same height
 * it bows below them.
 *
 * @param origin - the box whose upper left corner is 0, 0
 */
export function curve(
  from: Box,
  to: Box,
  origin: Pick<Box, 'left' | 'top'>
): string {
  const point = (box: Box, y: number): readonly [number, number] => [
    Math.round(box.left - origin.left + box.width / 2),
    Math.round(y - origin.top)
  ];
  const isBelow = to.top >= from.top + from.height;
  const [x1, y1] = point(from, from.top + from.height);
  const [x2, y2] = point(to, isBelow ? to.top : to.top + to.height);
  const bend = isBelow ? Math.max(8, (y2 - y1) / 2) : 14;
  return `M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${isBelow ? y2 - bend : y2 + bend} ${x2} ${y2}`;
}
