/**
 * The loop's own lane: what it ran as boxes, and the stretches in which a step blocked it.
 *
 *   spans   task 3 ──┐idle ┌ task 4 ─────────────────────┐idle   (not told)
 *   lane    [running]waiting[running                     ]waiting[merged]
 *   blocks                  [since                       ]
 */
import type { LoopHistory, LoopSpan } from '../../model/loop';
import type { StateWord } from '../../model/records';
import type { Box } from './boxes';
import { boxesOf } from './boxes';
import type { Bar } from './bars';
import { barsOf } from './bars';
import type { Stretch } from './viewport';

export interface LoopLane {
  /** Pixels that all of it is moved to the right; absent: 0. */
  readonly x?: number;
  readonly boxes: readonly Box[];
  readonly blocks: readonly Bar[];
}

/** The loop in a stretch of time that is `width` pixels wide; `end` is the latest time known. */
export function loopLaneOf(
  { spans, blocks }: LoopHistory,
  end: number,
  stretch: Stretch,
  width: number
): LoopLane {
  const boxed = { spans, last: spans.length - 1, stateOf, end };
  return {
    boxes: boxesOf(boxed, stretch, width),
    blocks: barsOf(blocks, end, stretch, width)
  };
}

/** As tasks are drawn: a step or callback is running, an idle loop waits. */
function stateOf({ task }: LoopSpan): StateWord {
  switch (task) {
    case null:
      return 'merged';
    case 0:
      return 'waiting';
    default:
      return 'running';
  }
}
