/**
 * Where an arrow key leads in the graph: along an edge that runs that way, else to what stands next on that side.
 */
import type { Placed, PlacedNode } from './layout';

const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
};

/** The node that a key leads to from node `at`; null: nowhere. */
export function moveTo(
  key: string,
  at: string,
  { nodes, edges }: Placed
): string | null {
  if (key === 'Home' || key === 'End') {
    return nodes.at(key === 'Home' ? 0 : -1)?.id ?? null;
  }
  const way = WAYS[key];
  const here = nodes.find(each => each.id === at);
  if (!way || !here) {
    return null;
  }
  const joined = new Set(
    edges.flatMap(({ edge: { from, to } }) =>
      from === at ? to : to === at ? from : []
    )
  );
  const along = nodes.filter(each => joined.has(each.id));
  return (nearest(here, way, along) ?? nearest(here, way, nodes))?.id ?? null;
}

/** The nearest node on one side. What lies off that way counts as farther. */
function nearest(
  here: PlacedNode,
  [wayX, wayY]: readonly [number, number],
  nodes: readonly PlacedNode[]
): PlacedNode | null {
  let best: PlacedNode | null = null;
  let least = Infinity;
  for (const each of nodes) {
    const [x, y] = [each.x - here.x, each.y - here.y];
    const ahead = x * wayX + y * wayY;
    const aside = Math.abs(x * wayY + y * wayX);
    if (ahead > 1 && ahead + 2 * aside < least) {
      best = each;
      least = ahead + 2 * aside;
    }
  }
  return best;
}
