import * as fc from 'fast-check';
import { anyFact } from '../testing/arbitrary';
import { BUSY_RUN } from '../testing/busy_run';
import { fixture, logOf } from '../testing/fixtures';
import { TICK, story } from '../testing/story';
import type { Fact } from '../protocol/events';
import type { TaskHistory } from './records';
import { histogram, percentile, stepTimes, totalsAt } from './totals';

const MS = 1_000_000;

function taskOf(facts: readonly Fact[], id: number): TaskHistory {
  const task = logOf(facts).history.task(id);
  if (!task) {
    throw new Error(`no task ${id}`);
  }
  return task;
}

describe('totalsAt', () => {
  const task = taskOf(story('a  .rRRwwwrRD'), 1);
  const sums = (ticks: number): number[] | null => {
    const totals = totalsAt(task, ticks * TICK);
    return (
      totals && [
        totals.total / TICK,
        totals.busy / TICK,
        totals.ready / TICK,
        totals.waiting / TICK,
        totals.steps
      ]
    );
  };

  it('shares a life out among running, ready and waiting', () => {
    expect(sums(0)).toBeNull();
    expect(sums(1)).toEqual([0, 0, 0, 0, 0]);
    expect(sums(1.5)).toEqual([0.5, 0, 0.5, 0, 0]);
    expect(sums(3)).toEqual([2, 1, 1, 0, 1]);
    expect(sums(6)).toEqual([5, 2, 1, 2, 1]);
    expect(sums(9)).toEqual([8, 3, 2, 3, 2]);
  });

  it('stands still when the task has ended', () => {
    expect(sums(500)).toEqual([8, 3, 2, 3, 2]);
  });

  it('says of a merged window what was told of it, and how much was not', () => {
    const ping = taskOf(BUSY_RUN, 2);
    // Ready from 1 ms on; three windows from 14 to 164 ms, of 22 ms running each.
    expect(totalsAt(ping, 164 * MS)).toMatchObject({
      total: 163 * MS,
      busy: 66 * MS,
      ready: 13 * MS,
      waiting: 0,
      untold: 84 * MS,
      steps: 12_300
    });
  });

  it.each(['semaphore', 'network-io', 'works', 'deadlock'])(
    '%s: the shares of each task make up its total',
    name => {
      const { history } = fixture(name);
      for (const each of history.tasks) {
        for (const time of [history.now / 3, history.now]) {
          const totals = totalsAt(each, time);
          if (totals) {
            const { busy, ready, waiting, total } = totals;
            expect(busy + ready + waiting).toBe(total);
          }
        }
      }
      expect(history.tasks.length).toBeGreaterThan(1);
    }
  );

  it('never counts more than there was, whatever the facts', () => {
    fc.assert(
      fc.property(fc.array(anyFact), fc.nat(200), (facts, time) => {
        for (const each of logOf(facts).history.tasks) {
          const totals = totalsAt(each, time);
          if (totals) {
            const { busy, ready, waiting, untold, total } = totals;
            expect(
              Math.min(ready, waiting, untold, total)
            ).toBeGreaterThanOrEqual(0);
            expect(ready + waiting).toBeLessThanOrEqual(total);
            expect(busy).toBeGreaterThanOrEqual(0);
          }
        }
      })
    );
  });
});

describe('stepTimes', () => {
  it('holds each step that is over, and not the one that still runs', () => {
    const task = taskOf(story('a  RRwRRRwRRw'), 1);
    const at = (ticks: number): number[] => [
      ...stepTimes(task, ticks * TICK).durations.map(each => each / TICK)
    ];
    expect(at(1)).toEqual([]);
    expect(at(2)).toEqual([2]);
    expect(at(5)).toEqual([2]);
    expect(at(9)).toEqual([2, 3, 2]);
  });

  it('counts the steps of merged windows, whose durations are not known', () => {
    const ping = taskOf(BUSY_RUN, 2);
    expect(stepTimes(ping, 250 * MS)).toMatchObject({ untold: 12_300 });
    expect([...stepTimes(ping, 302 * MS).durations]).toEqual([137 * MS]);
  });
});

describe('percentile', () => {
  it('is the value of that rank, as sorting finds it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.5, 0.9, 0.99, 1),
        (values, share) => {
          const sorted = [...values].sort((a, b) => a - b);
          expect(percentile(Float64Array.from(values), share)).toBe(
            sorted[Math.ceil(share * values.length) - 1]
          );
        }
      )
    );
  });

  it('is nothing without steps, and leaves the steps as they were', () => {
    expect(percentile(new Float64Array(), 0.5)).toBeNull();
    const durations = Float64Array.from([3, 1, 2]);
    expect(percentile(durations, 0.5)).toBe(2);
    expect([...durations]).toEqual([3, 1, 2]);
  });
});

describe('histogram', () => {
  it('counts steps in bins of 1, 2, 5, from the first that holds one to the last', () => {
    const durations = Float64Array.from([
      300, 999, 1_000, 4_999, 5_000, 20_000
    ]);
    expect(histogram(durations)).toEqual([
      { from: 0, to: 1_000, count: 2 },
      { from: 1_000, to: 2_000, count: 1 },
      { from: 2_000, to: 5_000, count: 1 },
      { from: 5_000, to: 10_000, count: 1 },
      { from: 10_000, to: 20_000, count: 0 },
      { from: 20_000, to: 50_000, count: 1 }
    ]);
    expect(histogram(new Float64Array())).toEqual([]);
    expect(histogram(Float64Array.from([2 * MS]))).toEqual([
      { from: 2 * MS, to: 5 * MS, count: 1 }
    ]);
  });
});
