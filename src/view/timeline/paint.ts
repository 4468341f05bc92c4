/**
 * Paints lanes: the loop's on top, which stays in place, and those of tasks below it. What a task holds is a bracket
 * below its boxes, a request to cancel it a wedge above; the end is a tick, a cross, a stroke through a ring or a ring in pieces.
 * A stretch in which the loop is blocked is framed. What joins lanes is painted by `paint_links.ts`. Nothing is decided here.
 */
import type { Colours } from '../kit/colours';
import type { Arrow } from './arrows';
import type { Bar } from './bars';
import type { EndMark, Lane } from './layout';
import { LANE } from './layout';
import type { LoopLane } from './loop_layout';
import { paintBox } from './paint_box';
import type { PathBand } from './paint_links';
import { paintArrows, paintBands, paintPathLines } from './paint_links';

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
    for (const box of lane.boxes) {
      paintBox(context, box, middle, colours);
    }
    for (const hold of lane.holds) {
      paintHold(context, hold, middle, colours);
    }
    for (const x of lane.cancels) {
      paintCancel(context, x, middle, colours);
    }
    if (lane.end) {
      paintEnd(context, lane.end, middle, colours);
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
  for (const box of loop.boxes) {
    paintBox(context, box, LANE / 2, colours);
  }
  context.strokeStyle = colours.blocked;
  context.lineWidth = 2;
  for (const { x, width: wide } of loop.blocks) {
    context.strokeRect(x + 1, 2, Math.max(1, wide - 2), LANE - 4);
  }
  context.fillStyle = colours.grid;
  context.fillRect(0, LANE - 1, width, 1);
}

/** A bracket that opens upwards: what is above it happens while the task holds something. */
function paintHold(
  context: CanvasRenderingContext2D,
  bar: Bar,
  middle: number,
  colours: Colours
): void {
  const bottom = middle + LANE / 2 - 2;
  context.fillStyle = colours.hold;
  context.fillRect(bar.x, bottom - 1, bar.width, 2);
  context.fillRect(bar.x, bottom - 4, 2, 4);
  context.fillRect(bar.x + bar.width - 2, bottom - 4, 2, 4);
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
