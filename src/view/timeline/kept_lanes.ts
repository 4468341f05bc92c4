/**
 * Lanes that were laid out for a frame before: while the reader scrolls, selects or moves the cursor, nothing in them changes, and while he
 * pans they only move. So each is laid out for more than is in sight, and drawn where it has moved to.
 *
 *   laid out   |-----------------------------------|
 *   in sight           |---------------|  ->  panned
 *
 * How much more is different from lane to lane: else all of them would have to be laid out again in the same frame.
 */
import type { History } from '../../model/history';
import type { TaskHistory } from '../../model/records';
import type { Lane } from './layout';
import { laneOf } from './layout';
import type { LoopLane } from './loop_layout';
import { loopLaneOf } from './loop_layout';
import type { Stretch } from './viewport';
import { toPixels, whole } from './viewport';

/** Boxes and bars that are kept: windows full of lanes, and not all of ten thousand. */
const MOST = 1_000_000;

/** What is laid out beside what is in sight: at least, and at most as much more, in widths of what is in sight. */
const BESIDE = 0.25;
const MORE = 0.75;

/** The whole parts of its multiples left off, it spreads them evenly. */
const GOLDEN = 0.618_034;

/** Lengths of a pixel nearer to each other than this part are one: panning adds and takes off, which is not exact. */
const EXACT = 1e-9;

interface Kept<T> {
  /** The stretch that is laid out. */
  readonly stretch: Stretch;
  readonly lane: T;
}

export class KeptLanes {
  /** The lane of the loop. */
  loop(history: History, stretch: Stretch, width: number): LoopLane {
    this.check(history, stretch, width);
    this._loop = kept(this._loop, 0, history, stretch, width, (wide, pixels) =>
      loopLaneOf(history.loop, history.now, wide, pixels)
    );
    return moved(this._loop, stretch, width);
  }

  /** The lane of a task. */
  task(
    task: TaskHistory,
    history: History,
    stretch: Stretch,
    width: number
  ): Lane {
    this.check(history, stretch, width);
    const before = this._tasks.get(task.id) ?? null;
    const now = kept(before, task.id, history, stretch, width, (wide, pixels) =>
      laneOf(task, history.now, wide, pixels)
    );
    if (now !== before) {
      this._size += now.lane.boxes.length + now.lane.holds.length;
      if (this._size > MOST) {
        this._tasks.clear();
        this._size = 0;
      }
      this._tasks.set(task.id, now);
    }
    return moved(now, stretch, width);
  }

  /** Forgets all where the scale is another one, or facts have come: with them the clock moves on, or something happens. */
  private check(
    { now, moments, endedAt }: History,
    { from, to }: Stretch,
    width: number
  ): void {
    const key = [now, moments.length, endedAt].join();
    const pixel = (to - from) / width;
    if (key !== this._key || Math.abs(pixel / this._pixel - 1) > EXACT) {
      this._key = key;
      this._pixel = pixel;
      this._loop = null;
      this._tasks.clear();
      this._size = 0;
    }
  }

  private readonly _tasks = new Map<number, Kept<Lane>>();
  private _loop: Kept<LoopLane> | null = null;
  private _key = '';
  /** Nanoseconds of a pixel. */
  private _pixel = 0;
  private _size = 0;
}

/** What was laid out before if all in sight is in it, else anew; `id` says how much beside. */
function kept<T>(
  before: Kept<T> | null,
  id: number,
  { now }: History,
  { from, to }: Stretch,
  width: number,
  layOut: (stretch: Stretch, width: number) => T
): Kept<T> {
  if (before && before.stretch.from <= from && before.stretch.to >= to) {
    return before;
  }
  const room = (to - from) * (BESIDE + MORE * ((id * GOLDEN) % 1));
  const stretch = {
    from: Math.max(Math.min(0, from), from - room),
    to: Math.min(Math.max(whole(now).to, to), to + room)
  };
  const pixels = ((stretch.to - stretch.from) / (to - from)) * width;
  return { stretch, lane: layOut(stretch, pixels) };
}

/** The same lane where it is drawn. */
function moved<T extends object>(
  { stretch, lane }: Kept<T>,
  inSight: Stretch,
  width: number
): T & { readonly x: number } {
  return { ...lane, x: toPixels(stretch.from, inSight, width) };
}
