/**
 * A made-up run of a crowd: one cell starts many workers, which sleep, queue for a semaphore, and end one after the other while
 * a gather waits for them all. For looking at ten thousand tasks, and for measuring.
 */
import type { Fact, TaskCreated } from '../protocol/events';

const MS = 1_000_000;
const US = 1_000;
const CELL = 1;
const GATHER = 2;
const LIMIT = 3;
/** The id of the first worker. */
const FIRST = 10;
/** Workers that may hold the semaphore at once. */
const PERMITS = 50;

const created = (
  t: number,
  task: number,
  name: string,
  role: TaskCreated['role']
): Fact => ({
  kind: 'task_created',
  t,
  task,
  name,
  coroutine: role === 'cell' ? 'cell' : 'worker',
  parent: role === 'cell' ? null : CELL,
  cell: 'c1',
  site: 1,
  role
});

const line = (place: number, number: number, name: string): Fact => ({
  kind: 'place_named',
  t: 0,
  place,
  cell: 'c1',
  file: 'cell',
  line: number,
  function: name
});

/** The facts of a run with so many workers, in order. */
export function crowd(workers: number): Fact[] {
  const ids = Array.from({ length: workers }, (_, index) => FIRST + index);
  return [
    {
      kind: 'run_started',
      t: 0,
      format: 2,
      run: 'crowd',
      name: null,
      python: '3.12.1',
      clock: 1_700_000_000_000
    },
    line(1, 7, '<module>'),
    line(2, 3, 'worker'),
    line(3, 4, 'worker'),
    created(0, CELL, 'cell', 'cell'),
    { kind: 'cell_started', t: 0, cell: 'c1', count: 1, task: CELL },
    { kind: 'step', t: 0, task: CELL },
    ...ids.map(task => created(0, task, `worker-${task - FIRST + 1}`, 'task')),
    ...resources(ids),
    ...sleeping(ids),
    ...queueing(ids, ids.length * 2 * US + 2 * MS)
  ];
}

function resources(ids: readonly number[]): Fact[] {
  return [
    {
      kind: 'resource_seen',
      t: MS,
      resource: GATHER,
      type: 'gather',
      name: null,
      capacity: null,
      detail: null
    },
    { kind: 'members_named', t: MS, resource: GATHER, tasks: [...ids] },
    {
      kind: 'resource_seen',
      t: MS,
      resource: LIMIT,
      type: 'semaphore',
      name: 'limit',
      capacity: PERMITS,
      detail: null
    },
    {
      kind: 'wait_started',
      t: MS,
      task: CELL,
      wait: 'gather',
      on: GATHER,
      until: null,
      stack: [1]
    }
  ];
}

/** Each one takes its first step and sleeps; the first ones have got a permit, the others wait for one. */
function sleeping(ids: readonly number[]): Fact[] {
  return ids.flatMap((task, index): Fact[] => {
    const t = MS + index * 2 * US;
    const first = index < PERMITS;
    const end = t + 2 * US;
    return [
      { kind: 'step', t, task },
      ...(first
        ? [{ kind: 'acquired', t: end, resource: LIMIT, task } as const]
        : []),
      {
        kind: 'wait_started',
        t: end,
        task,
        wait: first ? 'sleep' : 'semaphore',
        on: first ? null : LIMIT,
        until: first ? end + PERMITS * MS : null,
        stack: [first ? 3 : 2]
      }
    ];
  });
}

/** One after the other is woken, ends, and hands its permit to the next in the queue, which sleeps with it. */
function queueing(ids: readonly number[], from: number): Fact[] {
  return ids.flatMap((task, index): Fact[] => {
    const t = from + index * MS;
    const next = ids[index + PERMITS];
    const end = t + 20 * US;
    const facts: Fact[] = [
      { kind: 'task_woken', t, task, by: { kind: 'timer', task: null } },
      { kind: 'step', t: t + 5 * US, task },
      { kind: 'released', t: end, resource: LIMIT, task },
      {
        kind: 'task_ended',
        t: end,
        task,
        outcome: index % 97 === 96 ? 'raised' : 'returned',
        error: index % 97 === 96 ? 'TimeoutError' : null,
        message: null
      }
    ];
    return next === undefined
      ? facts
      : [
          ...facts,
          {
            kind: 'task_woken',
            t: end,
            task: next,
            by: { kind: 'task', task }
          },
          { kind: 'step', t: end, task: next },
          { kind: 'acquired', t: end + US, resource: LIMIT, task: next },
          {
            kind: 'wait_started',
            t: end + 4 * US,
            task: next,
            wait: 'sleep',
            on: null,
            until: t + PERMITS * MS,
            stack: [3]
          },
          { kind: 'step', t: end + 4 * US, task: 0 }
        ];
  });
}
