import { TICK, story } from '../testing/story';
import type { Fact, TaskCreated, WindowMerged } from '../protocol/events';
import { History } from './history';
import { logOf } from '../testing/fixtures';
import { stateAt } from './state';

function fold(facts: readonly Fact[]): History {
  const history = new History();
  facts.forEach(fact => history.reduce(fact));
  return history;
}

/** Spans as text: state, start in ticks, steps and busy ticks by then. */
function spans(history: History, task: number): string[] {
  return (history.task(task)?.spans ?? []).map(
    ({ state, start, steps, busy }) =>
      `${state} ${start / TICK} ${steps} ${busy / TICK}`
  );
}

const step = (tick: number, task: number): Fact => ({
  kind: 'step',
  t: tick * TICK,
  task
});

const waits = (tick: number, task: number): Fact => ({
  kind: 'wait_started',
  t: tick * TICK,
  task,
  wait: 'sleep',
  on: null,
  until: null,
  stack: []
});

/** A merged window in which these tasks each ran for one tick in all. */
const merged = (
  since: number,
  to: number,
  steps: Readonly<Record<number, number>>
): WindowMerged => ({
  kind: 'window_merged',
  t: to * TICK,
  since: since * TICK,
  tasks: Object.keys(steps).map(Number),
  steps: Object.values(steps),
  busy: Object.values(steps).map(() => TICK)
});

describe('a round of the loop', () => {
  const begun = story(`
    cell  RR
    a     .r
  `);
  const polled: Fact = {
    kind: 'iteration',
    t: 5 * TICK,
    polled: 3 * TICK,
    ready: 1,
    timers: 0,
    due: null
  };

  it('ends the step before when the poll began', () => {
    const history = fold([...begun, polled, step(6, 1)]);
    expect(spans(history, 1)).toEqual([
      'running 0 1 0',
      'ready 3 1 3',
      'running 6 2 3'
    ]);
    expect(history.moments.map(t => t / TICK)).toEqual([0, 1, 3, 6]);
  });

  it('leaves a task that waits by then as it is', () => {
    const history = fold([...begun, waits(3, 1), polled]);
    expect(spans(history, 1)).toEqual(['running 0 1 0', 'waiting 3 1 3']);
  });
});

const born = (tick: number, role: TaskCreated['role'] = 'task'): Fact => ({
  kind: 'task_created',
  t: tick * TICK,
  task: 9,
  name: 'short',
  coroutine: 'short',
  parent: 1,
  cell: null,
  site: null,
  role
});

const over = (tick: number): Fact => ({
  kind: 'task_ended',
  t: tick * TICK,
  task: 9,
  outcome: 'returned',
  error: null,
  message: null
});

describe('an eager task', () => {
  const cell = story(`cell  RRRR`);

  it('had its first step within its creator, as there is none of its own', () => {
    const waiting = fold([...cell, born(4), waits(6, 9), step(8, 9), over(9)]);
    expect(spans(waiting, 9)).toEqual([
      'running 4 1 0',
      'waiting 6 1 2',
      'running 8 2 2',
      'done 9 2 3'
    ]);
    const ended = fold([...cell, born(4), over(6)]);
    expect(spans(ended, 9)).toEqual(['running 4 1 0', 'done 6 1 2']);
  });

  it('may have given way at once', () => {
    const yielded: Fact = { kind: 'eager_yielded', t: 5 * TICK, task: 9 };
    const log = [...cell, born(4), yielded, step(8, 9), over(9)];
    expect(spans(fold(log), 9)).toEqual([
      'running 4 1 0',
      'ready 5 1 1',
      'running 8 2 1',
      'done 9 2 2'
    ]);
    const twice = fold([...log, yielded]);
    expect(spans(twice, 9)).toEqual(spans(fold(log), 9));
  });

  it('is not one that was alive before, whose steps nobody saw', () => {
    const history = fold([...cell, born(4, 'earlier'), waits(6, 9)]);
    expect(spans(history, 9)).toEqual(['ready 4 0 0', 'waiting 6 0 0']);
  });

  it('is not one that a merged window names: it was ready until then, and ran in it', () => {
    const history = fold([
      ...cell,
      born(4),
      over(15),
      merged(10, 20, { 9: 1 })
    ]);
    expect(spans(history, 9)).toEqual([
      'ready 4 0 0',
      'merged 10 0 0',
      'done 15 1 1'
    ]);
  });
});

