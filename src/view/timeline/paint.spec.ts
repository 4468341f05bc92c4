import type { Colours } from '../kit/colours';
import type { DrawLog } from '../../testing/dom';
import { drawLogContext } from '../../testing/dom';
import { Pixels } from '../../testing/pixels';
import type { Lane } from './layout';
import { LANE } from './layout';
import type { Scene } from './paint';
import { paint } from './paint';

const COLOURS: Colours = {
  state: {
    running: 'RUNNING',
    ready: 'READY',
    waiting: 'WAITING',
    merged: 'MERGED',
    done: 'DONE',
    failed: 'FAILED',
    cancelled: 'CANCELLED',
    destroyed: 'DESTROYED'
  },
  hold: 'HOLD',
  blocked: 'BLOCKED',
  cancel: 'CANCEL',
  grid: 'GRID',
  cursor: 'CURSOR',
  selected: 'SELECTED',
  background: 'BACKGROUND'
};

const BARE: Scene = {
  width: 100,
  height: 44,
  loop: { boxes: [], blocks: [] },
  lanes: [],
  first: 0,
  top: 0,
  selected: -1,
  ticks: [],
  arrows: [],
  path: [],
  cursor: 0
};

/** What is drawn of a scene. */
function drawn(scene: Partial<Scene>): DrawLog {
  const log: DrawLog = [];
  paint(drawLogContext(log), { ...BARE, ...scene }, COLOURS);
  return log;
}

/** The pixels of one lane, which stands below the loop's: its first row of them is row 22. */
function painted(lane: Partial<Lane>): Pixels {
  const pixels = new Pixels(BARE.width, 2 * LANE);
  const lanes = [{ boxes: [], holds: [], cancels: [], end: null, ...lane }];
  const scene = { ...BARE, lanes, top: LANE, cursor: -LANE };
  paint(pixels.context, scene, COLOURS);
  return pixels;
}

/** What is drawn for one lane. */
function drawnLane(lane: Partial<Lane>): DrawLog {
  const lanes = [{ boxes: [], holds: [], cancels: [], end: null, ...lane }];
  const log = drawn({ lanes });
  return log.slice(
    log.indexOf('fillStyle = GRID') + 1,
    log.indexOf('fillStyle = BACKGROUND')
  );
}

const box = (
  state: 'running' | 'ready' | 'waiting' | 'merged',
  width: number
): Lane['boxes'] => [{ x: 10, width, state, spans: 1 }];

