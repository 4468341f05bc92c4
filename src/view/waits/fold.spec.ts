import { stateAt } from '../../model/state';
import { waitGraph } from '../../model/wait_graph';
import { logOf } from '../../testing/fixtures';
import { story } from '../../testing/story';
import type { DrawnGraph } from './fold';
import { folded } from './fold';
import { chosen } from './choose';

const NONE: ReadonlySet<string> = new Set();

/** A cell that holds a lock, and tasks that wait for it. */
function queueing(count: number): ReturnType<typeof waitGraph> {
  const rows = Array.from(
    { length: count },
    (_, index) => `w${index}  .rRwwwww  lock door`
  );
  const log = logOf([
    ...story(['cell  RRRRRRRR', ...rows].join('\n')),
    {
      kind: 'acquired',
      t: 9_000_000,
      resource: count + 2,
      task: 1
    }
  ]);
  return waitGraph(log.history, stateAt(log, { time: 9_000_000 }));
}

const names = ({ nodes }: DrawnGraph): string[] =>
  [...nodes.values()].map(node =>
    node.kind === 'task'
      ? node.each.task.name
      : node.kind === 'more'
        ? `${node.tasks.length} more`
        : node.kind
  );

test('tasks that are alike are folded, and their edges with them', () => {
  const graph = folded(queueing(41), NONE, NONE);
  expect(names(graph)).toEqual([
    'w0',
    'resource',
    'cell',
    'w1',
    'w2',
    '38 more'
  ]);
  expect(
    graph.edges.map(({ from, kind, to }) => `${from} ${kind} ${to}`)
  ).toEqual([
    '2 waits 43',
    '43 held 1',
    '3 waits 43',
    '4 waits 43',
    'and 5 waits 43'
  ]);
});

test('five are drawn one by one', () => {
  expect(names(folded(queueing(5), NONE, NONE))).toHaveLength(7);
});

test('the selected task and a node that was opened stay as they are', () => {
  const graph = queueing(41);
  expect(names(folded(graph, new Set(['20']), NONE))).toContain('w18');
  expect(names(folded(graph, new Set(['20']), NONE))).toContain('37 more');
  expect(names(folded(graph, NONE, new Set(['and 5'])))).toHaveLength(43);
});

test('tasks in another state, or for which somebody waits, are not alike', () => {
  const log = logOf(
    story(`
      cell  RRwwwwww  task w0
      w0    .rRwwwww  lock door
      w1    .rrRwwww  lock door
      w2    .rrrRwww  lock door
      w3    .rrrrRww  lock door
      w4    .rrrrrRw  lock door
      w5    .rrrrrrR  lock door
    `)
  );
  const graph = waitGraph(log.history, stateAt(log, { time: 7_000_000 }));
  expect(names(folded(graph, NONE, NONE))).not.toContain('3 more');
});

describe('a graph that is too big', () => {
  /** Pairs, each of its own kind: nothing to fold. */
  const rows = Array.from({ length: 100 }, (_, index) => [
    `a${index}  .rRwwww  task b${index}`,
    `b${index}  .rrRwww  lock own${index}`
  ]).flat();
  const log = logOf(story(['cell RRw', ...rows].join('\n')));
  const graph = waitGraph(log.history, stateAt(log, { time: 9_000_000 }));
  const drawn = folded(graph, NONE, NONE);

  test('is drawn in part, around what is wanted', () => {
    expect(drawn.nodes.size).toBe(300);
    const part = chosen(drawn, ['160']);
    expect(part.nodes.size).toBe(60);
    expect(names(part).slice(0, 2)).toContain('a0');
    // Task 160 is a79; it comes with what it waits for.
    expect(names(part)).toEqual(expect.arrayContaining(['a79', 'b79']));
    expect(part.waiting).toBe(40);
  });

  test('no edge hangs in the air', () => {
    const { nodes, edges } = chosen(drawn, []);
    expect(edges.length).toBeGreaterThan(0);
    for (const { from, to } of edges) {
      expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
    }
  });

  test('a knot is shown before single threads', () => {
    const big = folded(queueing(41), NONE, new Set(['and 5']));
    const both = {
      nodes: new Map([...drawn.nodes, ...prefixed(big).nodes]),
      edges: [...drawn.edges, ...prefixed(big).edges]
    };
    expect([...chosen(both, []).nodes.keys()]).toContain('knot 43');
  });
});

/** The same graph under other ids. */
function prefixed({ nodes, edges }: DrawnGraph): DrawnGraph {
  return {
    nodes: new Map(
      [...nodes.values()].map(node => [
        `knot ${node.id}`,
        { ...node, id: `knot ${node.id}` }
      ])
    ),
    edges: edges.map(edge => ({
      ...edge,
      from: `knot ${edge.from}`,
      to: `knot ${edge.to}`
    }))
  };
}
