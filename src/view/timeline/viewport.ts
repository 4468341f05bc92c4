/**
 * Which stretch of time the timeline shows. Pure; the times are nanoseconds.
 *
 * null is "all of it", and grows with a live run. A window that reached the end when it was set follows the end while the
 * cursor is live; any other stands still.
 */

import type { TaskHistory } from '../../model/records';

/** A stretch of time. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What the reader zoomed to; null: all. */
export type Zoom = (Stretch & { readonly following: boolean }) | null;

/** The shortest stretch: below a microsecond there is nothing to see. */
export const SHORTEST = 1_000;

/** What is shown beside the life of a task, as a part of it. */
const ROOM = 0.04;

/** The whole run. */
export function whole(end: number): Stretch {
  return { from: 0, to: Math.max(end, SHORTEST) };
}

/** The stretch to show. */
export function stretchOf(zoom: Zoom, end: number, live: boolean): Stretch {
  if (zoom === null) {
    return whole(end);
  }
  if (!zoom.following || !live) {
    return zoom;
  }
  const { to } = whole(end);
  const from = to - (zoom.to - zoom.from);
  return from > 0 ? { from, to } : whole(end);
}

/** Zooms by a factor (below 1: closer) so that the instant `about` stays where it is. */
export function zoomed(
  stretch: Stretch,
  factor: number,
  about: number,
  end: number
): Zoom {
  const width = Math.max(SHORTEST, (stretch.to - stretch.from) * factor);
  const share = (about - stretch.from) / (stretch.to - stretch.from);
  return kept(about - share * width, width, end);
}

/** Moves by so many nanoseconds. */
export function panned(stretch: Stretch, by: number, end: number): Zoom {
  return kept(stretch.from + by, stretch.to - stretch.from, end);
}

/** Shows what lies between two instants, in any order. */
export function zoomedTo(one: number, other: number, end: number): Zoom {
  const from = Math.min(one, other);
  return kept(from, Math.max(SHORTEST, Math.max(one, other) - from), end);
}

/** Shows the life of a task, with a little room on both sides. */
export function zoomedToTask(
  { createdAt, endedAt }: Pick<TaskHistory, 'createdAt' | 'endedAt'>,
  end: number
): Zoom {
  const until = endedAt ?? end;
  const room = ROOM * Math.max(SHORTEST, until - createdAt);
  return zoomedTo(createdAt - room, until + room, end);
}

/** A zoom that lies inside the run. */
function kept(from: number, width: number, end: number): Zoom {
  const { to: most } = whole(end);
  if (width >= most) {
    return null;
  }
  const start = Math.min(Math.max(0, from), most - width);
  return { from: start, to: start + width, following: start + width >= end };
}

/** Pixels from the left edge. */
export function toPixels(
  time: number,
  stretch: Stretch,
  width: number
): number {
  return ((time - stretch.from) / (stretch.to - stretch.from)) * width;
}

/** The instant at a pixel. */
export function toTime(x: number, stretch: Stretch, width: number): number {
  return stretch.from + (x / width) * (stretch.to - stretch.from);
}
