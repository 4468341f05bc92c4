import type { Stage } from '../../model/path_stages';
import { pathMarks } from './path_layout';

const stage = (task: number, start: number, end: number): Stage => ({
  task,
  start,
  end,
  after: { how: 'woke', from: task + 1, waited: null },
  sums: []
});

describe('pathMarks', () => {
  it('are bands, and say where the path came from', () => {
    const stages = [stage(1, 0, 40), stage(2, 40, 70), stage(1, 70, 100)];
    expect(pathMarks(stages, { from: 50, to: 150 }, 100)).toEqual([
      { task: 2, x: 0, width: 20, from: null },
      { task: 1, x: 20, width: 30, from: 2 }
    ]);
  });

  it('are no more than pixels, however many stages there are', () => {
    const stages = Array.from({ length: 10_000 }, (_, i) =>
      stage(i % 7, i, i + 1)
    );
    const marks = pathMarks(stages, { from: 0, to: 10_000 }, 100);
    expect(marks.length).toBeLessThanOrEqual(105);
    expect(marks.length).toBeGreaterThan(90);
    expect(pathMarks(stages, { from: 20_000, to: 30_000 }, 100)).toEqual([]);
  });
});
