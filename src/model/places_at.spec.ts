import type { Fact } from '../protocol/events';
import { fixture } from '../testing/fixtures';
import { EventLog } from './log';
import { placesAt } from './places_at';
import { stateAt } from './state';

const BY = { kind: 'timer', task: null } as const;

function place(id: number, line: number, cell: string | null = 'c'): Fact {
  return {
    kind: 'place_named',
    t: 0,
    place: id,
    cell,
    file: 'f.py',
    line,
    function: 'work'
  };
}

function born(
  task: number,
  name: string,
  role: 'cell' | 'task' | 'earlier' = 'task'
): Fact {
  return {
    kind: 'task_created',
    t: 0,
    task,
    name,
    coroutine: 'work',
    parent: null,
    cell: 'c',
    site: null,
    role
  };
}

function waits(t: number, task: number, stack: number[]): Fact {
  return {
    kind: 'wait_started',
    t,
    task,
    wait: 'sleep',
    on: null,
    until: null,
    stack
  };
}

/** Two tasks at line 5 (one through a library), one of the cell itself at line 9; a wakes at 30 and blocks at line 6. */
const FACTS: Fact[] = [
  born(1, 'cell [1]', 'cell'),
  { kind: 'cell_started', t: 0, cell: 'c', count: 1, task: 1 },
  place(1, 5),
  place(2, 40, null),
  place(3, 9),
  place(4, 6),
  born(2, 'a'),
  born(3, 'b'),
  waits(10, 2, [3, 1]),
  waits(10, 3, [1, 2]),
  waits(10, 1, [3]),
  { kind: 'task_woken', t: 30, task: 2, by: BY },
  { kind: 'step', t: 40, task: 2 },
  { kind: 'loop_blocked', t: 150, since: 40, task: 2, stack: [3, 4] },
  {
    kind: 'loop_unblocked',
    t: 240,
    since: 40,
    task: 2,
    stack: [3, 4],
    delayed: [],
    delays: []
  },
  {
    kind: 'task_ended',
    t: 240,
    task: 2,
    outcome: 'raised',
    error: 'ValueError',
    message: null
  },
  { kind: 'step', t: 240, task: 0 },
  { kind: 'cell_ended', t: 250, cell: 'c', outcome: 'ok' }
];

function seen(time: number): unknown {
  const log = new EventLog();
  log.append(0, FACTS, 300);
  return [...placesAt(log.history, stateAt(log, { time }))].map(
    ([cell, { lines, ...counts }]) => ({
      cell,
      ...counts,
      lines: lines.map(
        ({ line, tasks, blocked }) =>
          `${line}: ${tasks.map(each => `${each.task.name} ${each.state}`).join(', ')}${blocked > 0 ? ` blocked ${blocked}` : ''}`
      )
    })
  );
}

test('a suspended task stands at its innermost line of a cell', () => {
  expect(seen(20)).toEqual([
    {
      cell: 'c',
      alive: 2,
      leaked: 0,
      failed: 0,
      lines: ['5: a waiting, b waiting', '9: cell [1] waiting']
    }
  ]);
});

test('one that was woken still stands there, until a blocked loop says better', () => {
  expect(seen(35)).toMatchObject([
    { lines: ['5: a ready, b waiting', '9: cell [1] waiting'] }
  ]);
  expect(seen(200)).toMatchObject([
    {
      lines: ['5: b waiting', '6: a running blocked 160', '9: cell [1] waiting']
    }
  ]);
});

test('what has ended leaves the cost of its line, and counts', () => {
  expect(seen(300)).toEqual([
    {
      cell: 'c',
      alive: 1,
      leaked: 1,
      failed: 1,
      lines: ['5: b waiting', '6:  blocked 200', '9: cell [1] waiting']
    }
  ]);
});

test('before anything was born there is nothing', () => {
  const log = new EventLog();
  expect(placesAt(log.history, stateAt(log, { time: 5 })).size).toBe(0);
});

test('in a recorded deadlock each task stands at a line of its cell', () => {
  const log = fixture('deadlock');
  const found = log.history.findings.deadlocks[0];
  const time = found?.start ?? 0;
  const places = placesAt(log.history, stateAt(log, { time }));
  const marked = [...places.values()].flatMap(cell =>
    cell.lines.flatMap(line => line.tasks.map(each => each.task.id))
  );
  expect(found?.tasks.length).toBeGreaterThan(1);
  expect(marked).toEqual(expect.arrayContaining([...(found?.tasks ?? [])]));
});
