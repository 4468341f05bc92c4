import * as fc from 'fast-check';
import {
  SHORTEST,
  panned,
  stretchOf,
  toPixels,
  toTime,
  zoomed,
  zoomedTo,
  zoomedToTask
} from './viewport';

const END = 1_000_000_000;
const ALL = { from: 0, to: END };

describe('the stretch that is shown', () => {
  it('is the whole run, and grows with it', () => {
    expect(stretchOf(null, END, true)).toEqual(ALL);
    expect(stretchOf(null, 2 * END, true)).toEqual({ from: 0, to: 2 * END });
    expect(stretchOf(null, 0, true)).toEqual({ from: 0, to: SHORTEST });
  });

  it('keeps the instant under the pointer where it is while zooming', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: END }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (about, factor) => {
          const zoom = zoomed(ALL, factor, about, END);
          const before = toPixels(about, ALL, 1000);
          expect(zoom && toPixels(about, zoom, 1000)).toBeCloseTo(before, 3);
        }
      )
    );
  });

  it('stays inside the run, and is all of it when zoomed out', () => {
    const zoom = zoomed(ALL, 0.5, 0, END);
    expect(zoom).toMatchObject({ from: 0, to: END / 2 });
    expect(zoom && panned(zoom, -END, END)).toMatchObject({ from: 0 });
    expect(zoom && panned(zoom, END, END)).toMatchObject({
      from: END / 2,
      to: END
    });
    expect(zoom && zoomed(zoom, 3, 0, END)).toBeNull();
    expect(zoomed(ALL, 1e-12, 0, END)).toMatchObject({ to: SHORTEST });
  });

  it('follows a live run if it showed the end, and stands still if not', () => {
    const atEnd = zoomed(ALL, 0.25, END, END);
    expect(stretchOf(atEnd, 2 * END, true)).toEqual({
      from: 1.75 * END,
      to: 2 * END
    });
    expect(stretchOf(atEnd, 2 * END, false)).toMatchObject({
      from: 0.75 * END,
      to: END
    });
    const atStart = zoomed(ALL, 0.25, 0, END);
    expect(stretchOf(atStart, 2 * END, true)).toMatchObject({
      from: 0,
      to: 0.25 * END
    });
  });

  it('is what was drawn with the pointer, from either side', () => {
    const drawn = { from: 100_000, to: 300_000 };
    expect(zoomedTo(300_000, 100_000, END)).toMatchObject(drawn);
    expect(zoomedTo(100_000, 300_000, END)).toMatchObject(drawn);
    expect(zoomedTo(100_000, 100_000, END)).toMatchObject({ to: 101_000 });
    expect(zoomedTo(-5, 2 * END, END)).toBeNull();
  });

  it('is the life of a task and a little more, within the run', () => {
    const life = { createdAt: 0.2 * END, endedAt: 0.4 * END };
    const zoom = zoomedToTask(life, END);
    expect(zoom?.from).toBeCloseTo(0.192 * END);
    expect(zoom?.to).toBeCloseTo(0.408 * END);
    const alive = zoomedToTask({ createdAt: 0.5 * END, endedAt: null }, END);
    expect(alive).toMatchObject({ to: END, following: true });
  });

  it('turns pixels into times and back', () => {
    const stretch = { from: 100, to: 300 };
    expect(toTime(50, stretch, 100)).toBe(200);
    expect(toPixels(200, stretch, 100)).toBe(50);
  });
});
