/**
 * Who woke whom: an arrow from the waker's lane to the lane of the task that can go on, at the instant at which it became ready.
 *
 * All of those that end in a lane in sight where they are few; else those of the selected task. Where even looking at all wakes in
 * sight would take too long for a frame, those to the selected task.
 */
import type { TaskHistory } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import type { Stretch } from './viewport';
import { toPixels } from './viewport';

/** Arrows that the eye can follow. */
export const FEW = 60;

/** Spans looked at in one frame. */
export const LOOK = 20_000;

/** Pixels that two arrows between the same lanes stay apart. */
const APART = 4;

export interface Arrow {
  readonly x: number;
  /** Rows of waker and sleeper. */
  readonly from: number;
  readonly to: number;
  /** It woke by cancelling. */
  readonly cancel: boolean;
  /** The selected task wakes or is woken. */
  readonly selected: boolean;
}

export interface Arrows {
  readonly arrows: readonly Arrow[];
  /** all: of what is in sight. selected: too many, so only those of the selected task. */
  readonly shown: 'all' | 'selected';
}

/** A lane in sight. */
export interface Sleeper {
  readonly task: TaskHistory;
  readonly row: number;
}

/** Arrows to the lanes in sight. `rowOf` tells the row of any task. */
export function arrowsOf(
  sleepers: readonly Sleeper[],
  rowOf: ReadonlyMap<number, number>,
  selected: number | null,
  stretch: Stretch,
  width: number
): Arrows {
  const spans = sleepers.map(({ task }) => between(task, stretch));
  const count = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  const looked = sleepers.filter(
    ({ task }) => count <= LOOK || task.id === selected
  );
  const found: Arrow[] = [];
  for (const { task, row } of looked) {
    const [from, to] = between(task, stretch);
    for (const { start, by } of task.spans.slice(
      from,
      Math.min(to, from + LOOK)
    )) {
      const waker = by?.task ?? null;
      const at = waker === null ? undefined : rowOf.get(waker);
      if (at !== undefined && at !== row) {
        found.push({
          x: toPixels(start, stretch, width),
          from: at,
          to: row,
          cancel: by?.kind === 'cancel',
          selected: task.id === selected || waker === selected
        });
      }
    }
  }
  return count <= LOOK && found.length <= FEW
    ? { arrows: found, shown: 'all' }
    : { arrows: apart(found.filter(each => each.selected)), shown: 'selected' };
}

/** The indices of the spans that begin in a stretch, the last one excluded. */
function between(
  { spans }: TaskHistory,
  { from, to }: Stretch
): readonly [number, number] {
  const first = lastAtOrBefore(spans, from);
  return [
    spans[first]?.start === from ? first : first + 1,
    lastAtOrBefore(spans, to) + 1
  ];
}

/** One arrow where many would lie upon each other. */
function apart(arrows: readonly Arrow[]): Arrow[] {
  const last = new Map<string, number>();
  return arrows.filter(({ x, from, to }) => {
    const key = `${from}>${to}`;
    if (x - (last.get(key) ?? -APART) < APART) {
      return false;
    }
    last.set(key, x);
    return true;
  });
}