describe('paint', () => {
  it('draws running tall, waiting thin: a shape for each state', () => {
    expect(drawnLane({ boxes: box('running', 20) })).toEqual([
      'fillStyle = RUNNING',
      'fillRect 10 4 19 14'
    ]);
    const waits = painted({ boxes: box('waiting', 20) });
    const inked = [31, 32, 33, 34].map(
      y => waits.row(y).filter(colour => colour === 'WAITING').length
    );
    expect(inked).toEqual([0, 20, 20, 0]);
  });

  it('ends failed and cancelled tasks with marks of different shapes', () => {
    const shapes = (['done', 'failed', 'cancelled', 'destroyed'] as const).map(
      state =>
        drawnLane({ end: { x: 50, state } })
          .filter(call => /^(moveTo|lineTo|arc)/.test(call))
          .map(call => call.split(' ')[0])
          .join(' ')
    );
    expect(shapes).toEqual([
      'moveTo lineTo lineTo',
      'moveTo lineTo moveTo lineTo',
      'arc moveTo lineTo',
      'moveTo arc moveTo arc moveTo arc moveTo arc'
    ]);
  });

  it('draws a bracket under what a task holds', () => {
    const pixels = painted({ holds: [{ x: 10, width: 30 }] });
    const hold = (y: number): string =>
      pixels
        .row(y)
        .map(colour => (colour === 'HOLD' ? '#' : '.'))
        .join('');
    const [before, after] = ['.'.repeat(10), '.'.repeat(60)];
    for (const y of [38, 39, 40]) {
      expect(hold(y)).toBe(`${before}##${'.'.repeat(26)}##${after}`);
    }
    for (const y of [41, 42]) {
      expect(hold(y)).toBe(`${before}${'#'.repeat(30)}${after}`);
    }
  });

  it('draws a lane where it was moved to, and cuts it off where the lanes end', () => {
    const moved = painted({
      x: -15,
      boxes: box('running', 20),
      holds: [{ x: 90, width: 40 }]
    });
    expect(moved.row(28).map(Boolean).indexOf(false)).toBe(14);
    expect(moved.row(41).indexOf('HOLD')).toBe(75);
    expect(moved.row(41).lastIndexOf('HOLD')).toBe(87);
    const gone = drawnLane({
      x: -60,
      cancels: [40],
      end: { x: 50, state: 'failed' },
      holds: [{ x: 10, width: 30 }]
    });
    expect(gone).toEqual([]);
  });

  it('marks the selected lane, and draws the cursor over all', () => {
    expect(drawn({ top: 17, selected: 1, cursor: 7 })).toEqual([
      'fillStyle = SELECTED',
      'fillRect 0 39 100 22',
      'fillStyle = GRID',
      'fillStyle = BACKGROUND',
      'fillRect 0 0 100 22',
      'strokeStyle = BLOCKED',
      'lineWidth = 2',
      'fillStyle = GRID',
      'fillRect 0 21 100 1',
      'fillStyle = CURSOR',
      'fillRect 6 0 2 44'
    ]);
  });

  it('hatches merged boxes higher and wider apart than ready ones', () => {
    const [merged, ready] = (['merged', 'ready'] as const).map(state =>
      painted({ boxes: box(state, 20) })
    );
    expect(merged?.at(15, 26)).toBe('MERGED');
    expect(ready?.at(15, 26)).not.toBe('READY');
    expect(ready?.at(15, 29)).toBe('READY');
    expect(ready?.slanted.length).toBeGreaterThan(merged?.slanted.length ?? 0);
  });

  it('puts a wedge where somebody asked to cancel', () => {
    expect(drawnLane({ cancels: [40] })).toEqual([
      'fillStyle = CANCEL',
      'beginPath',
      'moveTo 36 1',
      'lineTo 44 1',
      'lineTo 40 7',
      'fill'
    ]);
  });

  it('covers what is scrolled under the lane of the loop, and frames where it was blocked', () => {
    const log = drawn({
      loop: { boxes: box('running', 20), blocks: [{ x: 10, width: 20 }] }
    });
    const covered = log.indexOf('fillRect 0 0 100 22');
    const [ran, framed] = ['fillRect 10 4 19 14', 'strokeRect 11 2 18 18'];
    expect(covered).toBeGreaterThan(0);
    expect(log.indexOf(ran)).toBeGreaterThan(covered);
    expect(log.indexOf(framed)).toBeGreaterThan(log.indexOf(ran));
  });

  it('leads an arrow from the waker to the lane of the sleeper, behind the lane of the loop', () => {
    const arrow = { x: 50, from: 0, to: 2, cancel: false, selected: true };
    const log = drawn({ top: 22, arrows: [arrow] });
    const at = log.indexOf('moveTo 50 33');
    expect(log.slice(at, at + 2)).toEqual(['moveTo 50 33', 'lineTo 50 73']);
    expect(log).toContain('lineTo 50 77');
    expect(log.indexOf('fillStyle = BACKGROUND')).toBeGreaterThan(at);
    const up = drawn({ top: 22, arrows: [{ ...arrow, from: 2, to: 0 }] });
    expect(up).toContain('lineTo 50 37');
  });

  it('draws arrows of the selected task wider, and broken where they cancel', () => {
    const arrow = { x: 50, from: 0, to: 1, cancel: true, selected: false };
    const log = drawn({ arrows: [arrow] });
    expect(log).toContain('setLineDash 3,3');
    expect(log).toContain('lineWidth = 1');
    expect(log).toContain('strokeStyle = CANCEL');
    // What is drawn next is whole again.
    expect(log.lastIndexOf('globalAlpha = 1')).toBeGreaterThan(
      log.indexOf('globalAlpha = 0.55')
    );
  });

  it('draws the critical path behind the lanes, and lines from lane to lane', () => {
    const log = drawn({
      top: 22,
      lanes: [{ boxes: box('waiting', 20), holds: [], cancels: [], end: null }],
      path: [
        { row: 0, from: 0, x: 10, width: 20 },
        { row: 3, from: 0, x: 30, width: 40 }
      ]
    });
    const band = log.indexOf('fillRect 10 22 20 22');
    expect(log[band - 1]).toBe('globalAlpha = 0.18');
    expect(log.indexOf('strokeStyle = WAITING')).toBeGreaterThan(band);
    expect(log).toContain('fillRect 29 22 2 88');
    expect(log).not.toContain('fillRect 9 22 2 22');
  });
});
