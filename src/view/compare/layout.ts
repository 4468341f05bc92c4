/**
 * Two runs on one time scale: a pair of lanes for the loops, then one for each pair of tasks, the first run's above the second's.
 * Each run begins at the left edge, with its first task.
 */
import type { Comparison, Pair } from '../../model/compare';
import type { History } from '../../model/history';
import type { TaskHistory } from '../../model/records';
import type { Lane } from '../timeline/layout';
import { LANE, laneOf } from '../timeline/layout';
import { loopLaneOf } from '../timeline/loop_layout';
import type { Stretch } from '../timeline/viewport';
import { whole } from '../timeline/viewport';

/** Height of a pair, in CSS pixels. */
export const PAIR = 2 * LANE;

const EMPTY: Lane = { boxes: [], holds: [], cancels: [], end: null };

/** The stretch of the time scale: as long as the longer run. */
export function scaleOf({ first, second }: Comparison): Stretch {
  return whole(Math.max(first.to - first.from, second.to - second.from));
}

/** The histories that are compared. */
export interface Sides {
  readonly first: History;
  readonly second: History;
}

/** The lanes of pairs `from .. to - 1`, two each; pair 0 is the loops. */
export function lanesOf(
  { first, second, pairs }: Comparison,
  sides: Sides,
  scale: Stretch,
  width: number,
  slice: { readonly from: number; readonly to: number }
): Lane[] {
  const lane = (
    task: TaskHistory | null,
    history: History,
    shift: number
  ): Lane =>
    task ? laneOf(task, history.now, shifted(scale, shift), width) : EMPTY;
  const of = (pair: Pair | undefined): Lane[] =>
    pair
      ? [
          lane(pair.first, sides.first, first.from),
          lane(pair.second, sides.second, second.from)
        ]
      : [];
  const lanes: Lane[] = [];
  for (let index = slice.from; index < slice.to; index++) {
    lanes.push(
      ...(index === 0
        ? [
            loopOf(sides.first, shifted(scale, first.from), width),
            loopOf(sides.second, shifted(scale, second.from), width)
          ]
        : of(pairs[index - 1]))
    );
  }
  return lanes;
}

function shifted({ from, to }: Stretch, by: number): Stretch {
  return { from: from + by, to: to + by };
}

function loopOf({ loop, now }: History, stretch: Stretch, width: number): Lane {
  return { ...EMPTY, boxes: loopLaneOf(loop, now, stretch, width).boxes };
}
