import { fixture, logOf } from '../testing/fixtures';
import { TICK, story } from '../testing/story';
import { compare } from './compare';
import type { Comparison } from './compare';
import { figuresOf, overlapOf } from './figures';

const runOf = (picture: string): ReturnType<typeof logOf>['history'] =>
  logOf(story(picture)).history;

const names = ({ pairs }: Comparison): string[] =>
  pairs.map(
    ({ first, second }) => `${first?.name ?? '-'} ${second?.name ?? '-'}`
  );

const SEQUENTIAL = runOf(`
  cell  RwwwwRwwwwRD
`);

const TOGETHER = runOf(`
  cell  RRwwwwwwwRD  gather
  a     .rRwwwwRD
  b     .rrRwwwwRD
`);

test('sequential awaits: no task of its own, waits one after the other', () => {
  const figures = figuresOf(SEQUENTIAL);
  expect(figures.to - figures.from).toBe(11 * TICK);
  expect(figures.lives).toEqual({ count: 0, total: 0, covered: 0, most: 0 });
  expect(figures.outside).toEqual({
    count: 2,
    total: 8 * TICK,
    covered: 8 * TICK,
    most: 1
  });
  expect([...figures.waits]).toEqual([
    ['sleep', { count: 2, total: 8 * TICK }]
  ]);
  expect([figures.sleeps, figures.steps, figures.busy]).toEqual([
    2,
    3,
    3 * TICK
  ]);
});

test('gather: two tasks at once, their sleeps overlap', () => {
  const figures = figuresOf(TOGETHER);
  expect(figures.to - figures.from).toBe(10 * TICK);
  expect(figures.lives).toEqual({
    count: 2,
    total: 12 * TICK,
    covered: 7 * TICK,
    most: 2
  });
  expect(figures.outside).toEqual({
    count: 2,
    total: 8 * TICK,
    covered: 5 * TICK,
    most: 2
  });
  expect(figures.waits.get('gather')).toEqual({ count: 1, total: 7 * TICK });
  // a was ready for a tick, b for two.
  expect(figures.ready).toBe(3 * TICK);
  expect([figures.pending, figures.merged]).toEqual([0, false]);
});

test('what meets at an instant does not overlap', () => {
  const stretches = [
    { start: 0, end: 2 },
    { start: 2, end: 3 },
    { start: 5, end: 6 },
    { start: 5, end: 5 }
  ];
  expect(overlapOf(stretches)).toEqual({
    count: 4,
    total: 4,
    covered: 4,
    most: 1
  });
});

test('a leftover task does not make a run longer; a cell that goes on does', () => {
  const leftover = runOf(`
    cell  RRRD
    a     .rrrRwwwwwwwwwwwwwww
    b     .rrrrRD
  `);
  expect(figuresOf(leftover)).toMatchObject({
    from: 0,
    to: 6 * TICK,
    pending: 1
  });
  const log = logOf(story('cell  RRww'));
  log.append(log.facts.length, [], 40 * TICK);
  expect(figuresOf(log.history)).toMatchObject({ to: 40 * TICK, pending: 1 });
});

test('an empty run has figures, too', () => {
  expect(figuresOf(logOf([]).history)).toMatchObject({
    from: 0,
    to: 0,
    steps: 0
  });
});

describe('which task is whose counterpart', () => {
  test('by name, and the cell by being the cell', () => {
    expect(names(compare(SEQUENTIAL, TOGETHER))).toEqual([
      'cell cell',
      '- a',
      '- b'
    ]);
    expect(names(compare(TOGETHER, TOGETHER))).toEqual([
      'cell cell',
      'a a',
      'b b'
    ]);
  });

  test('tasks of one name in the order of their birth', () => {
    const two = runOf(`
      cell  RRRD
      a     .rrrRD
      a     ..rrrRD
    `);
    const three = runOf(`
      cell  RRRD
      a     .rrrRD
      a     ..rrrRD
      a     ..rrrrRD
    `);
    const { pairs } = compare(two, three);
    expect(
      pairs.map(({ first, second }) => [first?.id ?? null, second?.id ?? null])
    ).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [null, 4]
    ]);
  });

  test('automatic names say nothing: coroutine and order do', () => {
    const renamed = (name: string, number: number) =>
      logOf(
        story(`
          cell  RRRD
          x     .rrrRD
          y     .rrrrRD
        `).map(fact =>
          fact.kind === 'task_created' && fact.role === 'task'
            ? {
                ...fact,
                name: `${name}-${number + fact.task}`,
                coroutine: fact.name
              }
            : fact
        )
      ).history;
    expect(names(compare(renamed('Task', 10), renamed('Task', 50)))).toEqual([
      'cell cell',
      'Task-12 Task-52',
      'Task-13 Task-53'
    ]);
    // Named in one run and not in the other: the coroutine is the same.
    expect(names(compare(renamed('fetch', 0), renamed('Task', 50)))).toEqual([
      'cell cell',
      'fetch-2 Task-52',
      'fetch-3 Task-53'
    ]);
  });

  test('no task is lost, and none is there twice', () => {
    for (const [a, b] of [
      ['gather', 'task-group'],
      ['queue', 'works'],
      ['semaphore', 'semaphore'],
      ['leftover', 'blocked']
    ] as const) {
      const [first, second] = [fixture(a).history, fixture(b).history];
      const { pairs } = compare(first, second);
      const ids = (side: 'first' | 'second'): number[] =>
        pairs.flatMap(pair => pair[side]?.id ?? []).sort((x, y) => x - y);
      expect(ids('first')).toEqual(first.tasks.map(task => task.id));
      expect(ids('second')).toEqual(second.tasks.map(task => task.id));
    }
  });
});

test('of recorded runs the figures hold together', () => {
  for (const name of ['gather', 'semaphore', 'queue', 'works', 'blocked']) {
    const { history } = fixture(name);
    const { from, to, lives, outside, busy } = figuresOf(history);
    expect(to).toBeGreaterThan(from);
    expect(outside.covered).toBeLessThanOrEqual(outside.total);
    expect(outside.covered).toBeLessThanOrEqual(to - from);
    expect(lives.covered).toBeLessThanOrEqual(to - from);
    expect(busy).toBeLessThanOrEqual(to - from);
  }
});
