/**
 * A made-up run in which tasks take a semaphore in turns, each woken by the one before. As many facts and tasks as are wanted: for
 * measuring, since a real run of a million facts would have to be kept somewhere.
 */
import type { Fact } from '../protocol/events';

/** Nanoseconds from one fact to the next. */
const APART = 1_700;

/** Exactly `size` facts of so many tasks; the tasks' births are among them. */
export function turns(size: number, tasks: number): Fact[] {
  const limit = tasks + 1;
  let t = 0;
  const tick = (): number => (t += APART);
  const facts: Fact[] = [
    {
      kind: 'run_started',
      t,
      format: 2,
      run: 'turns',
      name: null,
      python: '3.11.7',
      clock: 1_700_000_000_000
    },
    {
      kind: 'place_named',
      t,
      place: 1,
      cell: 'c1',
      file: 'cell',
      line: 7,
      function: 'worker'
    },
    {
      kind: 'resource_seen',
      t,
      resource: limit,
      type: 'semaphore',
      name: 'limit',
      capacity: tasks,
      detail: null
    }
  ];
  for (let task = 1; task <= tasks; task++) {
    facts.push({
      kind: 'task_created',
      t: tick(),
      task,
      name: `worker-${task}`,
      coroutine: 'worker',
      parent: task === 1 ? null : 1,
      cell: 'c1',
      site: 1,
      role: task === 1 ? 'cell' : 'task'
    });
  }
  for (let turn = 0; facts.length < size; turn++) {
    const task = (turn % tasks) + 1;
    const before = ((turn + tasks - 1) % tasks) + 1;
    if (turn >= tasks) {
      const by = { kind: 'task', task: before } as const;
      facts.push({ kind: 'task_woken', t: tick(), task, by });
    }
    facts.push(
      { kind: 'step', t: tick(), task },
      { kind: 'acquired', t: tick(), resource: limit, task },
      { kind: 'released', t: tick(), resource: limit, task },
      {
        kind: 'wait_started',
        t: tick(),
        task,
        wait: 'semaphore',
        on: limit,
        until: null,
        stack: [1]
      }
    );
    if (turn % 20 === 0) {
      facts.push({ kind: 'step', t, task: 0 });
    }
  }
  return facts.slice(0, size);
}
