/**
 * Paints the boxes of a lane. States are told apart by shape: running is a tall solid box, ready a low hatched one, waiting a
 * thin line, merged a tall box of slanted strokes far apart.
 *
 * What lies in the same pixels is drawn once: a lane takes as many strokes as it has pixels, not as it has boxes. So each state has its
 * turn, running the last one, for a step is what a reader looks for.
 */
import type { Colours } from '../kit/colours';
import type { Box } from './boxes';
import { Ink } from './ink';

const TALL = 14;
const LOW = 8;
/** Pixels between the strokes of a hatching, and of a wide one. */
const HATCH = 4;
const WIDE = 7;
/** The least width of a step; most are short, and have to be seen. */
const LEAST = 2;
/** A wider step leaves a pixel free in front of the next; a box of several does not, its last step may be just there. */
const SMALL = 3;

/** Where a lane is drawn. */
export interface Where {
  /** Pixels that it is moved to the right. */
  readonly x: number;
  /** Nothing is drawn left of 0 and right of this. */
  readonly width: number;
  readonly middle: number;
}

/** `boxes` are sorted, and none lies upon the next. */
export function paintBoxes(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  where: Where,
  colours: Colours
): void {
  const middle = Math.round(where.middle);
  const inSight = boxes.slice(
    firstAfter(boxes, -where.x),
    firstAfter(boxes, where.width - where.x) + 1
  );
  const ink = (state: 'waiting' | 'ready' | 'merged' | 'running'): Ink =>
    new Ink(context, colours.state[state]);
  paintWaiting(ink('waiting'), inSight, where, middle - 1);
  paintHatched(ink('merged'), 'merged', inSight, where, middle, TALL, WIDE);
  paintHatched(ink('ready'), 'ready', inSight, where, middle, LOW, HATCH);
  paintRunning(ink('running'), inSight, where, middle - TALL / 2);
}

/** Index of the first box that ends after x. */
function firstAfter(boxes: readonly Box[], x: number): number {
  let [low, high] = [0, boxes.length];
  while (low < high) {
    const at = (low + high) >>> 1;
    const box = boxes[at];
    if (box && box.x + box.width <= x) {
      low = at + 1;
    } else {
      high = at;
    }
  }
  return low;
}

const leftOf = (box: Box, { x }: Where): number =>
  Math.round(Math.max(0, box.x + x));

const rightOf = (box: Box, { x, width }: Where): number =>
  Math.round(Math.min(width, box.x + box.width + x));

/** A line behind small steps too: they cover it, and it need not be taken up anew after each. */
function paintWaiting(
  ink: Ink,
  boxes: readonly Box[],
  where: Where,
  top: number
): void {
  if (!boxes.some(isLine)) {
    return;
  }
  let [from, to] = [0, 0];
  for (const box of boxes) {
    const left = leftOf(box, where);
    const right = rightOf(box, where);
    if (isLine(box) || (box.state === 'running' && right - left <= SMALL)) {
      if (left > to) {
        ink.rect(from, top, to - from, 2);
        from = left;
      }
      to = Math.max(to, right);
    }
  }
  ink.rect(from, top, to - from, 2);
  ink.done();
}

function isLine({ state }: Box): boolean {
  return state !== 'running' && state !== 'ready' && state !== 'merged';
}

function paintRunning(
  ink: Ink,
  boxes: readonly Box[],
  where: Where,
  top: number
): void {
  let [from, to] = [0, 0];
  for (const box of boxes) {
    if (box.state === 'running') {
      const left = leftOf(box, where);
      const width = rightOf(box, where) - left;
      if (left > to) {
        ink.rect(from, top, to - from, TALL);
        from = left;
      }
      const gap = width > SMALL && box.spans === 1 ? 1 : 0;
      const drawn = Math.max(LEAST, width - gap);
      to = Math.max(to, left + drawn);
    }
  }
  ink.rect(from, top, to - from, TALL);
  ink.done();
}

function paintHatched(
  ink: Ink,
  state: 'ready' | 'merged',
  boxes: readonly Box[],
  where: Where,
  middle: number,
  height: number,
  apart: number
): void {
  const top = middle - height / 2;
  const bottom = top + height;
  for (const box of boxes) {
    if (box.state !== state) {
      continue;
    }
    const left = leftOf(box, where);
    const right = rightOf(box, where);
    if (right - left < apart) {
      ink.rect(left, top, right - left, height);
      continue;
    }
    ink.line(left, top + 0.5, right, top + 0.5);
    ink.line(left, bottom - 0.5, right, bottom - 0.5);
    ink.line(left + 0.5, top, left + 0.5, bottom);
    ink.line(right - 0.5, top, right - 0.5, bottom);
    // Cut off by hand: a clip for each box takes longer than all of its strokes.
    for (let x = left - height + apart; x < right; x += apart) {
      const [from, to] = [Math.max(x, left), Math.min(x + height, right)];
      ink.line(from, bottom - (from - x), to, bottom - (to - x));
    }
  }
  ink.done();
}
