import { stateAt } from '../../model/state';
import { waitGraph } from '../../model/wait_graph';
import { furnishClone } from '../../testing/dom';
import { fixture } from '../../testing/fixtures';
import { headOf, pathOf } from './curves';
import type { DrawnGraph } from './fold';
import { folded } from './fold';
import type { Direction, Placed } from './layout';
import { NODE, placed, placedFor, scaleFor, shapeOf } from './layout';
import { moveTo } from './moves';

let unfurnish: () => void;
beforeAll(() => {
  unfurnish = furnishClone();
});
afterAll(() => unfurnish());

function graphAt(name: string, time: number): DrawnGraph {
  const log = fixture(name);
  const graph = waitGraph(log.history, stateAt(log, { time }));
  return folded(graph, new Set(), new Set());
}

const DEADLOCK = graphAt('deadlock', 200_000_000);
const SEMAPHORE = graphAt('semaphore', 300_000_000);

const at = ({ nodes }: Placed, id: string): { x: number; y: number } =>
  nodes.find(each => each.id === id) ?? { x: NaN, y: NaN };

test.each(['down', 'right'] as const)('no two nodes overlap: %s', direction => {
  for (const graph of [DEADLOCK, SEMAPHORE]) {
    const { nodes, width, height } = placed(graph, direction);
    expect(nodes).toHaveLength(graph.nodes.size);
    nodes.forEach((a, index) => {
      expect(a.x - NODE.width / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + NODE.width / 2).toBeLessThanOrEqual(width);
      expect(a.y + NODE.height / 2).toBeLessThanOrEqual(height);
      for (const b of nodes.slice(index + 1)) {
        const apart =
          Math.abs(a.x - b.x) >= NODE.width ||
          Math.abs(a.y - b.y) >= NODE.height;
        expect([a.id, b.id, apart]).toEqual([a.id, b.id, true]);
      }
    });
  }
});

test('what is waited for stands behind those who wait', () => {
  // cell 1 waits for a gather (7) of tasks 2 to 6, of which 4 to 6 wait for the semaphore.
  const down = placed(SEMAPHORE, 'down');
  const right = placed(SEMAPHORE, 'right');
  const semaphore = SEMAPHORE.edges.find(edge => edge.from === '4')?.to ?? '';
  expect(at(down, '1').y).toBeLessThan(at(down, '4').y);
  expect(at(down, '4').y).toBeLessThan(at(down, semaphore).y);
  expect(at(down, semaphore).y).toBeLessThan(at(down, '2').y);
  expect(at(right, '1').x).toBeLessThan(at(right, '4').x);
});

test('tasks side by side stand in the order of their birth', () => {
  const down = placed(SEMAPHORE, 'down');
  const xs = ['4', '5', '6'].map(id => at(down, id).x);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
});

test('the same shape is placed the same, and a change is another shape', () => {
  expect(placed(DEADLOCK, 'down')).toEqual(placed(DEADLOCK, 'down'));
  expect(shapeOf(graphAt('deadlock', 250_000_000))).toBe(shapeOf(DEADLOCK));
  expect(shapeOf(graphAt('deadlock', 30_000_000))).not.toBe(shapeOf(DEADLOCK));
});

test('it runs to the right where it fits in, and shrinks a little for that', () => {
  const runs = (width: number): Direction => {
    const { width: wide } = placedFor(SEMAPHORE, width);
    return wide === placed(SEMAPHORE, 'right').width ? 'right' : 'down';
  };
  const { width } = placed(SEMAPHORE, 'right');
  expect(runs(width)).toBe('right');
  expect(runs(width * 0.85)).toBe('right');
  expect(runs(width * 0.5)).toBe('down');
  expect(runs(260)).toBe('down');
  const places = placedFor(SEMAPHORE, width);
  expect(scaleFor(places, width)).toBe(1);
  expect(scaleFor(places, width * 0.9)).toBeCloseTo(0.9);
  expect(scaleFor(places, 10)).toBe(0.8);
  expect(scaleFor(places, 0)).toBe(0.8);
});

test('an edge that runs forward leaves below a node and arrives above one', () => {
  const down = placed(DEADLOCK, 'down');
  const forward = down.edges.filter(
    ({ edge }) => at(down, edge.to).y > at(down, edge.from).y
  );
  expect(forward).toHaveLength(6);
  for (const { edge, points } of forward) {
    const [from, to] = [at(down, edge.from), at(down, edge.to)];
    expect(points[0]?.y).toBe(from.y + NODE.height / 2);
    expect(points.at(-1)?.y).toBe(to.y - NODE.height / 2);
    expect(Math.abs((points[0]?.x ?? NaN) - from.x)).toBeLessThan(
      NODE.width / 2
    );
    expect(Math.abs((points.at(-1)?.x ?? NaN) - to.x)).toBeLessThan(
      NODE.width / 2
    );
  }
  // One edge of the circle runs back, and ends below the task that it leads to.
  const back = down.edges.filter(
    ({ edge }) => at(down, edge.to).y < at(down, edge.from).y
  );
  expect(back).toHaveLength(1);
  const last = back[0]?.points.at(-1)?.y ?? NaN;
  expect(last).toBeCloseTo(
    at(down, back[0]?.edge.to ?? '').y + NODE.height / 2
  );
});

test('an edge is a path with an arrow at its end', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 20 }
  ];
  expect(pathOf(points)).toBe('M 0 0 L 5 0 Q 10 0 10 10 L 10 20');
  expect(pathOf(points.slice(0, 2))).toBe('M 0 0  L 10 0');
  expect(headOf(points)).toMatch(/^M 10 20 L /);
  expect([pathOf([]), headOf([])]).toEqual(['', '']);
});

describe('arrow keys', () => {
  let places: Placed;
  beforeAll(() => {
    places = placed(DEADLOCK, 'down');
  });

  test('go along edges, there and back', () => {
    expect(moveTo('ArrowDown', '1', places)).toBe('4');
    expect(moveTo('ArrowUp', '4', places)).toBe('1');
    expect(moveTo('ArrowUp', '1', places)).toBeNull();
  });

  test('reach every node', () => {
    const seen = new Set(['1']);
    for (const id of seen) {
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        const next = moveTo(key, id, places);
        if (next !== null) {
          seen.add(next);
        }
      }
    }
    expect(seen.size).toBe(DEADLOCK.nodes.size);
  });

  test('Home and End, and what is no arrow', () => {
    expect(moveTo('Home', '3', places)).toBe('1');
    expect(moveTo('End', '1', places)).toBe(places.nodes.at(-1)?.id);
    expect(moveTo('a', '1', places)).toBeNull();
    expect(moveTo('ArrowDown', 'nobody', places)).toBeNull();
  });
});
