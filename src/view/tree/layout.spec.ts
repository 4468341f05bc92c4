import { stateAt } from '../../model/state';
import type { EventLog } from '../../model/log';
import { fixture, logOf, timeOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { Words } from '../kit/words';
import { FIRST } from './choice';
import { rowText, treeMove } from './layout';
import type { Row } from './rows';
import { treeRows } from './rows';

const trans = translation(null);

function rowsOf(log: EventLog, time: number, turned: number[] = []): Row[] {
  const state = stateAt(log, { time });
  const { history } = log;
  const words = new Words(history, trans);
  const { rows } = treeRows({
    state,
    history,
    words,
    choice: FIRST,
    turned: new Set(turned),
    selected: null
  });
  return [...rows];
}

/** Rows at an instant as text: indented name, state word, detail. */
function rowsAt(log: EventLog, time: number): string[] {
  const words = new Words(log.history, trans);
  return rowsOf(log, time).map(row => {
    if (row.kind === 'fold') {
      return `fold ${row.count}`;
    }
    const { name, word, detail } = rowText(
      row,
      time,
      log.history,
      words,
      trans
    );
    return `${'  '.repeat(row.depth)}${name} ${word}: ${detail}`.replace(
      /[\d.]+ (ms|s)/g,
      'TIME'
    );
  });
}

test('a task that nobody has named is called after its coroutine, and its name is still told', () => {
  const log = logOf([
    {
      kind: 'task_created',
      t: 1,
      task: 1,
      name: 'Task-7',
      coroutine: 'main.<locals>.fetch',
      parent: null,
      cell: null,
      site: null,
      role: 'task'
    }
  ]);
  const words = new Words(log.history, trans);
  const [row] = rowsOf(log, 1);
  const text =
    row?.kind === 'task' ? rowText(row, 1, log.history, words, trans) : null;
  expect([text?.name, text?.label]).toEqual([
    'fetch #7',
    'fetch #7, ready, 0 ns, Task-7'
  ]);
});

describe('rows of recorded runs', () => {
  it('semaphore: two workers hold it, three wait for it, then they move up', () => {
    const log = fixture('semaphore');
    const queued = timeOf(
      log,
      fact => fact.kind === 'wait_started' && fact.task === 6
    );
    expect(rowsAt(log, queued)).toEqual([
      'cell [2] waiting: waits for tasks worker-1, worker-2, worker-3 and 2 more',
      '  worker-1 waiting: sleeps until TIME · holds semaphore limit',
      '  worker-2 waiting: sleeps until TIME · holds semaphore limit',
      '  worker-3 waiting: waits for semaphore limit (2 of 2 held by worker-1, worker-2)',
      '  worker-4 waiting: waits for semaphore limit (2 of 2 held by worker-1, worker-2)',
      '  worker-5 waiting: waits for semaphore limit (2 of 2 held by worker-1, worker-2)'
    ]);

    const next = log.history.task(5)?.holds[0]?.start ?? 0;
    expect(rowsAt(log, next + 1_000_000)).toEqual([
      'cell [2] waiting: waits for tasks worker-3, worker-4, worker-5',
      '  worker-1 done: took TIME',
      '  worker-2 done: took TIME',
      '  worker-3 waiting: sleeps until TIME · holds semaphore limit',
      '  worker-4 waiting: sleeps until TIME · holds semaphore limit',
      '  worker-5 waiting: waits for semaphore limit (2 of 2 held by worker-3, worker-4)'
    ]);

    expect(rowsAt(log, log.now).map(row => row.replace(/:.*/, ''))).toEqual([
      'cell [2] done',
      '  worker-1 done',
      '  worker-2 done',
      '  worker-3 done',
      '  worker-4 done',
      '  worker-5 done'
    ]);
  });

  it('cancellation: the task is being cancelled by the cell, and ends so', () => {
    const log = fixture('cancellation');
    const cancelled = timeOf(
      log,
      fact => fact.kind === 'task_woken' && fact.by.kind === 'cancel'
    );
    expect(rowsAt(log, cancelled)).toEqual([
      'cell [2] running: ',
      '  download ready: being cancelled by cell [2]'
    ]);
    expect(rowsAt(log, log.now)[1]).toMatch(/^ {2}download cancelled: /);
  });

  it('blocking-io: a sleep that is over waits for the blocked loop', () => {
    const log = fixture('blocking-io');
    const overdue = log.history.tasks.flatMap(task =>
      task.spans.filter((span, index) => {
        const end = task.spans[index + 1]?.start ?? 0;
        return span.wait?.until && end - span.wait.until > 50_000_000;
      })
    );
    const [span] = overdue;
    const until = span?.wait?.until ?? 0;
    expect(rowsAt(log, until + 40_000_000).join('\n')).toContain(
      'slept until TIME, now waits for the loop'
    );
  });

  it('raised: the error stands where the task is', () => {
    const log = fixture('raised');
    expect(rowsAt(log, log.now)).toContain(
      '    fetch-0.1 failed: ValueError: no such page, 404 · took TIME'
    );
  });
});

test('keys lead where the ARIA practice for trees has them', () => {
  const log = logOf(
    story(`
        cell  RRwwwRD
        a     .rRwRD
        b     .rrRD
        c     ...rRD
      `)
  );
  const rows = rowsOf(log, 4 * TICK);
  const folded = rowsOf(log, 4 * TICK, [1]);
  expect(treeMove('ArrowDown', 0, rows)).toEqual({ kind: 'go', index: 1 });
  expect(treeMove('ArrowUp', 0, rows)).toBeNull();
  expect(treeMove('End', 0, rows)).toEqual({ kind: 'go', index: 3 });
  expect(treeMove('Home', 3, rows)).toEqual({ kind: 'go', index: 0 });
  expect(treeMove('ArrowLeft', 3, rows)).toEqual({ kind: 'go', index: 0 });
  expect(treeMove('ArrowLeft', 0, rows)).toEqual({
    kind: 'turn',
    key: 1
  });
  expect(treeMove('ArrowRight', 0, folded)).toEqual({
    kind: 'turn',
    key: 1
  });
  expect(treeMove('ArrowRight', 0, rows)).toEqual({ kind: 'go', index: 1 });
  expect(treeMove('ArrowRight', 1, rows)).toBeNull();
  expect(treeMove('Enter', 1, rows)).toEqual({ kind: 'take' });
  expect(treeMove('?', 1, rows)).toEqual({ kind: 'explain' });
  expect(treeMove('x', 1, rows)).toBeNull();
});

test('a row points at the line where it waits, else at the line that created it', () => {
  const log = fixture('semaphore');
  const words = new Words(log.history, trans);
  const label = (time: number): string | undefined => {
    const row = rowsOf(log, time).find(each => each.key === 6);
    return row?.kind === 'task'
      ? rowText(row, time, log.history, words, trans).place?.label
      : undefined;
  };
  const task = log.history.task(6);
  const created = log.history.place(task?.site ?? 0)?.line;
  const queued = task?.spans.find(span => span.wait?.kind === 'semaphore');
  const waits = (queued?.wait?.stack ?? []).map(id => log.history.place(id));
  const line = waits.filter(place => place && place.cell !== null).at(-1)?.line;
  expect(line).toBeGreaterThan(0);
  expect(line).not.toBe(created);
  expect(label(queued?.start ?? 0)).toBe(`cell [2] line ${line}`);
  expect(label(log.now)).toBe(`cell [2] line ${created}`);
});
