/**
 * Spans as boxes: what was going on, and when, in so many pixels.
 *
 *   spans   ready 0 · running 2 · waiting 3 ········· ready 9 · running 10 · done 12
 *   boxes   [ready][running][waiting                 ][ready][running]
 *
 * Spans narrower than a pixel are merged into a box of a pixel that says the strongest of them (a step is what
 * a reader looks for, so running beats ready beats waiting). A whole lane costs at most one binary search a pixel, however
 * many spans it has.
 */
import type { StateWord } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import type { Stretch } from './viewport';
import { toPixels, toTime } from './viewport';

export interface Box {
  readonly x: number;
  readonly width: number;
  readonly state: StateWord;
  /** Spans that it stands for. */
  readonly spans: number;
}

/** What boxes are made of. */
export interface Boxed<T> {
  /** Sorted by start; each lasts until the next one starts. */
  readonly spans: readonly T[];
  /** Index of the last one to draw. */
  readonly last: number;
  readonly stateOf: (span: T) => StateWord;
  /** The latest time known. */
  readonly end: number;
}

interface AnySpan {
  readonly start: number;
  readonly steps: number;
}

/** Boxes of spans in a stretch of time that is `width` pixels wide. */
export function boxesOf<T extends AnySpan>(
  from: Boxed<T>,
  stretch: Stretch,
  width: number
): Box[] {
  const { spans, last, end, stateOf } = from;
  const boxes: Box[] = [];
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
        state: stateOf(span),
        spans: 1
      });
      index++;
      continue;
    }
    // All spans that begin in this pixel, without a last one that goes on into the next.
    const edge = Math.floor(left) + 1;
    // At least this one: rounding may put the edge before its start.
    let until = Math.max(
      index,
      Math.min(last, lastAtOrBefore(spans, toTime(edge, stretch, width), index))
    );
    if (until > index && x(endOf(until)) - edge >= 1) {
      until--;
    }
    const box = {
      x: left,
      width: Math.min(width, Math.max(left + 1, x(endOf(until)))) - left,
      state: strongest(from, index, until),
      spans: until - index + 1
    };
    push(boxes, box);
    index = until + 1;
  }
  return boxes;
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
function strongest<T extends AnySpan>(
  { spans, stateOf }: Boxed<T>,
  from: number,
  to: number
): StateWord {
  // Without lists made on the way: this is asked for each pixel of each lane.
  const [first, last] = [spans[from], spans[to]];
  if (!first || !last) {
    return 'waiting';
  }
  // Windows are much longer than steps: one that is alone in the middle may be drawn as the steps that were in it.
  if (stateOf(first) === 'merged' || stateOf(last) === 'merged') {
    return 'merged';
  }
  if (last.steps > first.steps) {
    return 'running';
  }
  // The steps of watched tasks are counted; what else ran is found soon: a lane without any step does not go to and fro
  // between waiting and ready, and between two idle spans of the loop there is always one that ran.
  let seen: StateWord = 'waiting';
  for (let index = from; index <= to; index++) {
    const span = spans[index];
    const state: StateWord = span ? stateOf(span) : seen;
    if (state === 'running' || state === 'merged') {
      return state;
    }
    seen = state === 'ready' ? state : seen;
  }
  return seen;
}
