/**
 * Folds tasks that are alike: they wait for the same things in the same way, in the same state, and the same wait for them.
 *
 *   worker-1 ─▶ semaphore        worker-1 ─▶ semaphore
 *   worker-2 ─▶ semaphore        worker-2 ─▶ semaphore
 *   worker-3 ─▶ semaphore        worker-3 ─▶ semaphore
 *   …                            and 38 more ─▶ semaphore
 *   worker-41 ─▶ semaphore
 */
import type { TaskState } from '../../model/state';
import type { WaitEdge, WaitGraph, WaitNode } from '../../model/wait_graph';

/** Of tasks that are alike, so many are drawn one by one if there are more than `FOLD`. */
const FIRST = 3;
const FOLD = 5;

/** A task that hangs on more edges than this is a knot: there is nothing like it. */
const KNOT = 12;

/** Tasks that stand behind one node, all alike. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly tasks: readonly TaskState[];
}

export type DrawnNode = WaitNode | MoreNode;

/** Nodes and edges as they are drawn. */
export interface DrawnGraph {
  readonly nodes: ReadonlyMap<string, DrawnNode>;
  readonly edges: readonly WaitEdge[];
}

/** `keep` are ids of tasks that always have a node of their own; `open` are ids of `MoreNode`s that the reader unfolded. */
export function folded(
  { nodes, edges }: WaitGraph,
  keep: ReadonlySet<string>,
  open: ReadonlySet<string>
): DrawnGraph {
  const groups = alike(nodes, edges, keep);
  const drawn = new Map<string, DrawnNode>();
  const hidden = new Set<string>();
  const more = new Map<string, MoreNode>();
  for (const group of groups) {
    const rest = group.slice(FIRST);
    const [first] = rest;
    const id = `and ${first?.id ?? ''}`;
    if (first && group.length > FOLD && !open.has(id)) {
      more.set(first.id, {
        kind: 'more',
        id,
        tasks: rest.map(each => each.each)
      });
      rest.forEach(each => hidden.add(each.id));
    }
  }
  for (const [id, node] of nodes) {
    const stands = more.get(id);
    if (stands) {
      drawn.set(stands.id, stands);
    } else if (!hidden.has(id)) {
      drawn.set(id, node);
    }
  }
  const name = (id: string): string | null =>
    more.get(id)?.id ?? (hidden.has(id) ? null : id);
  return {
    nodes: drawn,
    edges: edges.flatMap(edge => {
      const [from, to] = [name(edge.from), name(edge.to)];
      return from === null || to === null ? [] : { ...edge, from, to };
    })
  };
}

type TaskNode = Extract<WaitNode, { kind: 'task' }>;

/** Tasks that may stand for each other, in groups. */
function alike(
  nodes: ReadonlyMap<string, WaitNode>,
  edges: readonly WaitEdge[],
  keep: ReadonlySet<string>
): TaskNode[][] {
  const marks = new Map<string, string[]>();
  const mark = (id: string, text: string): void => {
    const own = marks.get(id);
    if (!own) {
      marks.set(id, [text]);
    } else if (own.length <= KNOT) {
      own.push(text);
    }
  };
  for (const { kind, from, to } of edges) {
    mark(from, `${kind}>${to}`);
    mark(to, `${kind}<${from}`);
  }
  const groups = new Map<string, TaskNode[]>();
  for (const [id, node] of nodes) {
    const own = marks.get(id) ?? [];
    if (node.kind !== 'task' || keep.has(id) || own.length > KNOT) {
      continue;
    }
    const { state, wait } = node.each;
    const key = [state, wait?.kind, ...own.sort()].join(' ');
    const group = groups.get(key);
    if (group) {
      group.push(node);
    } else {
      groups.set(key, [node]);
    }
  }
  return [...groups.values()];
}
