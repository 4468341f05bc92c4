/**
 * The critical path on the lanes: a band behind the lane of each task while the path is in it, and a line where it goes on in another.
 * Zoomed out, a pixel may hold a thousand stages: from each mark to the next it is one binary search.
 */
import type { Stage } from '../../model/path_stages';
import { lastAtOrBefore } from '../../model/search';
import type { Stretch } from './viewport';
import { toPixels, toTime } from './viewport';

/** A stage in sight. */
export interface PathMark {
  readonly task: number;
  readonly x: number;
  readonly width: number;
  /** The task that the path came from, at x; null: it begins here, or out of sight. */
  readonly from: number | null;
}

/** The stages of a path in a stretch of time that is `width` pixels wide. */
export function pathMarks(
  stages: readonly Stage[],
  stretch: Stretch,
  width: number
): PathMark[] {
  const marks: PathMark[] = [];
  let index = Math.max(0, lastAtOrBefore(stages, stretch.from));
  for (let each = stages[index]; each && each.start < stretch.to;) {
    const left = toPixels(each.start, stretch, width);
    const right = Math.min(width, toPixels(each.end, stretch, width));
    const x = Math.max(0, left);
    if (right > 0) {
      marks.push({
        task: each.task,
        x,
        width: Math.max(1, right - x),
        from: left >= 0 ? (each.after?.from ?? null) : null
      });
    }
    const next = toTime(x + 1, stretch, width);
    // The stage that is there a pixel later, or the next one.
    index = Math.max(index + 1, lastAtOrBefore(stages, next, index));
    each = stages[index];
  }
  return marks;
}
