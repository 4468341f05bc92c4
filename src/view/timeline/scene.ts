/**
 * What is in sight, laid out: the lanes of a slice of the rows in a stretch of time, arrows and critical path among them.
 */
import type { History } from '../../model/history';
import type { Stage } from '../../model/path_stages';
import type { Slice } from '../kit/size';
import type { Arrows, Sleeper } from './arrows';
import { arrowsOf } from './arrows';
import { ticksOf } from './axis';
import type { KeptLanes } from './kept_lanes';
import { LANE } from './layout';
import type { Scene } from './paint';
import { pathMarks } from './path_layout';
import type { Rows } from './rows';
import type { Stretch } from './viewport';
import { toPixels } from './viewport';
import type { Workers } from './workers';

/** What the reader looks at. */
export interface Look {
  readonly history: History;
  readonly workers: Workers;
  readonly lanes: KeptLanes;
  readonly rows: Rows;
  readonly slice: Slice;
  /** Pixels that the lanes are scrolled by. */
  readonly top: number;
  readonly stretch: Stretch;
  /** Of the lanes, without the room for end marks. */
  readonly width: number;
  readonly height: number;
  readonly selected: number | null;
  readonly time: number;
  /** Empty: the critical path is not asked for. */
  readonly stages: readonly Stage[];
}

/** The wakes in sight. */
export function arrowsIn(look: Look): Arrows {
  const { rows, slice, selected, stretch, width } = look;
  const first = rows.workers.length;
  const sleepers = rows.tasks
    .slice(Math.max(0, slice.from - first), Math.max(0, slice.to - first))
    .flatMap(({ task }): Sleeper[] => {
      const row = rows.rowOf.get(task.id);
      return row === undefined ? [] : [{ task, row }];
    });
  return arrowsOf(sleepers, rows.rowOf, selected, stretch, width);
}

/** All that is on the canvas; `mark`: the room for end marks. */
export function sceneOf(look: Look, arrows: Arrows, mark: number): Scene {
  const { history, workers, lanes, rows, slice, stretch, width, selected } =
    look;
  const end = history.now;
  const first = rows.workers.length;
  const given = rows.workers
    .slice(slice.from, slice.to)
    .map(worker => workers.lane(worker, end, stretch, width));
  const tasks = rows.tasks
    .slice(Math.max(0, slice.from - first), Math.max(0, slice.to - first))
    .map(({ task }) => lanes.task(task, history, stretch, width));
  const chosen = selected === null ? undefined : rows.rowOf.get(selected);
  return {
    width: width + mark,
    height: look.height,
    loop: lanes.loop(history, stretch, width),
    lanes: [...given, ...tasks],
    first: slice.from,
    top: LANE - look.top,
    selected: chosen ?? -1,
    ticks: ticksOf(stretch, width).map(tick => tick.x),
    arrows: arrows.arrows,
    path: pathMarks(look.stages, stretch, width).flatMap(
      ({ task, from, x, width: wide }) => {
        const row = rows.rowOf.get(task);
        const before = from === null ? undefined : rows.rowOf.get(from);
        return row === undefined
          ? []
          : [{ row, from: before ?? row, x, width: wide }];
      }
    ),
    cursor: toPixels(look.time, stretch, width)
  };
}
