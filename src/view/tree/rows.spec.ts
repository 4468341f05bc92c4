import * as fc from 'fast-check';
import type { EventLog } from '../../model/log';
import { stateAt } from '../../model/state';
import type { Fact } from '../../protocol/events';
import { anyFact } from '../../testing/arbitrary';
import { crowd } from '../../testing/crowd';
import { fixture, logOf, timeOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { Words } from '../kit/words';
import type { Choice } from './choice';
import { FIRST } from './choice';
import { rowText } from './layout';
import type { Row, Rows } from './rows';
import { treeRows } from './rows';
import type { Column } from './sort';
import { nextSort } from './sort';

const trans = translation(null);

interface Asked extends Partial<Choice> {
  readonly turned?: readonly number[];
  readonly selected?: number;
}

function rowsOf(log: EventLog, time: number, asked: Asked = {}): Rows {
  const { turned = [], selected = null, ...choice } = asked;
  const { history } = log;
  return treeRows({
    state: stateAt(log, { time }),
    history,
    words: new Words(history, trans),
    choice: { ...FIRST, ...choice },
    turned: new Set(turned),
    selected
  });
}

/** Names, indented; a fold as its number in brackets; `~` before what only leads to what fits. */
function namesOf(log: EventLog, time: number, asked: Asked = {}): string[] {
  return rowsOf(log, time, asked).rows.map(row => {
    const name =
      row.kind === 'fold'
        ? `[${row.count}]`
        : `${row.context ? '~' : ''}${row.each.task.name}`;
    return '  '.repeat(row.depth) + name;
  });
}

/** A task and what hangs below it: `{a: {b: {}}}` creates a, and a creates b. */
const tasks = (parents: readonly (number | null)[]): Fact[] =>
  parents.map((parent, index) => ({
    kind: 'task_created',
    t: index,
    task: index + 1,
    name: `t${index + 1}`,
    coroutine: 'work',
    parent,
    cell: index < 3 ? 'c1' : 'c2',
    site: null,
    role: 'task'
  }));

const ended = (
  task: number,
  t: number,
  outcome: 'returned' | 'raised' = 'returned'
): Fact => ({
  kind: 'task_ended',
  t,
  task,
  outcome,
  error: outcome === 'raised' ? 'ValueError' : null,
  message: null
});

describe('by creator', () => {
  const log = logOf(
    story(`
      cell  RRwwwRD
      a     .rRwRD
      b     .rrRD
      c     ...rRD
    `)
  );

  it('shows only tasks that exist at that instant', () => {
    expect(namesOf(log, 0)).toEqual(['cell']);
    expect(namesOf(log, 2 * TICK)).toEqual(['cell', '  a', '  b']);
    expect(namesOf(log, 3 * TICK)).toHaveLength(4);
  });

  it('leaves out what a folded task has created, and says that there is something', () => {
    const at = (turned: number[]): readonly Row[] =>
      rowsOf(log, 2 * TICK, { turned }).rows;
    expect(at([1])).toMatchObject([
      { expanded: false, depth: 0, position: 1, siblings: 1 }
    ]);
    expect(at([])).toMatchObject([
      { expanded: true, depth: 0, position: 1, siblings: 1 },
      { expanded: null, depth: 1, position: 1, siblings: 2 },
      { expanded: null, depth: 1, position: 2, siblings: 2 }
    ]);
    expect(rowsOf(log, 0).rows).toMatchObject([{ expanded: null }]);
  });

  it('puts a chain of ten thousand tasks in order', () => {
    const chain = logOf(
      tasks(Array.from({ length: 10_000 }, (_, index) => index || null))
    );
    expect(rowsOf(chain, 20_000).rows.at(-1)).toMatchObject({ depth: 9_999 });
  });
});

describe('by awaiter', () => {
  it('hangs the members of a gather below the task that waits for it', () => {
    const log = fixture('raised');
    const [cell] = log.history.tasks;
    const waiting = timeOf(
      log,
      fact =>
        fact.kind === 'wait_started' &&
        fact.wait === 'task' &&
        fact.task !== cell?.id
    );
    const names = namesOf(log, waiting, { by: 'awaiter' });
    expect(names[0]).toBe(cell?.name);
    expect(names).toContain('    fetch-0.05');
  });

  it('hangs a task below the first of several that await it, and says how many more do', () => {
    const log = logOf(
      story(`
        cell  Rwww  task a
        a     .rRR
        b     .rww  task a
      `)
    );
    const { history } = log;
    const { rows } = rowsOf(log, 2 * TICK, { by: 'awaiter' });
    expect(namesOf(log, 2 * TICK, { by: 'awaiter' })).toEqual([
      'cell',
      '  a',
      'b'
    ]);
    const [, a] = rows;
    const text =
      a?.kind === 'task'
        ? rowText(a, 2 * TICK, history, new Words(history, trans), trans)
        : null;
    expect(text?.label).toContain('awaited by 1 more task');
  });

  it('makes the first task of a circle a root, and says so', () => {
    const log = logOf(
      story(`
        a  wwww  task b
        b  wwww  task c
        c  wwww  task a
        x  wwww  task b
      `)
    );
    const { history } = log;
    const words = new Words(history, trans);
    expect(namesOf(log, TICK, { by: 'awaiter' })).toEqual([
      'a',
      '  b',
      '    c',
      'x'
    ]);
    const said = rowsOf(log, TICK, { by: 'awaiter' }).rows.map(row =>
      row.kind === 'task'
        ? rowText(row, TICK, history, words, trans).detail
        : ''
    );
    expect(said).toEqual([
      'waits for task b · waits in a circle',
      'waits for task c · awaited by 1 more task',
      'waits for task a',
      'waits for task b'
    ]);
  });
});

describe('finished tasks', () => {
  const many = logOf([
    ...tasks([null, ...Array.from({ length: 30 }, () => 1)]),
    ...Array.from({ length: 20 }, (_, index) => ended(index + 2, 100 + index)),
    ended(22, 121, 'raised')
  ]);

  it('fold into one row when ten others have ended after them; those that failed stay', () => {
    expect(namesOf(many, 111)).toHaveLength(31);
    expect(namesOf(many, 112)[1]).toBe('  [3]');
    const names = namesOf(many, 200);
    expect(names.slice(0, 3)).toEqual(['t1', '  [10]', '  t12']);
    expect(names).toContain('  t22');
    expect(names).toHaveLength(1 + 1 + 10 + 10);
    expect(rowsOf(many, 200).rows[1]).toMatchObject({
      expanded: false,
      position: 1,
      siblings: 21
    });
  });

  it('show themselves below the row that is opened', () => {
    const { rows } = rowsOf(many, 200, { turned: [-2] });
    expect(rows[1]).toMatchObject({ kind: 'fold', key: -2, expanded: true });
    expect(rows[2]).toMatchObject({ depth: 2, position: 1, siblings: 10 });
    expect(rows).toHaveLength(1 + 1 + 10 + 20);
  });

  it('do not fold if selected, or if something below them goes on', () => {
    expect(namesOf(many, 200, { selected: 3 })).toContain('  t3');
    const living = logOf([
      ...tasks([null, ...Array.from({ length: 20 }, () => 1), 2]),
      ...Array.from({ length: 20 }, (_, index) => ended(index + 2, 100 + index))
    ]);
    expect(namesOf(living, 200).slice(0, 4)).toEqual([
      't1',
      '  [9]',
      '  t2',
      '    t22'
    ]);
  });

  it('are hidden on request, but for those above one that goes on', () => {
    expect(namesOf(many, 200, { hideFinished: true })).toHaveLength(10);
    expect(rowsOf(many, 200, { hideFinished: true }).fitting).toBe(10);
  });
});

describe('the filter', () => {
  const log = logOf([
    ...tasks([null, 1, 2, 2, null]),
    { kind: 'task_renamed', t: 9, task: 4, name: 'Fetch-10' },
    ended(5, 10)
  ]);

  it('shows what fits and, faded, what that hangs below', () => {
    const asked = { text: ' fetch ' };
    expect(namesOf(log, 20, asked)).toEqual(['~t1', '  ~t2', '    Fetch-10']);
    expect(rowsOf(log, 20, asked).fitting).toBe(1);
  });

  it('goes by coroutine, state and cell', () => {
    expect(rowsOf(log, 20, { text: 'WORK' }).fitting).toBe(5);
    expect(namesOf(log, 20, { state: 'done' })).toEqual(['t5']);
    expect(namesOf(log, 20, { cell: 'c2' })).toEqual([
      '~t1',
      '  ~t2',
      '    Fetch-10',
      't5'
    ]);
    expect(rowsOf(log, 20, { text: 'nothing' })).toEqual({
      rows: [],
      fitting: 0
    });
  });

  it('finds what waits for a lock by its name', () => {
    const waiting = logOf(story('a  Rw lock door\nb  rR'));
    expect(namesOf(waiting, TICK, { text: 'door' })).toEqual(['a']);
  });
});

describe('sorting', () => {
  const log = logOf([
    ...tasks([null, 1, 1]),
    { kind: 'task_renamed', t: 9, task: 1, name: 'w10' },
    { kind: 'task_renamed', t: 9, task: 2, name: 'w9' },
    { kind: 'step', t: 10, task: 3 },
    { kind: 'step', t: 16, task: 2 },
    ended(3, 16)
  ]);
  const by = (column: Column, descending = false): string[] =>
    namesOf(log, 20, { sort: { column, descending } });

  it('flattens the tree, and counts as people do', () => {
    expect(by('name')).toEqual(['t3', 'w9', 'w10']);
    expect(by('name', true)).toEqual(['w10', 'w9', 't3']);
    expect(by('created', true)).toEqual(['t3', 'w9', 'w10']);
    expect(
      rowsOf(log, 20, { sort: { column: 'name', descending: false } }).rows
    ).toMatchObject([
      { depth: 0, position: 1, siblings: 3, expanded: null },
      { position: 2 },
      { position: 3 }
    ]);
  });

  it('goes by sums and by states, equals in creation order', () => {
    expect(by('busy', true)).toEqual(['t3', 'w9', 'w10']);
    expect(by('steps', true)).toEqual(['w9', 't3', 'w10']);
    expect(by('total')).toEqual(['t3', 'w9', 'w10']);
    expect(by('state')).toEqual(['w9', 'w10', 't3']);
  });

  it('a head that is pressed goes one way, the other way, back to the tree', () => {
    const once = nextSort(null, 'busy');
    expect(once).toEqual({ column: 'busy', descending: true });
    const twice = nextSort(once, 'busy');
    expect(twice).toEqual({ column: 'busy', descending: false });
    expect(nextSort(twice, 'busy')).toBeNull();
    expect(nextSort(twice, 'name')).toEqual({
      column: 'name',
      descending: false
    });
  });
});

describe('whatever the facts', () => {
  it('each task that exists stands in the tree once', () => {
    fc.assert(
      fc.property(
        fc.array(anyFact),
        fc.nat(100),
        fc.constantFrom('creator' as const, 'awaiter' as const),
        (facts, time, by) => {
          const log = logOf(facts);
          const { rows } = rowsOf(log, time, {
            by,
            turned: [-1, ...log.history.tasks.map(task => -1 - task.id)]
          });
          const keys = rows.flatMap(row =>
            row.kind === 'task' ? row.key : []
          );
          const exist = stateAt(log, { time }).tasks.map(each => each.task.id);
          expect([...keys].sort()).toEqual([...exist].sort());
        }
      )
    );
  });

  it('a crowd of a thousand folds as it ends', () => {
    const log = logOf(crowd(1_000));
    const half = rowsOf(log, log.now / 2).rows.length;
    expect(half).toBeLessThan(600);
    expect(rowsOf(log, log.now).rows.length).toBeLessThan(25);
  });
});
