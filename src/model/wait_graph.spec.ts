import type { Fact } from '../protocol/events';
import { fixture, logOf, timeOf } from '../testing/fixtures';
import { story } from '../testing/story';
import type { EventLog } from './log';
import { stateAt } from './state';
import type { WaitGraph } from './wait_graph';
import { LOOK_BACK, deadlocksAt } from './releasers';
import { waitGraph } from './wait_graph';

const graphOf = (log: EventLog, time: number, withAlone = false): WaitGraph =>
  waitGraph(log.history, stateAt(log, { time }), withAlone);

/** `a waits lock door`, one an edge; those of a deadlock end in `!`. */
function edges(log: EventLog, time: number, withAlone = false): string[] {
  const { nodes, edges: all } = graphOf(log, time, withAlone);
  const name = (id: string): string => {
    const node = nodes.get(id);
    switch (node?.kind) {
      case 'task':
        return node.each.task.name;
      case 'resource':
        return `${node.resource.type} ${node.resource.name ?? '-'}`;
      case 'work':
        return node.work.function;
      case 'unnamed':
        return `some ${node.wait}`;
      default:
        return `missing ${id}`;
    }
  };
  return all.map(
    ({ kind, from, to, deadlocked }) =>
      `${name(from)} ${kind} ${name(to)}${deadlocked ? '!' : ''}`
  );
}

const MS = 1_000_000;

test('a task waits for a thing, and the thing is held by a task that sleeps', () => {
  const log = logOf([
    ...story(`
      cell  RRwwwwww  gather
      a     .rRwwwww
      b     .rrRwwww  lock door
      c     .rrrRwww  lock door
    `),
    { kind: 'acquired', t: 7 * MS, resource: 5, task: 2 }
  ]);
  // The cell waits for several tasks, and nobody told which.
  expect(edges(log, 7 * MS)).toEqual([
    'cell waits some gather',
    'b waits lock door',
    'lock door held a',
    'c waits lock door'
  ]);
  const graph = graphOf(log, 7 * MS);
  // a sleeps, but somebody waits for what it holds.
  expect([graph.waiting, graph.alone, graph.nodes.size]).toEqual([3, 0, 6]);
});

test('a task that only sleeps is a node only when it is asked for, or when somebody waits for it', () => {
  const log = logOf(
    story(`
      cell  RRwwww  task a
      a     .rRwww
      b     .rrRww
    `)
  );
  expect(edges(log, 5 * MS)).toEqual(['cell waits a']);
  const names = (withAlone: boolean): string[] =>
    [...graphOf(log, 5 * MS, withAlone).nodes.values()].flatMap(node =>
      node.kind === 'task' ? node.each.task.name : []
    );
  expect(names(false)).toEqual(['cell', 'a']);
  expect(names(true)).toEqual(['cell', 'a', 'b']);
  expect(graphOf(log, 5 * MS).alone).toBe(1);
  expect(graphOf(log, 5 * MS, true).alone).toBe(1);
});

test('no edge leads to a task that has ended, or is not there yet', () => {
  const named: Fact = {
    kind: 'members_named',
    t: 2 * MS,
    resource: 9,
    tasks: [2, 3, 44]
  };
  const log = logOf([
    ...story(`
      cell  RRR
      a     .rrRD
      b     .rrrrR
    `),
    {
      kind: 'resource_seen',
      t: 2 * MS,
      resource: 9,
      type: 'gather',
      name: null,
      capacity: null,
      detail: null
    },
    named,
    {
      kind: 'wait_started',
      t: 6 * MS,
      task: 1,
      wait: 'gather',
      on: 9,
      until: null,
      stack: []
    }
  ]);
  expect(edges(log, 6 * MS)).toEqual([
    'cell waits gather -',
    'gather - includes b'
  ]);
});

