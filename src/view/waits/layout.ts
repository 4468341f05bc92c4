/**
 * Where the nodes of a graph stand and how its edges run: waiters first, what they wait for behind them, holders last.
 *
 * Tried and dropped: forces (d3-force): the same graph looked different each time, and nothing said where a chain begins.
 */
import type { EdgeLabel, GraphLabel, NodeLabel } from '@dagrejs/dagre';
import { Graph, layout } from '@dagrejs/dagre';
import type { WaitEdge } from '../../model/wait_graph';
import type { DrawnGraph } from './fold';

/** Size of a node, in CSS pixels. */
export const NODE = { width: 152, height: 44 } as const;

/** Room for the words at an edge. */
const LABEL = { width: 72, height: 14 } as const;

/** Nodes of a graph that has to be placed quickly. */
const LARGE = 40;

/** down: what is waited for stands below; right: to the right. */
export type Direction = 'down' | 'right';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node, by its id, and its centre. What it says may change while it stays where it is. */
export interface PlacedNode extends Point {
  readonly id: string;
}

export interface PlacedEdge {
  readonly edge: WaitEdge;
  readonly points: readonly Point[];
  /** The middle of its words. */
  readonly label: Point;
}

export interface Placed {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** Places a graph. */
export function placed(graph: DrawnGraph, direction: Direction): Placed {
  const dagre = new Graph<GraphLabel, NodeLabel, EdgeLabel>({
    multigraph: true
  });
  dagre.setGraph({
    rankdir: direction === 'down' ? 'TB' : 'LR',
    nodesep: 14,
    edgesep: 10,
    ranksep: direction === 'down' ? 18 : 10,
    marginx: 8,
    marginy: 8,
    // The best ranks take twice as long, and show only in small graphs.
    ranker: graph.nodes.size > LARGE ? 'tight-tree' : 'network-simplex'
  });
  for (const id of graph.nodes.keys()) {
    dagre.setNode(id, { ...NODE });
  }
  graph.edges.forEach(({ from, to }, index) => {
    dagre.setEdge(from, to, { ...LABEL, labelpos: 'c' }, `${index}`);
  });
  layout(dagre);
  const { width = 0, height = 0 } = dagre.graph();
  const places = {
    nodes: [...graph.nodes.keys()].map(id => ({
      id,
      ...pointOf(dagre.node(id))
    })),
    edges: graph.edges.map((edge, index) => {
      const at = dagre.edge(edge.from, edge.to, `${index}`);
      const points = straight(
        (at.points ?? []).map(pointOf),
        pointOf(dagre.node(edge.from)),
        pointOf(dagre.node(edge.to)),
        direction
      );
      return { edge, points, label: pointOf(at) };
    }),
    width,
    height
  };
  return isBackward(places, direction) ? mirrored(places, direction) : places;
}

/** Part of a node's side at which edges leave and arrive: not at its very corners. */
const SIDE = 0.7;

/**
 * An edge that runs forward leaves at a node's far side and arrives at the near one: dagre aims at the centres, and so runs
 * through the corners of what stands beside them. One that runs back keeps clear of those as it is.
 */
function straight(
  points: readonly Point[],
  from: Point,
  to: Point,
  direction: Direction
): readonly Point[] {
  const bends = points.slice(1, -1);
  const [first = to, last = from] = [bends[0], bends.at(-1)];
  const near = (value: number, centre: number, side: number): number =>
    Math.min(
      Math.max(value, centre - (side / 2) * SIDE),
      centre + (side / 2) * SIDE
    );
  const [start, end] =
    direction === 'down'
      ? [
          { x: near(first.x, from.x, NODE.width), y: from.y + NODE.height / 2 },
          { x: near(last.x, to.x, NODE.width), y: to.y - NODE.height / 2 }
        ]
      : [
          { x: from.x + NODE.width / 2, y: near(first.y, from.y, NODE.height) },
          { x: to.x - NODE.width / 2, y: near(last.y, to.y, NODE.height) }
        ];
  const isForward = direction === 'down' ? start.y < end.y : start.x < end.x;
  return isForward ? [start, ...bends, end] : points;
}

/** Of nodes side by side, more stand in the order of their birth backwards than forwards. */
function isBackward({ nodes }: Placed, direction: Direction): boolean {
  const [along, across] =
    direction === 'down' ? (['y', 'x'] as const) : (['x', 'y'] as const);
  const before = new Map<number, number>();
  let forward = 0;
  for (const node of nodes) {
    const last = before.get(node[along]);
    forward += last === undefined ? 0 : Math.sign(node[across] - last);
    before.set(node[along], node[across]);
  }
  return forward < 0;
}

/** Nothing crosses more or less in a mirror. */
function mirrored(places: Placed, direction: Direction): Placed {
  const { width, height } = places;
  const turned = ({ x, y }: Point): Point =>
    direction === 'down' ? { x: width - x, y } : { x, y: height - y };
  return {
    ...places,
    nodes: places.nodes.map(({ id, ...at }) => ({ id, ...turned(at) })),
    edges: places.edges.map(({ edge, points, label }) => ({
      edge,
      points: points.map(turned),
      label: turned(label)
    }))
  };
}

/** Below this width a graph always runs downwards. */
const WIDE = 560;

/** It is drawn smaller to fit in, down to this; then it scrolls. */
const SMALLEST = 0.8;

/** Places a graph for a width: to the right if it fits in, else downwards. */
export function placedFor(graph: DrawnGraph, width: number): Placed {
  const right = width < WIDE ? null : placed(graph, 'right');
  return right && right.width * SMALLEST <= width
    ? right
    : placed(graph, 'down');
}

/** By how much a picture is drawn smaller, so that it fits in if it can. */
export function scaleFor({ width: wide }: Placed, width: number): number {
  return Math.min(1, Math.max(SMALLEST, width / Math.max(1, wide)));
}

/** What is the same here is placed the same: to place anew only when something moved. */
export function shapeOf({ nodes, edges }: DrawnGraph): string {
  return [
    ...nodes.keys(),
    '',
    ...edges.map(
      ({ kind, from, to, deadlocked }) =>
        `${from} ${kind} ${to} ${deadlocked ? '!' : ''}`
    )
  ].join('\n');
}

function pointOf({ x = 0, y = 0 }: Partial<Point>): Point {
  return { x, y };
}
