/**
 * Edges as paths of an SVG.
 */
import type { Point } from './layout';

/** An edge as the path of an SVG: straight at its ends, round at its corners. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) {
    return '';
  }
  const at = ({ x, y }: Point): string => `${tenth(x)} ${tenth(y)}`;
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q ${at(point)} ${at(middle(point, next))}`;
  });
  const start =
    rest.length > 1 ? ` L ${at(middle(first, rest[0] ?? last))}` : '';
  return `M ${at(first)}${start} ${bends.join(' ')} L ${at(last)}`;
}

/** The head of an arrow at the end of an edge, as a path. */
export function headOf(points: readonly Point[]): string {
  const [before, end] = [points.at(-2), points.at(-1)];
  if (!before || !end) {
    return '';
  }
  const turn = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (by: number): string =>
    `${tenth(end.x - 9 * Math.cos(turn + by))} ${tenth(end.y - 9 * Math.sin(turn + by))}`;
  return `M ${tenth(end.x)} ${tenth(end.y)} L ${corner(0.4)} L ${corner(-0.4)} Z`;
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
