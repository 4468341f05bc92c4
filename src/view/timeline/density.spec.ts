import type { Fact } from '../../protocol/events';
import { fixture, logOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import { BINS, Density, columnsOf } from './density';

describe('Density', () => {
  it('says in which part of the run the loop was busy', () => {
    const { history } = logOf(
      story(`cell ${'R'.repeat(50)}${'w'.repeat(49)}RD`)
    );
    const density = new Density();
    density.take(history.loop, history.now);
    const busy = columnsOf(density, history.now, 10).map(
      column => Math.round(column.busy * 10) / 10
    );
    expect(busy).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0.1]);
  });

  it('counts a merged window as busy as it was', () => {
    const merged: Fact = {
      kind: 'window_merged',
      t: 100 * TICK,
      since: 0,
      tasks: [1],
      steps: [5],
      busy: [25 * TICK]
    };
    const { history } = logOf([...story('cell r'), merged]);
    const density = new Density();
    density.take(history.loop, history.now);
    for (const { busy } of columnsOf(density, history.now, 4)) {
      expect(busy).toBeCloseTo(0.25, 2);
    }
  });

  it('is the same fed bit by bit as fed at once, and keeps every nanosecond', () => {
    const facts = story(`cell ${'RRwwwwwww'.repeat(30)}D`, 7 * TICK);
    const log = logOf([]);
    const bits = new Density();
    facts.forEach((fact, index) => {
      log.append(index, [fact], fact.t);
      bits.take(log.history.loop, log.history.now);
    });
    const whole = new Density();
    whole.take(log.history.loop, log.history.now);
    expect(bits.bin).toBe(whole.bin);
    bits.busy.forEach((time, at) =>
      expect(time).toBeCloseTo(whole.busy[at] ?? -1, 3)
    );
    const sum = whole.busy.reduce((all, time) => all + time, 0);
    expect(sum).toBeCloseTo(30 * 2 * 7 * TICK, 0);
    expect(whole.bin * BINS).toBeGreaterThan(log.history.now);
  });

  it('shows where the ready queue was longest', () => {
    const { history } = fixture('blocked');
    const density = new Density();
    density.take(history.loop, history.now);
    const columns = columnsOf(density, history.now, 100);
    const ready = columns.map(column => column.ready);
    expect(Math.max(...ready)).toBe(1);
    expect(Math.max(...columns.map(column => column.busy))).toBeGreaterThan(
      0.9
    );
  });
});
