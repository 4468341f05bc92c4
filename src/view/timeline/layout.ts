/**
 * A task's spans as boxes on its lane.
 *
 *   spans   ready 0 · running 2 · waiting 3 ········· ready 9 · running 10 · done 12
 *   boxes   [ready][running][waiting                 ][ready][running]     ✓ end
 *
 * Spans narrower than a pixel are merged into a box of a pixel that says the strongest of them (a step is what
 * a reader looks for, so running beats ready beats waiting). A whole lane costs at most one binary search a pixel, however
 * many spans it has.
 */
import type { Span, StateWord, TaskHistory } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import type { Stretch } from './viewport';
import { toPixels, toTime } from './viewport';

/** Height of a lane, in CSS pixels. */
export const LANE = 22;

export interface Box {
  readonly x: number;
  readonly width: number;
  readonly state: StateWord;
  /** Spans that it stands for. */
  readonly spans: number;
}

/** Room right of the lanes for end marks, in CSS pixels. */
export const MARK = 12;

/** The mark at which a task ended. */
export interface EndMark {
  readonly x: number;
  readonly state: StateWord;
}

/** A stretch in which the task held a lock or a permit. */
export interface HoldBar {
  readonly x: number;
  readonly width: number;
}

export interface Lane {
  readonly boxes: readonly Box[];
  readonly holds: readonly HoldBar[];
  readonly end: EndMark | null;
}

/** Boxes of a task in a stretch of time that is `width` pixels wide; `end` is the latest time known. */
export function laneOf(
  task: TaskHistory,
  end: number,
  stretch: Stretch,
  width: number
): Lane {
  const boxes: Box[] = [];
  const { spans } = task;
  const last = lastAlive(task);
  const endOf = (index: number): number => spans[index + 1]?.start ?? end;
  const x = (time: number): number => toPixels(time, stretch, width);

  let index = Math.max(0, lastAtOrBefore(spans, stretch.from));
  while (index <= last) {
    const span = spans[index];
    if (!span || span.start >= stretch.to) {
      break;
    }
    const left = Math.max(0, x(span.start));
    const right = Math.min(width, x(endOf(index)));
    if (right - left >= 1 || index === last) {
      push(boxes, {
        x: left,
        width: Math.max(right - left, 0),
        state: span.state,
        spans: 1
      });
      index++;
      continue;
    }
    // All spans that begin in this pixel, without a last one that goes on into the next.
    const edge = Math.floor(left) + 1;
    let until = Math.min(
      last,
      lastAtOrBefore(spans, toTime(edge, stretch, width), index)
    );
    if (until > index && x(endOf(until)) - edge >= 1) {
      until--;
    }
    const box = {
      x: left,
      width: Math.min(width, Math.max(left + 1, x(endOf(until)))) - left,
      state: strongest(spans, index, until),
      spans: until - index + 1
    };
    push(boxes, box);
    index = until + 1;
  }
  const holds = holdBars(task, end, stretch, width);
  return { boxes, holds, end: endMark(task, stretch, width) };
}

/** Adds a box; boxes of merged spans that touch and say the same become one. */
function push(boxes: Box[], box: Box): void {
  const before = boxes.at(-1);
  if (
    before &&
    box.x <= before.x + before.width &&
    box.state === before.state &&
    box.spans + before.spans > 2
  ) {
    const right = Math.max(before.x + before.width, box.x + box.width);
    boxes[boxes.length - 1] = {
      ...before,
      width: right - before.x,
      spans: before.spans + box.spans
    };
  } else if (box.width > 0) {
    boxes.push(box);
  }
}

/** The state to show for spans `from .. to`. Their step counts tell whether one ran, without looking at each. */
function strongest(
  spans: readonly Span[],
  from: number,
  to: number
): StateWord {
  const first = spans[from];
  const ran = (spans[to]?.steps ?? 0) - (first?.steps ?? 0) > 0;
  if (ran || first?.state === 'running') {
    return 'running';
  }
  // Without a step there are at most a few spans: ready, waiting, ready.
  return spans.slice(from, to + 1).some(span => span.state === 'ready')
    ? 'ready'
    : 'waiting';
}

/** Index of the last span before the task ended. */
function lastAlive(task: TaskHistory): number {
  return task.spans.length - (task.endedAt === null ? 1 : 2);
}

/** What the task holds, as bars; those that touch or overlap become one. */
function holdBars(
  task: TaskHistory,
  end: number,
  stretch: Stretch,
  width: number
): HoldBar[] {
  const bars: HoldBar[] = [];
  for (const hold of task.holds) {
    const left = Math.max(0, toPixels(hold.start, stretch, width));
    const right = Math.min(width, toPixels(hold.end ?? end, stretch, width));
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
