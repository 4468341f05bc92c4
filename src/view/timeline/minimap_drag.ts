/**
 * What a drag on the minimap does, by where it begins: on an edge of the window it moves that edge, within the window it moves the window,
 * elsewhere it draws a new one. Pure; in pixels, times in nanoseconds.
 */
import type { Stretch, Zoom } from './viewport';
import { panned, toPixels, toTime, whole, zoomedTo } from './viewport';

/** Pixels on both sides of an edge in which it is taken hold of. */
const EDGE = 5;

/** What was taken hold of, and what the window was then. */
export interface Grip {
  readonly on: 'from' | 'to' | 'window' | 'new';
  readonly x: number;
  readonly stretch: Stretch;
}

/** Takes hold at x. A window that shows all cannot be moved: a new one is drawn. */
export function gripAt(
  x: number,
  stretch: Stretch,
  end: number,
  width: number
): Grip {
  const all = whole(end);
  const [left, right] = [stretch.from, stretch.to].map(time =>
    toPixels(time, all, width)
  ) as [number, number];
  const isAll = stretch.from <= all.from && stretch.to >= all.to;
  const on = isAll
    ? 'new'
    : Math.abs(x - left) <= EDGE
      ? 'from'
      : Math.abs(x - right) <= EDGE
        ? 'to'
        : x > left && x < right
          ? 'window'
          : 'new';
  return { on, x, stretch };
}

/** The window after a drag to x. */
export function draggedTo(
  { on, x: began, stretch }: Grip,
  x: number,
  end: number,
  width: number
): Zoom {
  const all = whole(end);
  const time = (at: number): number =>
    toTime(Math.min(width, Math.max(0, at)), all, width);
  switch (on) {
    case 'from':
      return zoomedTo(time(x), stretch.to, end);
    case 'to':
      return zoomedTo(stretch.from, time(x), end);
    case 'window':
      return panned(stretch, time(x) - time(began), end);
    default:
      return zoomedTo(time(began), time(x), end);
  }
}

/** The window after a click: moved so that x is in its middle. */
export function centredAt(
  x: number,
  stretch: Stretch,
  end: number,
  width: number
): Zoom {
  const middle = (stretch.from + stretch.to) / 2;
  return panned(stretch, toTime(x, whole(end), width) - middle, end);
}
