import * as fc from 'fast-check';
import { Pixels } from '../../testing/pixels';
import type { Colours } from '../kit/colours';
import type { Box } from './boxes';
import { boxesOf } from './boxes';
import type { Where } from './paint_boxes';
import { paintBoxes } from './paint_boxes';

const state = {
  running: 'R',
  ready: 'r',
  waiting: 'w',
  merged: 'm',
  done: 'd',
  failed: 'f',
  cancelled: 'c',
  destroyed: 'x'
};
const COLOURS = { state } as Colours;
const [WIDTH, HEIGHT, MIDDLE] = [60, 22, 11];
const HERE: Where = { x: 0, width: WIDTH, middle: MIDDLE };

function drawn(boxes: readonly Box[], where: Where = HERE): Pixels {
  const pixels = new Pixels(WIDTH + 12, HEIGHT);
  paintBoxes(pixels.context, boxes, where, COLOURS);
  return pixels;
}

/** Contiguous boxes, narrow and wide ones, of any state. */
const someBoxes = fc
  .array(
    fc.record({
      width: fc.oneof(
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.double({ min: 1, max: 20, noNaN: true })
      ),
      state: fc.constantFrom('running', 'ready', 'waiting', 'merged' as const),
      spans: fc.constantFrom(1, 5)
    }),
    { minLength: 1, maxLength: 30 }
  )
  .map(parts => {
    let x = 0;
    return parts.map((part): Box => {
      const box = { x, ...part } as Box;
      x += part.width;
      return box;
    });
  });

/** Box by box, as if each were alone: the solid ones, and the frames of the hatched ones. */
function oneByOne(boxes: readonly Box[], { x, width, middle }: Where): Pixels {
  const pixels = new Pixels(WIDTH + 12, HEIGHT);
  const { context } = pixels;
  type Draw = (left: number, right: number, box: Box) => void;
  const turn = (which: string, draw: Draw) => {
    for (const box of boxes) {
      const right = Math.round(Math.min(width, box.x + x + box.width));
      if (
        box.state === which &&
        box.x + x < width &&
        box.x + box.width + x > 0
      ) {
        context.fillStyle = state[box.state];
        draw(Math.round(Math.max(0, box.x + x)), right, box);
      }
    }
  };
  const frame =
    (height: number, least: number) => (left: number, right: number) => {
      const [top, wide] = [middle - height / 2, right - left];
      if (wide < least) {
        context.fillRect(left, top, wide, height);
        return;
      }
      context.fillRect(left, top, wide, 1);
      context.fillRect(left, top + height - 1, wide, 1);
      context.fillRect(left, top, 1, height);
      context.fillRect(right - 1, top, 1, height);
    };
  turn('waiting', (left, right) =>
    context.fillRect(left, middle - 1, right - left, 2)
  );
  turn('merged', frame(14, 7));
  turn('ready', frame(8, 4));
  turn('running', (left, right, { spans }) => {
    const wide = right - left;
    const ink = wide > 3 && spans === 1 ? wide - 1 : Math.max(2, wide);
    context.fillRect(left, middle - 7, ink, 14);
  });
  return pixels;
}

/** Lengths of spans, in pixels. */
const LAST_AT_THE_EDGE = [
  0.1746764427600242, 0.15646742750411224, 0.6854542963689254,
  0.09516620597031435, 0.021526656106371722, 0.31928561360596974,
  0.6300813196808085, 0.021509413855411944, 0.12078559440501135,
  0.40604052277070735, 0.014357363105204746, 0.28760927271812853,
  0.01435331019541253, 0.05268656095302738, 0.018764314472912824,
  0.027137197174625042, 0.9540984883530295, 0.01
];

describe('boxes on the canvas', () => {
  it('has each pixel as if every box were drawn by itself', () => {
    const moved = fc.double({ min: -80, max: 10, noNaN: true });
    fc.assert(
      fc.property(someBoxes, moved, (boxes, x) => {
        const where = { ...HERE, x };
        const [together, apart] = [drawn(boxes, where), oneByOne(boxes, where)];
        for (let y = 0; y < HEIGHT; y++) {
          expect(together.row(y)).toEqual(apart.row(y));
        }
      })
    );
  });

  it('shows each step in its place, and none where there is none, however many there are in a pixel', () => {
    const gaps = fc.array(fc.double({ min: 0.01, max: 4, noNaN: true }), {
      minLength: 6,
      maxLength: 200
    });
    const turns = ['waiting', 'ready', 'running'] as const;
    fc.assert(
      fc.property(
        gaps,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (lengths, x) => {
          let at = 0;
          let steps = 0;
          const spans = lengths.map((length, index) => {
            const each = turns[index % 3] ?? 'waiting';
            steps += each === 'running' ? 1 : 0;
            const span = { start: at, state: each, steps, end: at + length };
            at += length;
            return span;
          });
          const boxes = boxesOf(
            {
              spans,
              last: spans.length - 1,
              stateOf: each => each.state,
              end: at
            },
            { from: 0, to: WIDTH },
            WIDTH
          );
          const pixels = drawn(boxes, { ...HERE, x });
          const ran = spans.filter(each => each.state === 'running');
          const row = pixels.row(MIDDLE - 6);
          for (const { start, end } of ran.filter(
            each => each.start < WIDTH - 2
          )) {
            // A step that is merged with others is drawn where their pixel begins.
            const near = row.slice(
              Math.max(0, Math.floor(start + x) - 1),
              Math.ceil(end + x) + 2
            );
            expect(near).toContain('R');
          }
          row.forEach((colour, column) => {
            if (colour === 'R') {
              // A merged box has up to two pixels, and the least width of a step is two.
              const some = ran.some(
                ({ start, end }) =>
                  start + x < column + 3 && end + x > column - 3
              );
              expect(some).toBe(true);
            }
          });
        }
      ),
      // The last step begins where the box of all of them ends.
      { examples: [[LAST_AT_THE_EDGE, 0]] }
    );
  });

  it('hatches inside the box only', () => {
    const { slanted } = drawn([{ x: 10, width: 20, state: 'ready', spans: 1 }]);
    expect(slanted).toHaveLength(6);
    for (const line of slanted) {
      const [x = 0, y = 0, toX = 0, toY = 0] = line.split(' ').map(Number);
      expect([x >= 10, toX <= 30, y <= 15, toY >= 7]).toEqual(
        Array(4).fill(true)
      );
      expect(toX - x).toBe(y - toY);
    }
  });

  it('draws no more for a hundred thousand boxes than for what is in sight', () => {
    const boxes = Array.from({ length: 100_000 }, (_, index): Box => ({
      x: index * 1.1,
      width: 1.1,
      state: index % 2 ? 'running' : 'waiting',
      spans: 1
    }));
    let lines = 0;
    const { context } = new Pixels(WIDTH, HEIGHT);
    context.lineTo = () => lines++;
    paintBoxes(context, boxes, { ...HERE, x: -50_000 }, COLOURS);
    expect(lines).toBeLessThanOrEqual(WIDTH + 4);
  });
});
