/**
 * Paints lanes: the loop's on top, which stays in place, and those of tasks below it. What a task holds is a bracket
 * below its boxes, a request to cancel it a wedge above; the end is a tick, a cross, a stroke through a ring or a ring in pieces.
 * A stretch in which the loop is blocked is framed. What joins lanes is painted by `paint_links.ts`. Nothing is decided here.
 */
import type { Colours } from '../kit/colours';
import type { Arrow } from './arrows';
import type { Bar } from './bars';
import type { EndMark, Lane } from './layout';
import { LANE, MARK } from './layout';
import type { LoopLane } from './loop_layout';
import { Ink } from './ink';
import type { Where } from './paint_boxes';
import { paintBoxes } from './paint_boxes';
import type { PathBand } from './paint_links';
import { paintArrows, paintBands, paintPathLines } from './paint_links';

/** Width of the legs of a bracket. */
const LEG = 2;

/** All that is on the canvas, in CSS pixels. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly loop: LoopLane;
  /** Lanes in sight, from top to bottom, the row of the first one, and where row 0 begins. */
  readonly lanes: readonly Lane[];
  readonly first: number;
  readonly top: number;
  /** The row of the selected task; -1: none. */
  readonly selected: number;
  /** Who woke whom. */
  readonly arrows: readonly Arrow[];
  /** The critical path; empty: it is not asked for. */
  readonly path: readonly PathBand[];
  /** Where the axis has its marks. */
  readonly ticks: readonly number[];
  readonly cursor: number;
}

export function paint(
  context: CanvasRenderingContext2D,
  scene: Scene,
  colours: Colours
): void {
  const { width, height, lanes, top } = scene;
  if (scene.selected >= 0) {
    context.fillStyle = colours.selected;
    context.fillRect(0, top + scene.selected * LANE, width, LANE);
  }
  context.fillStyle = colours.grid;
  for (const x of scene.ticks) {
    context.fillRect(Math.round(x), 0, 1, height);
  }
  paintBands(context, scene.path, top, colours);
  lanes.forEach((lane, index) => {
    const middle = top + (scene.first + index + 0.5) * LANE;
    const where = { x: lane.x ?? 0, width: width - MARK, middle };
    paintBoxes(context, lane.boxes, where, colours);
    paintHolds(context, lane.holds, where, colours);
    for (const cancel of lane.cancels) {
      const x = cancel + where.x;
      if (x >= 0 && x <= where.width) {
        paintCancel(context, x, middle, colours);
      }
    }
    const end = lane.end && { ...lane.end, x: lane.end.x + where.x };
    if (end && end.x >= 0 && end.x <= where.width) {
      paintEnd(context, end, middle, colours);
    }
  });
  paintPathLines(context, scene.path, top, colours);
  paintArrows(context, scene.arrows, top, colours);
  paintLoop(context, scene, colours);
  context.fillStyle = colours.cursor;
  context.fillRect(Math.round(scene.cursor) - 1, 0, 2, height);
}

/** Over the lanes that are scrolled under it. */
function paintLoop(
  context: CanvasRenderingContext2D,
  { loop, width }: Scene,
  colours: Colours
): void {
  context.fillStyle = colours.background;
  context.fillRect(0, 0, width, LANE);
  const where = { x: loop.x ?? 0, width: width - MARK, middle: LANE / 2 };
  paintBoxes(context, loop.boxes, where, colours);
  context.strokeStyle = colours.blocked;
  context.lineWidth = 2;
  for (const block of loop.blocks) {
    const from = Math.max(0, block.x + where.x);
    const to = Math.min(where.width, block.x + block.width + where.x);
    if (to > from) {
      context.strokeRect(from + 1, 2, Math.max(1, to - from - 2), LANE - 4);
    }
  }
  context.fillStyle = colours.grid;
  context.fillRect(0, LANE - 1, width, 1);
}

/** Brackets that open upwards: what is above one happens while the task holds something. Where there is no room for one, a low box. */
function paintHolds(
  context: CanvasRenderingContext2D,
  holds: readonly Bar[],
  { x, width, middle }: Where,
  colours: Colours
): void {
  const ink = new Ink(context, colours.hold);
  const bottom = Math.round(middle) + LANE / 2 - 1;
  for (const hold of holds) {
    const left = Math.round(Math.max(0, hold.x + x));
    const right = Math.round(Math.min(width, hold.x + x + hold.width));
    if (hold.x + x > width || right < left || (right === 0 && left === 0)) {
      continue;
    }
    if (right - left <= 2 * LEG) {
      ink.rect(left, bottom - 5, Math.max(2, right - left), 5);
    } else {
      ink.rect(left, bottom - 2, right - left, 2);
      ink.rect(left, bottom - 5, LEG, 3);
      ink.rect(right - LEG, bottom - 5, LEG, 3);
    }
  }
  ink.done();
}

function paintCancel(
  context: CanvasRenderingContext2D,
  x: number,
  middle: number,
  colours: Colours
): void {
  const top = middle - LANE / 2 + 1;
  context.fillStyle = colours.cancel;
  context.beginPath();
  context.moveTo(x - 4, top);
  context.lineTo(x + 4, top);
  context.lineTo(x, top + 6);
  context.fill();
}

function paintEnd(
  context: CanvasRenderingContext2D,
  end: EndMark,
  middle: number,
  colours: Colours
): void {
  const { x, state } = end;
  context.strokeStyle = colours.state[state];
  context.lineWidth = 2;
  context.beginPath();
  switch (state) {
    case 'failed':
      context.moveTo(x, middle - 5);
      context.lineTo(x + 9, middle + 5);
      context.moveTo(x + 9, middle - 5);
      context.lineTo(x, middle + 5);
      break;
    case 'cancelled':
      context.arc(x + 6, middle, 5, 0, 2 * Math.PI);
      context.moveTo(x + 2.5, middle + 3.5);
      context.lineTo(x + 9.5, middle - 3.5);
      break;
    case 'destroyed':
      for (let quarter = 0; quarter < 4; quarter++) {
        const from = (quarter * Math.PI) / 2;
        context.moveTo(x + 6 + 5 * Math.cos(from), middle + 5 * Math.sin(from));
        context.arc(x + 6, middle, 5, from, from + Math.PI / 4);
      }
      break;
    default:
      context.moveTo(x + 1, middle);
      context.lineTo(x + 4, middle + 4);
      context.lineTo(x + 10, middle - 5);
  }
  context.stroke();
}
