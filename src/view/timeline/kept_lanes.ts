/**
 * Lanes that were laid out for the frame before: while the reader scrolls, selects or moves the cursor, nothing in them changes. That
 * is what costs most where a lane has ten thousand spans.
 */
import type { History } from '../../model/history';
import type { TaskHistory } from '../../model/records';
import type { Lane } from './layout';
import { laneOf } from './layout';
import type { LoopLane } from './loop_layout';
import { loopLaneOf } from './loop_layout';
import type { Stretch } from './viewport';

/** Lanes that are kept: many windows full, and not all of ten thousand. */
const MOST = 400;

export class KeptLanes {
  /** The lane of the loop. */
  loop(history: History, stretch: Stretch, width: number): LoopLane {
    this.check(history, stretch, width);
    this._loop ??= loopLaneOf(history.loop, history.now, stretch, width);
    return this._loop;
  }

  /** The lane of a task. */
  task(
    task: TaskHistory,
    history: History,
    stretch: Stretch,
    width: number
  ): Lane {
    this.check(history, stretch, width);
    if (this._tasks.size > MOST) {
      this._tasks.clear();
    }
    const lane =
      this._tasks.get(task.id) ?? laneOf(task, history.now, stretch, width);
    this._tasks.set(task.id, lane);
    return lane;
  }

  /** Forgets all where another stretch is looked at, or facts have come: with them the clock moves on, or something happens. */
  private check(
    { now, moments, endedAt }: History,
    { from, to }: Stretch,
    width: number
  ): void {
    const key = [now, moments.length, endedAt, from, to, width].join();
    if (key !== this._key) {
      this._key = key;
      this._loop = null;
      this._tasks.clear();
    }
  }

  private readonly _tasks = new Map<number, Lane>();
  private _loop: LoopLane | null = null;
  private _key = '';
}
