import * as fc from 'fast-check';
import type { Bar } from './bars';
import { barsOf, barsOfCoverage } from './bars';
import type { Lasting } from './coverage';
import { Coverage, coverageOf } from './coverage';

const ALL = { from: 0, to: 1000 };

const lasting = (start: number, end: number | null): Lasting => ({
  start,
  end
});

describe('barsOf', () => {
  it('cuts bars at the edges, and draws until now what still goes on', () => {
    const some = [lasting(0, 128), lasting(320, 448), lasting(512, null)];
    expect(barsOf(some, 544, { from: 64, to: 576 }, 512)).toEqual([
      { x: 0, width: 64 },
      { x: 256, width: 128 },
      { x: 448, width: 32 }
    ]);
    expect(barsOf(some, 544, { from: 130, to: 310 }, 100)).toEqual([]);
  });

  it('joins what is nearer than a pixel, and leaves room where there is any', () => {
    const many = Array.from({ length: 400 }, (_, i) =>
      lasting(i, i + 0.5)
    ).concat(lasting(600, 600.1));
    expect(barsOf(many, 1000, ALL, 100)).toEqual([
      { x: 0, width: 39.95 },
      { x: 60, width: 1 }
    ]);
  });
});

describe('Coverage', () => {
  it('joins what overlaps, also what was over late', () => {
    const coverage = new Coverage();
    coverage.take([lasting(10, 20), lasting(15, 30), lasting(40, 50)]);
    expect(coverage.over).toEqual([lasting(10, 30), lasting(40, 50)]);
    const long = { start: 5, end: null as number | null };
    const list: Lasting[] = [...coverage.over, lasting(60, 70), long];
    const grown = new Coverage();
    grown.take(list);
    expect(grown.open).toBe(5);
    long.end = 65;
    grown.take(list);
    expect(grown.open).toBeNull();
    expect(grown.over).toEqual([lasting(5, 70)]);
  });

  it('takes each stretch of a growing list once', () => {
    const list: Lasting[] = [lasting(0, 1)];
    const first = coverageOf(list);
    list.push(lasting(2, 3));
    expect(coverageOf(list)).toBe(first);
    expect(first.over).toEqual([lasting(0, 1), lasting(2, 3)]);
  });

  it('covers the pixels that its stretches cover, and no others but those beside them', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 999 }), fc.option(fc.nat(300)))
      .map(([start, length]) =>
        lasting(start, length === null ? null : start + length)
      );
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), some => {
        const bars = barsOfCoverage(coverageOf(some), 1000, ALL, 1000);
        const covered = (x: number, by: readonly Bar[]): boolean =>
          by.some(bar => bar.x <= x && x <= bar.x + bar.width);
        const each = some
          .filter(({ start, end }) => end !== start)
          .map(({ start, end }) => ({
            x: start - 1,
            width: (end ?? 1000) - start + 2
          }));
        const wrong: number[] = [];
        for (let x = 0.5; x < 1000; x++) {
          const isIn = some.some(
            ({ start, end }) => start < x && x < (end ?? 1000)
          );
          if (
            isIn ? !covered(x, bars) : covered(x, bars) && !covered(x, each)
          ) {
            wrong.push(x);
          }
        }
        expect(wrong).toEqual([]);
        bars.forEach((bar, index) => {
          const before = bars[index - 1];
          expect(bar.x).toBeGreaterThan(before ? before.x + before.width : -1);
        });
      })
    );
  });
});