describe('a merged window', () => {
  const before = story(`
    cell  RwwwwwwwRw  gather
    a     rRwwwwwwww  lock door
    b     r.rrRwwwww
  `);

  it('ends what its tasks waited for, and counts what they did', () => {
    const history = fold([
      ...before,
      merged(10, 20, { 2: 50, 3: 7 }),
      waits(20, 2)
    ]);
    expect(spans(history, 2)).toEqual([
      'ready 0 0 0',
      'running 1 1 0',
      'waiting 2 1 1',
      'merged 10 1 1',
      'waiting 20 51 2'
    ]);
    // No fact said what it does now.
    expect(spans(history, 3).at(-1)).toBe('ready 20 8 2');
    // It did not run, so it waits on.
    expect(spans(history, 1).at(-1)).toBe('waiting 9 2 2');
  });

  it('is one span for each window, though facts at their border said more', () => {
    const history = fold([
      ...before,
      merged(10, 20, { 2: 50 }),
      waits(20, 2),
      step(20, 3),
      merged(20, 30, { 2: 40, 3: 1 }),
      step(30, 0)
    ]);
    expect(spans(history, 2).slice(-3)).toEqual([
      'merged 10 1 1',
      'merged 20 51 2',
      'ready 30 91 3'
    ]);
    expect(spans(history, 3).slice(-2)).toEqual([
      'merged 20 1 1',
      'ready 30 2 2'
    ]);
    const again = fold([
      ...before,
      merged(10, 20, { 2: 50 }),
      step(20, 2),
      merged(20, 30, { 2: 40 })
    ]);
    expect(spans(again, 2)).toEqual(spans(history, 2));
  });

  it('begins with the birth, and ends with the end, of tasks that live within it', () => {
    const facts = [
      ...before,
      born(12),
      over(15),
      merged(10, 20, { 1: 3, 9: 4 })
    ];
    expect(spans(fold(facts), 9)).toEqual(['merged 12 0 0', 'done 15 4 1']);
    const log = logOf(facts);
    const at = (tick: number): string[] =>
      stateAt(log, { time: tick * TICK }).tasks.map(each => each.state);
    expect(at(14)).toEqual(['merged', 'waiting', 'waiting', 'merged']);
    expect(at(16)).toEqual(['merged', 'waiting', 'waiting', 'done']);
  });

  it('ends the step that ran when it began, though its task is not named', () => {
    const history = fold([...before, step(10, 3), merged(11, 20, { 2: 5 })]);
    expect(spans(history, 3).slice(-2)).toEqual([
      'running 10 2 1',
      'ready 11 2 2'
    ]);
  });

  it('does not touch tasks that were over before', () => {
    const history = fold([
      ...story(`cell RRD`),
      merged(10, 20, { 1: 3, 77: 1 })
    ]);
    expect(spans(history, 1)).toEqual(['running 0 1 0', 'done 2 1 2']);
  });
});

describe('cancels', () => {
  const alive = story(`
    cell  RrRR
    a     .Rww
  `);
  const ask = (tick: number, requests: number, task = 2): Fact => ({
    kind: 'cancel_requested',
    t: tick * TICK,
    task,
    by: { kind: 'task', task: 1 },
    site: 5,
    requests
  });
  const withdraw = (tick: number, requests: number): Fact => ({
    kind: 'cancel_withdrawn',
    t: tick * TICK,
    task: 2,
    requests
  });

  it('are kept with who and where; the youngest is withdrawn first', () => {
    const history = fold([
      ...alive,
      ask(4, 1),
      ask(5, 2),
      withdraw(6, 1),
      ask(7, 2),
      withdraw(8, 0)
    ]);
    const by = { kind: 'task', task: 1 };
    const all = history.task(2)?.cancels;
    expect(all).toEqual([
      { start: 4 * TICK, by, site: 5, withdrawnAt: 8 * TICK },
      { start: 5 * TICK, by, site: 5, withdrawnAt: 6 * TICK },
      { start: 7 * TICK, by, site: 5, withdrawnAt: 8 * TICK }
    ]);
  });

  it('mean nothing to a task that is over', () => {
    const history = fold([...story(`cell RD`), ask(4, 1, 1)]);
    expect(history.task(1)?.cancels).toEqual([]);
  });
});

describe('a task that was thrown away', () => {
  const lost = story(`
    cell  RrRR
    a     .Rww  future
  `);

  it('is destroyed, and nothing happens to it any more', () => {
    const history = fold([
      ...lost,
      { kind: 'task_destroyed', t: 4 * TICK, task: 2 },
      step(5, 2),
      { kind: 'task_destroyed', t: 6 * TICK, task: 2 }
    ]);
    expect(spans(history, 2).at(-1)).toBe('destroyed 4 1 1');
    expect(history.task(2)?.endedAt).toBe(4 * TICK);
  });

  it('may have raised what nobody asked for', () => {
    const history = fold([
      ...story(`
        cell  RrRR
        a     .RX
      `),
      { kind: 'exception_unretrieved', t: 9 * TICK, task: 2 },
      { kind: 'exception_unretrieved', t: 11 * TICK, task: 2 }
    ]);
    expect(history.task(2)?.unretrievedAt).toBe(9 * TICK);
    expect(history.task(1)?.unretrievedAt).toBeNull();
  });
});
