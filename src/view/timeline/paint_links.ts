/**
 * Paints what joins lanes: arrows from waker to sleeper, and the critical path as bands behind the lanes with lines between them.
 */
import type { Colours } from '../kit/colours';
import type { Arrow } from './arrows';
import { LANE } from './layout';

/** Pixels of an arrow's head. */
const HEAD = 4;

/** How much of the colour shows where something lies below: lines of arrows that are not selected, and bands. */
const FAINT = 0.55;
const BAND = 0.18;

/** A stage of the critical path. */
export interface PathBand {
  readonly row: number;
  /** The row that the path came from; its own: none. */
  readonly from: number;
  readonly x: number;
  readonly width: number;
}

/** Bands, behind the lanes; `top` is where row 0 begins. */
export function paintBands(
  context: CanvasRenderingContext2D,
  path: readonly PathBand[],
  top: number,
  colours: Colours
): void {
  for (const { row, x, width } of path) {
    const y = top + row * LANE;
    context.fillStyle = colours.cursor;
    context.globalAlpha = BAND;
    context.fillRect(x, y, width, LANE);
    context.globalAlpha = 1;
    // Above: at the bottom stand the brackets of what is held.
    context.fillRect(x, y, width, 2);
  }
}

/** Where the path goes on in another lane. */
export function paintPathLines(
  context: CanvasRenderingContext2D,
  path: readonly PathBand[],
  top: number,
  colours: Colours
): void {
  for (const { row, from, x } of path) {
    if (row !== from) {
      context.fillStyle = colours.cursor;
      const [upper, lower] = row < from ? [row, from] : [from, row];
      const y = top + upper * LANE;
      context.fillRect(Math.round(x) - 1, y, 2, (lower - upper + 1) * LANE);
    }
  }
}

/** Arrows; a dot at the waker, a head at the task that can go on. A cancelling one is broken into dashes. */
export function paintArrows(
  context: CanvasRenderingContext2D,
  arrows: readonly Arrow[],
  top: number,
  colours: Colours
): void {
  for (const { x, from, to, cancel, selected } of arrows) {
    const start = top + (from + 0.5) * LANE;
    const down = to > from;
    // It ends at the edge of the boxes of the lane.
    const end = top + (to + 0.5) * LANE + (down ? -HEAD : HEAD);
    const colour = cancel ? colours.cancel : colours.state.ready;
    context.globalAlpha = selected ? 1 : FAINT;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = selected ? 2 : 1;
    context.setLineDash(cancel ? [3, 3] : []);
    context.beginPath();
    context.moveTo(x, start);
    context.lineTo(x, end);
    context.stroke();
    context.setLineDash([]);
    context.fillRect(x - 2, start - 2, 4, 4);
    context.beginPath();
    context.moveTo(x - HEAD, end + (down ? -HEAD : HEAD));
    context.lineTo(x + HEAD, end + (down ? -HEAD : HEAD));
    context.lineTo(x, end + (down ? HEAD : -HEAD));
    context.fill();
    context.globalAlpha = 1;
  }
}
