/**
 * Paints lanes. States are told apart by shape: running is a tall solid box, ready a low hatched one, waiting a thin
 * line; what a task holds is a bracket below; the end is a tick, a cross or a stroke through a ring. Nothing is decided here.
 */
import type { Colours } from '../kit/colours';
import type { Box, EndMark, HoldBar, Lane } from './layout';
import { LANE } from './layout';

/** All that is on the canvas, in CSS pixels. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Lanes in sight, from top to bottom, and where the first one begins. */
  readonly lanes: readonly Lane[];
  readonly top: number;
  /** Index in `lanes`; -1: none of them. */
  readonly selected: number;
  /** Where the axis has its marks. */
  readonly ticks: readonly number[];
  readonly cursor: number;
}

const TALL = 14;
const LOW = 8;
const HATCH = 4;

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
  lanes.forEach((lane, index) => {
    const middle = top + (index + 0.5) * LANE;
    for (const box of lane.boxes) {
      paintBox(context, box, middle, colours);
    }
    for (const hold of lane.holds) {
      paintHold(context, hold, middle, colours);
    }
    if (lane.end) {
      paintEnd(context, lane.end, middle, colours);
    }
  });
  context.fillStyle = colours.cursor;
  context.fillRect(Math.round(scene.cursor) - 1, 0, 2, height);
}

function paintBox(
  context: CanvasRenderingContext2D,
  box: Box,
  middle: number,
  colours: Colours
): void {
  const colour = colours.state[box.state];
  context.fillStyle = colour;
  switch (box.state) {
    case 'running':
      // A pixel is left free between two steps that follow each other; most steps are short, and have to be seen.
      context.fillRect(
        box.x,
        middle - TALL / 2,
        box.width > 3 ? box.width - 1 : Math.max(2, box.width),
        TALL
      );
      return;
    case 'ready':
      paintHatched(context, box, middle, colour);
      return;
    default:
      context.fillRect(box.x, middle - 1, box.width, 2);
  }
}

/** A bracket that opens upwards: what is above it happens while the task holds something. */
function paintHold(
  context: CanvasRenderingContext2D,
  bar: HoldBar,
  middle: number,
  colours: Colours
): void {
  const bottom = middle + LANE / 2 - 2;
  context.fillStyle = colours.hold;
  context.fillRect(bar.x, bottom - 1, bar.width, 2);
  context.fillRect(bar.x, bottom - 4, 2, 4);
  context.fillRect(bar.x + bar.width - 2, bottom - 4, 2, 4);
}

function paintHatched(
  context: CanvasRenderingContext2D,
  box: Box,
  middle: number,
  colour: string
): void {
  const top = middle - LOW / 2;
  if (box.width < HATCH) {
    context.fillRect(box.x, top, box.width, LOW);
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, top + 0.5, box.width - 1, LOW - 1);
  context.save();
  context.beginPath();
  context.rect(box.x, top, box.width, LOW);
  context.clip();
  context.beginPath();
  for (let x = box.x - LOW; x < box.x + box.width; x += HATCH) {
    context.moveTo(x, top + LOW);
    context.lineTo(x + LOW, top);
  }
  context.stroke();
  context.restore();
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
    default:
      context.moveTo(x + 1, middle);
      context.lineTo(x + 4, middle + 4);
      context.lineTo(x + 10, middle - 5);
  }
  context.stroke();
}
