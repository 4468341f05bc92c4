import type { Colours } from '../kit/colours';
import type { DrawLog } from '../../testing/dom';
import { drawLogContext } from '../../testing/dom';
import type { Lane } from './layout';
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

/** What is drawn for one lane, without the cursor. */
function drawn(lane: Partial<Lane>, selected = -1): DrawLog {
  const log: DrawLog = [];
  const lanes = [{ boxes: [], holds: [], end: null, ...lane }];
  paint(
    drawLogContext(log),
    { width: 100, height: 22, lanes, top: 0, selected, ticks: [], cursor: 0 },
    COLOURS
  );
  return log.slice(1, -2);
}

const box = (
  state: 'running' | 'ready' | 'waiting',
  width: number
): Lane['boxes'] => [{ x: 10, width, state, spans: 1 }];

describe('paint', () => {
  it('draws running tall, waiting thin: a shape for each state', () => {
    expect(drawn({ boxes: box('running', 20) })).toEqual([
      'fillStyle = RUNNING',
      'fillRect 10 4 19 14'
    ]);
    expect(drawn({ boxes: box('waiting', 20) })).toEqual([
      'fillStyle = WAITING',
      'fillRect 10 10 20 2'
    ]);
  });

  it('hatches ready boxes, and only inside the box', () => {
    const log = drawn({ boxes: box('ready', 20) });
    expect(log).toContain('strokeRect 10.5 7.5 19 7');
    expect(log).toContain('rect 10 7 20 8');
    expect(log.indexOf('clip')).toBeLessThan(log.indexOf('moveTo 6 15'));
    expect(log.at(-1)).toBe('restore');
  });

  it('draws a step of less than a pixel wide enough to be seen', () => {
    expect(drawn({ boxes: box('running', 0.01) })).toContain(
      'fillRect 10 4 2 14'
    );
  });

  it('ends failed and cancelled tasks with marks of different shapes', () => {
    const shapes = (['done', 'failed', 'cancelled'] as const).map(state =>
      drawn({ end: { x: 50, state } })
        .filter(call => /^(moveTo|lineTo|arc)/.test(call))
        .map(call => call.split(' ')[0])
        .join(' ')
    );
    expect(shapes).toEqual([
      'moveTo lineTo lineTo',
      'moveTo lineTo moveTo lineTo',
      'arc moveTo lineTo'
    ]);
  });

  it('draws a bracket under what a task holds, and marks the selected lane', () => {
    expect(drawn({ holds: [{ x: 10, width: 30 }] })).toEqual([
      'fillStyle = HOLD',
      'fillRect 10 19 30 2',
      'fillRect 10 16 2 4',
      'fillRect 38 16 2 4'
    ]);
    const log: DrawLog = [];
    paint(
      drawLogContext(log),
      {
        width: 100,
        height: 44,
        lanes: [],
        top: -5,
        selected: 1,
        ticks: [],
        cursor: 7
      },
      COLOURS
    );
    expect(log).toEqual([
      'fillStyle = SELECTED',
      'fillRect 0 17 100 22',
      'fillStyle = GRID',
      'fillStyle = CURSOR',
      'fillRect 6 0 2 44'
    ]);
  });
});
