/**
 * Paints a box of a lane. States are told apart by shape: running is a tall solid box, ready a low hatched one, waiting a
 * thin line, merged a tall box of slanted strokes far apart.
 */
import type { Colours } from '../kit/colours';
import type { Box } from './boxes';

const TALL = 14;
const LOW = 8;
/** Pixels between the strokes of a hatching, and of a wide one. */
const HATCH = 4;
const WIDE = 7;

export function paintBox(
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
      paintHatched(context, box, middle, colour, LOW, HATCH);
      return;
    case 'merged':
      paintHatched(context, box, middle, colour, TALL, WIDE);
      return;
    default:
      context.fillRect(box.x, middle - 1, box.width, 2);
  }
}

function paintHatched(
  context: CanvasRenderingContext2D,
  box: Box,
  middle: number,
  colour: string,
  height: number,
  apart: number
): void {
  const top = middle - height / 2;
  if (box.width < apart) {
    context.fillRect(box.x, top, box.width, height);
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, top + 0.5, box.width - 1, height - 1);
  context.save();
  context.beginPath();
  context.rect(box.x, top, box.width, height);
  context.clip();
  context.beginPath();
  for (let x = box.x - height; x < box.x + box.width; x += apart) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}
