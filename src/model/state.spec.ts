import * as fc from 'fast-check';
import { logOf } from '../testing/fixtures';
import { TICK, story } from '../testing/story';
import type { Fact } from '../protocol/events';
import type { Hold } from './records';
import { heldAt, holdersAt, stateAt } from './state';

const LOG = logOf(
  story(`
    cell  RRwwwwwwRD  gather
    a     .rRwwrRD
    b     .rrRwwwRX   semaphore limit
  `)
);

/** The tasks at a tick: name, state, ticks in that state. */
function at(tick: number): string[] {
  const state = stateAt(LOG, { time: tick * TICK });
  return state.tasks.map(
    each =>
      `${each.task.name} ${each.state} ${(state.time - each.since) / TICK}`
  );
}

describe('stateAt', () => {
  it('gives the state of every task that exists at an instant, and since when', () => {
    expect(at(0)).toEqual(['cell running 0']);
    expect(at(1.5)).toEqual(['cell running 1.5', 'a ready 0.5', 'b ready 0.5']);
    expect(at(4)).toEqual(['cell waiting 2', 'a waiting 1', 'b waiting 0']);
    expect(at(7)).toEqual(['cell waiting 5', 'a done 0', 'b running 0']);
  });

  it('stands at the end when the cursor is live', () => {
    const live = stateAt(LOG, { time: null });
    expect(live).toEqual(stateAt(LOG, { time: 9 * TICK }));
    expect(live.tasks.map(each => each.state)).toEqual([
      'done',
      'done',
      'failed'
    ]);
  });

  it('tells who holds a resource, for every instant', () => {
    const grab = (t: number, task: number): Fact => ({
      kind: 'acquired',
      t,
      resource: 4,
      task
    });
    const give = (t: number, task: number): Fact => ({
      kind: 'released',
      t,
      resource: 4,
      task
    });
    const log = logOf([
      ...story(`
        cell  R
        a     r
        b     r  semaphore limit
      `),
      grab(10, 1),
      grab(20, 2),
      give(30, 1),
      grab(30, 3),
      give(40, 3),
      give(50, 2)
    ]);
    const resource = log.history.resource(4);
    const holders = [5, 10, 25, 30, 40, 50].map(
      t => resource && holdersAt(resource, t)
    );
    expect(holders).toEqual([[], [1], [1, 2], [2, 3], [2], []]);
  });

  it('finds the same holders as looking at every hold', () => {
    const move = fc.record({
      take: fc.boolean(),
      task: fc.integer({ min: 1, max: 4 }),
      wait: fc.nat(2)
    });
    fc.assert(
      fc.property(
        fc.array(move, { maxLength: 40 }),
        fc.nat(60),
        (moves, time) => {
          let t = 0;
          const log = logOf([
            ...story(`
              cell  R
              a     r
              b     r
              c     r  semaphore limit
            `),
            ...moves.map(({ take, task, wait }): Fact => {
              t += wait;
              return {
                kind: take ? 'acquired' : 'released',
                t,
                resource: 5,
                task
              };
            })
          ]);
          const resource = log.history.resource(5);
          const isOpen = (hold: Hold): boolean =>
            hold.start <= time && (hold.end === null || hold.end > time);
          expect(resource && holdersAt(resource, time)).toEqual(
            resource?.holds.filter(isOpen).map(hold => hold.task)
          );
          for (const task of log.history.tasks) {
            expect(heldAt(task, time)).toEqual(task.holds.filter(isOpen));
          }
        }
      )
    );
  });
});
