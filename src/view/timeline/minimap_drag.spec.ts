import { centredAt, draggedTo, gripAt } from './minimap_drag';
import { whole } from './viewport';

const END = 1_000_000;
const WIDTH = 1000;
const WINDOW = { from: 200_000, to: 400_000 };

const drag = (from: number, to: number, window = WINDOW) =>
  draggedTo(gripAt(from, window, END, WIDTH), to, END, WIDTH);

describe('a drag on the minimap', () => {
  it('moves the window, and no further than the run', () => {
    expect(drag(300, 350)).toMatchObject({ from: 250_000, to: 450_000 });
    expect(drag(300, -500)).toMatchObject({ from: 0, to: 200_000 });
  });

  it('moves the edge that it takes hold of, also past the other one', () => {
    expect(drag(203, 100)).toMatchObject({ from: 100_000, to: 400_000 });
    expect(drag(398, 600)).toMatchObject({ from: 200_000, to: 600_000 });
    expect(drag(398, 100)).toMatchObject({ from: 100_000, to: 200_000 });
  });

  it('draws a new window outside of it, or where all is shown', () => {
    expect(drag(600, 700)).toMatchObject({ from: 600_000, to: 700_000 });
    expect(drag(600, 500, whole(END))).toMatchObject({
      from: 500_000,
      to: 600_000
    });
  });

  it('that is a click puts the window there', () => {
    expect(centredAt(700, WINDOW, END, WIDTH)).toMatchObject({
      from: 600_000,
      to: 800_000
    });
  });
});
