/**
 * The outline of a node. Its shape says what it is: a task is a box with round corners; what is held, a hexagon; a queue, a pipe;
 * what collects tasks, a box with double sides; what is set by somebody, a pill; what is outside, a slanted box.
 */
import { assertNever } from '../../model/never';
import type { Resource } from '../../model/resources';
import type { WaitKind } from '../../protocol/events';
import type { DrawnNode } from './fold';
import { NODE } from './layout';

type Shape = 'box' | 'hexagon' | 'pipe' | 'collector' | 'pill' | 'slanted';

/** The outline about a node's centre, as the path of an SVG. */
export function outline(node: DrawnNode): string {
  return PATHS[shapeOf(node)];
}

const RIGHT = NODE.width / 2;
const BOTTOM = NODE.height / 2;

const PATHS: Readonly<Record<Shape, string>> = {
  box: roundedBox(8),
  pill: roundedBox(BOTTOM),
  hexagon: `M ${12 - RIGHT} ${-BOTTOM} H ${RIGHT - 12} L ${RIGHT} 0 L ${RIGHT - 12} ${BOTTOM} H ${12 - RIGHT} L ${-RIGHT} 0 Z`,
  pipe:
    `M ${8 - RIGHT} ${-BOTTOM} H ${RIGHT - 8} A 8 ${BOTTOM} 0 0 1 ${RIGHT - 8} ${BOTTOM} H ${8 - RIGHT} ` +
    `A 8 ${BOTTOM} 0 0 1 ${8 - RIGHT} ${-BOTTOM} Z M ${RIGHT - 8} ${-BOTTOM} A 8 ${BOTTOM} 0 0 0 ${RIGHT - 8} ${BOTTOM}`,
  collector: `M ${-RIGHT} ${-BOTTOM} H ${RIGHT} V ${BOTTOM} H ${-RIGHT} Z M ${5 - RIGHT} ${-BOTTOM} V ${BOTTOM} M ${RIGHT - 5} ${-BOTTOM} V ${BOTTOM}`,
  slanted: `M ${10 - RIGHT} ${-BOTTOM} H ${RIGHT} L ${RIGHT - 10} ${BOTTOM} H ${-RIGHT} Z`
};

function roundedBox(radius: number): string {
  const corner = (x: number, y: number): string =>
    `a ${radius} ${radius} 0 0 1 ${x} ${y}`;
  const [wide, high] = [NODE.width - 2 * radius, NODE.height - 2 * radius];
  return (
    `M ${radius - RIGHT} ${-BOTTOM} h ${wide} ${corner(radius, radius)} v ${high} ${corner(-radius, radius)} ` +
    `h ${-wide} ${corner(-radius, -radius)} v ${-high} ${corner(radius, -radius)} Z`
  );
}

function shapeOf(node: DrawnNode): Shape {
  switch (node.kind) {
    case 'task':
    case 'more':
      return 'box';
    case 'work':
      return 'slanted';
    case 'resource':
      return shapeOfResource(node.resource.type);
    case 'unnamed':
      return shapeOfWait(node.wait);
    default:
      return assertNever(node);
  }
}

function shapeOfResource(type: Resource['type']): Shape {
  switch (type) {
    case 'lock':
    case 'semaphore':
      return 'hexagon';
    case 'queue':
      return 'pipe';
    case 'gather':
    case 'task_group':
      return 'collector';
    case 'condition':
    case 'event':
    case 'barrier':
    case 'future':
      return 'pill';
    case 'stream':
    case 'socket':
    case 'subprocess':
    case 'timeout':
    case 'other':
      return 'slanted';
    default:
      return assertNever(type);
  }
}

function shapeOfWait(kind: WaitKind): Shape {
  switch (kind) {
    case 'queue.get':
    case 'queue.put':
      return 'pipe';
    case 'task':
      return 'box';
    case 'lock':
    case 'semaphore':
    case 'gather':
    case 'condition':
    case 'event':
    case 'barrier':
    case 'future':
    case 'stream':
    case 'socket':
    case 'subprocess':
      return shapeOfResource(kind);
    case 'executor':
    case 'sleep':
    case 'timer':
    case 'unknown':
      return 'slanted';
    default:
      return assertNever(kind);
  }
}