describe('a deadlock', () => {
  const log = fixture('deadlock');
  const found = timeOf(log, fact => fact.kind === 'deadlock_found');
  const cancelled = timeOf(log, fact => fact.kind === 'cancel_requested');

  test('its circle is marked, and what leads to it is not', () => {
    expect(edges(log, found)).toEqual([
      'cell [2] waits gather -',
      'gather - includes to the right',
      'gather - includes to the left',
      'to the right waits lock source!',
      'lock source held to the left!',
      'to the left waits lock source!',
      'lock source held to the right!'
    ]);
    expect(graphOf(log, found).deadlocks).toHaveLength(1);
  });

  test('it is there from the instant at which the circle closes, though it was found later', () => {
    const closed = timeOf(
      log,
      fact => fact.kind === 'wait_started' && fact.task === 3 && fact.on === 5
    );
    expect(closed).toBeLessThan(found);
    expect(deadlocksAt(log.history, closed)).toHaveLength(1);
    expect(deadlocksAt(log.history, closed - 1)).toHaveLength(0);
  });

  test('it is over when one of them is cancelled', () => {
    expect(deadlocksAt(log.history, cancelled - 1)).toHaveLength(1);
    expect(deadlocksAt(log.history, cancelled)).toHaveLength(0);
    expect(edges(log, cancelled).filter(edge => edge.endsWith('!'))).toEqual(
      []
    );
  });

  test('tasks that wait for each other', () => {
    const circle = logOf([
      ...story(`
        cell  RRw
        a     .rrRwww  task b
        b     .rrrRww  task a
      `),
      {
        kind: 'deadlock_found',
        t: 9 * MS,
        tasks: [2, 3],
        resources: [null, null]
      }
    ]);
    expect(edges(circle, 9 * MS)).toEqual(['a waits b!', 'b waits a!']);
  });

  test('a circle that the kernel did not name is not one', () => {
    const circle = logOf(
      story(`
        cell  RRw
        a     .rrRwww  task b
        b     .rrrRww  task a
      `)
    );
    expect(graphOf(circle, 9 * MS).deadlocks).toEqual([]);
  });
});

describe('a queue', () => {
  const log = fixture('queue');
  const waits = timeOf(
    log,
    fact => fact.kind === 'wait_started' && fact.wait === 'queue.put'
  );

  test('who waits to put needs somebody who gets: those who got before', () => {
    // The consumer has not got anything yet.
    expect(edges(log, waits)).toEqual([
      'cell [2] waits gather -',
      'gather - includes producer',
      'gather - includes consumer',
      'producer puts queue queue'
    ]);
    const later = log.facts.filter(
      fact => fact.kind === 'wait_started' && fact.wait === 'queue.put'
    )[2];
    const graph = edges(log, later?.t ?? 0);
    expect(graph).toContain('queue queue emptied consumer');
    expect(graph).not.toContain('queue queue fed producer');
  });

  test('its size is that of the instant', () => {
    const queue = [...graphOf(log, waits).nodes.values()].find(
      node => node.kind === 'resource' && node.resource.type === 'queue'
    );
    expect(queue).toMatchObject({ size: 2, resource: { capacity: 2 } });
  });

  test('who waits to get needs somebody who puts; one look back is bounded', () => {
    const facts = story(`
      cell   RRw
      early  .rrRwwwww
      late   .rrRwwwww
      eater  .rrrRwwww  queue.get jobs
    `);
    const put = (task: number, t: number): Fact[] => [
      { kind: 'resized', t, resource: 5, size: 1, task },
      { kind: 'resized', t, resource: 5, size: 0, task: 4 }
    ];
    const few = logOf([...facts, ...put(2, 9 * MS), ...put(3, 10 * MS)]);
    expect(edges(few, 11 * MS)).toEqual([
      'eater gets queue jobs',
      'queue jobs fed late',
      'queue jobs fed early'
    ]);
    const many = Array.from({ length: LOOK_BACK }, () => put(3, 10 * MS));
    const busy = logOf([...facts, ...put(2, 9 * MS), ...many.flat()]);
    expect(edges(busy, 11 * MS)).toEqual([
      'eater gets queue jobs',
      'queue jobs fed late'
    ]);
  });
});

test.each([
  ['semaphore', 'semaphore limit held worker-1'],
  ['task-group', 'task_group group includes ben'],
  ['barrier', 'waits barrier'],
  ['condition', 'waits condition changed'],
  ['event', 'waits event start'],
  ['works', 'waits']
])('the recorded run %s', (name, edge) => {
  const log = fixture(name);
  const seen = log.history.moments.flatMap(time => edges(log, time));
  expect(seen.join('\n')).toContain(edge);
  expect(seen.join('\n')).not.toContain('missing');
});
