/**
 * A task's lane: its spans as boxes, what it held as bars, requests to cancel it and its end as marks.
 *
 *   spans   ready 0 · running 2 · waiting 3 ········· ready 9 · running 10 · done 12
 *   lane    [ready][running][waiting                 ][ready][running]     ✓ end
 */
import type { StateWord, TaskHistory } from '../../model/records';
import type { Box } from './boxes';
import { boxesOf } from './boxes';
import type { Stretch } from './viewport';
import { toPixels } from './viewport';

/** Height of a lane, in CSS pixels. */
export const LANE = 22;

/** Room right of the lanes for end marks, in CSS pixels. */
export const MARK = 12;

/** Pixels that two cancel marks stay apart. */
const APART = 5;

/** The mark at which a task ended. */
export interface EndMark {
  readonly x: number;
  readonly state: StateWord;
}

/** A stretch of time, in pixels. */
export interface Bar {
  readonly x: number;
  readonly width: number;
}

export interface Lane {
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
    holds: barsOf(task.holds, end, stretch, width),
    cancels: cancelMarks(task, stretch, width),
    end: endMark(task, stretch, width)
  };
}

const stateOf = ({ state }: { readonly state: StateWord }): StateWord => state;

/** Stretches as bars; those that touch or overlap become one. */
export function barsOf(
  stretches: readonly { readonly start: number; readonly end: number | null }[],
  end: number,
  stretch: Stretch,
  width: number
): Bar[] {
  const bars: Bar[] = [];
  for (const each of stretches) {
    const left = Math.max(0, toPixels(each.start, stretch, width));
    const right = Math.min(width, toPixels(each.end ?? end, stretch, width));
    const before = bars.at(-1);
    if (left >= width) {
      break;
    }
    if (right <= 0) {
      continue;
    }
    if (before && left <= before.x + before.width + 1) {
      const until = Math.max(before.x + before.width, right);
      bars[bars.length - 1] = { x: before.x, width: until - before.x };
    } else {
      bars.push({ x: left, width: Math.max(1, right - left) });
    }
  }
  return bars;
}

/** One mark where many would lie upon each other. */
function cancelMarks(
  task: TaskHistory,
  stretch: Stretch,
  width: number
): number[] {
  const marks: number[] = [];
  for (const { start } of task.cancels) {
    const x = toPixels(start, stretch, width);
    if (x >= 0 && x <= width && x - (marks.at(-1) ?? -APART) >= APART) {
      marks.push(x);
    }
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
