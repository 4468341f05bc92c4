/**
 * A task's lane: its spans as boxes, what it held as bars, requests to cancel it and its end as marks.
 *
 *   spans   ready 0 · running 2 · waiting 3 ········· ready 9 · running 10 · done 12
 *   lane    [ready][running][waiting                 ][ready][running]     ✓ end
 */
import type { StateWord, TaskHistory } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import type { Bar } from './bars';
import { barsOfCoverage } from './bars';
import type { Box } from './boxes';
import { boxesOf } from './boxes';
import { coverageOf } from './coverage';
import type { Stretch } from './viewport';
import { toPixels, toTime } from './viewport';

/** Height of a lane, in CSS pixels. */
export const LANE = 22;

/** Room right of the lanes for end marks, in CSS pixels. */
export const MARK = 12;

/** Pixels that two cancel marks stay apart. */
const APART = 5;

/** Brackets nearer to each other cannot be told apart: each has legs of two pixels. */
const NEAR = 3;

/** The mark at which a task ended. */
export interface EndMark {
  readonly x: number;
  readonly state: StateWord;
}

export interface Lane {
  /** Pixels that all of it is moved to the right; absent: 0. */
  readonly x?: number;
  readonly boxes: readonly Box[];
  /** When it held a lock or a permit. */
  readonly holds: readonly Bar[];
  /** Where somebody asked to cancel it. */
  readonly cancels: readonly number[];
  readonly end: EndMark | null;
}

/** The lane of a task in a stretch of time that is `width` pixels wide; `end` is the latest time known. */
export function laneOf(
  task: TaskHistory,
  end: number,
  stretch: Stretch,
  width: number
): Lane {
  const { spans } = task;
  const last = spans.length - (task.endedAt === null ? 1 : 2);
  const boxed = { spans, last, stateOf, end };
  return {
    boxes: boxesOf(boxed, stretch, width),
    holds: barsOfCoverage(coverageOf(task.holds), end, stretch, width, NEAR),
    cancels: cancelMarks(task, stretch, width),
    end: endMark(task, stretch, width)
  };
}

const stateOf = ({ state }: { readonly state: StateWord }): StateWord => state;

/** One mark where many would lie upon each other. */
function cancelMarks(
  task: TaskHistory,
  stretch: Stretch,
  width: number
): number[] {
  const { cancels } = task;
  const marks: number[] = [];
  let index = lastAtOrBefore(cancels, stretch.from);
  if (cancels[index]?.start !== stretch.from) {
    index++;
  }
  for (let each = cancels[index]; each && each.start <= stretch.to;) {
    const x = toPixels(each.start, stretch, width);
    marks.push(x);
    const next = toTime(x + APART, stretch, width);
    index = lastAtOrBefore(cancels, next, index) + 1;
    each = cancels[index];
  }
  return marks;
}

function endMark(
  task: TaskHistory,
  stretch: Stretch,
  width: number
): EndMark | null {
  const span = task.spans.at(-1);
  if (
    task.endedAt === null ||
    !span ||
    span.start < stretch.from ||
    span.start > stretch.to
  ) {
    return null;
  }
  return { x: toPixels(span.start, stretch, width), state: span.state };
}
