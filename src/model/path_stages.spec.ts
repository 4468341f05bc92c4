import { fixture } from '../testing/fixtures';
import { criticalPath } from './critical_path';
import type { Stage } from './path_stages';
import { stagesOf } from './path_stages';

function stages(name: string): Stage[] {
  return stagesOf(criticalPath(fixture(name).history)?.parts ?? []);
}

describe('stagesOf', () => {
  it('makes one stage of a task that sleeps again and again', () => {
    const consumer = stages('queue').find(({ task }) => task === 3);
    const [slept] = consumer?.sums ?? [];
    expect(slept).toMatchObject({ doing: 'waited', count: 6 });
    expect(slept?.first.wait?.kind).toBe('sleep');
    expect(slept?.time).toBeGreaterThan(1_190_000_000);
  });

  it.each(['gather', 'lock', 'works', 'semaphore'])(
    'of %s follow each other, and their sums are their lengths',
    name => {
      const all = stages(name);
      all.forEach(({ start, end, sums }, index) => {
        expect(start).toBe(all[index - 1]?.end ?? start);
        expect(sums.reduce((sum, { time }) => sum + time, 0)).toBe(end - start);
      });
      expect(all.length).toBeGreaterThan(1);
    }
  );

  it('of nothing are none', () => {
    expect(stagesOf([])).toEqual([]);
  });
});
