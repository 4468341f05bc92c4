/**
 * Which part of a big graph to draw: what is around the selected task, around each deadlock, and around the biggest knots,
 * in that order, until there is enough.
 */
import type { DrawnGraph, DrawnNode } from './fold';

/** A graph of more nodes is not drawn whole. */
export const WHOLE = 150;

/** Nodes of a part. */
const PART = 60;

export interface Part extends DrawnGraph {
  /** Tasks in it that wait, those behind a folded node counted too. */
  readonly waiting: number;
}

/** The graph, or the part of it around `first` (ids, most wanted first). */
export function chosen(graph: DrawnGraph, first: readonly string[]): Part {
  const { nodes, edges } =
    graph.nodes.size > WHOLE ? around(graph, first) : graph;
  let waiting = 0;
  for (const node of nodes.values()) {
    waiting += waitersIn(node);
  }
  return { nodes, edges, waiting };
}

function around(
  { nodes, edges }: DrawnGraph,
  first: readonly string[]
): DrawnGraph {
  const next = neighbours({ nodes, edges });
  const taken = new Set<string>();
  const knots = [...nodes.keys()].sort(
    (a, b) => (next.get(b)?.length ?? 0) - (next.get(a)?.length ?? 0)
  );
  for (const seed of [...first.filter(id => nodes.has(id)), ...knots]) {
    // Breadth first: what is near is seen, and a deadlock's circle stays whole.
    const queue = taken.has(seed) ? [] : [seed];
    taken.add(seed);
    for (let at = 0; at < queue.length && taken.size < PART; at++) {
      for (const id of next.get(queue[at] ?? '') ?? []) {
        if (taken.size < PART && !taken.has(id)) {
          taken.add(id);
          queue.push(id);
        }
      }
    }
    if (taken.size >= PART) {
      break;
    }
  }
  return {
    nodes: new Map([...nodes].filter(([id]) => taken.has(id))),
    edges: edges.filter(({ from, to }) => taken.has(from) && taken.has(to))
  };
}

/** The nodes at the other ends of each node's edges. */
function neighbours({ edges }: DrawnGraph): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (id: string, other: string): void => {
    const own = found.get(id);
    if (own) {
      own.push(other);
    } else {
      found.set(id, [other]);
    }
  };
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return found;
}

/** How many tasks that wait a node stands for. */
function waitersIn(node: DrawnNode): number {
  switch (node.kind) {
    case 'task':
      return node.each.state === 'waiting' ? 1 : 0;
    case 'more':
      return node.tasks.filter(each => each.state === 'waiting').length;
    default:
      return 0;
  }
}
