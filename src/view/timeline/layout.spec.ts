import * as fc from 'fast-check';
import type { TaskHistory } from '../../model/records';
import type { Fact } from '../../protocol/events';
import { fixture, logOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import type { Lane } from './layout';
import { laneOf } from './layout';
import { loopLaneOf } from './loop_layout';

const LOG = logOf(
  story(`
    cell  RRwwwwwwRD  gather
    a     .rRwwrRD
    b     .rrRwwwRX   lock door
  `)
);
const END = 10 * TICK;

/** The lane of a task where a tick is ten pixels wide. */
function lane(id: number, from = 0, to = END, width = 100): Lane {
  const task = LOG.history.task(id) as TaskHistory;
  return laneOf(task, LOG.history.now, { from, to }, width);
}

const boxes = ({ boxes }: Lane): string[] =>
  boxes.map(box => `${box.state} ${box.x}+${box.width}`);

describe('laneOf', () => {
  it('makes a box of each span, and a mark of the end', () => {
    expect(boxes(lane(2))).toEqual([
      'ready 10+10',
      'running 20+10',
      'waiting 30+20',
      'ready 50+10',
      'running 60+10'
    ]);
    expect(lane(2).end).toEqual({ x: 70, state: 'done' });
    expect(lane(3).end).toEqual({ x: 80, state: 'failed' });
  });

  it('cuts boxes at the edges of the stretch', () => {
    expect(boxes(lane(2, 2.5 * TICK, 4 * TICK, 30))).toEqual([
      'running 0+10',
      'waiting 10+20'
    ]);
    expect(lane(2, 2.5 * TICK, 4 * TICK, 30).end).toBeNull();
  });

  it('lets the last span of a task that has not ended reach to the present', () => {
    const log = logOf(story(`cell RRww`));
    log.append(99, [], 0);
    const open = laneOf(
      log.history.task(1) as TaskHistory,
      5 * TICK,
      { from: 0, to: END },
      100
    );
    expect(boxes(open)).toEqual(['running 0+20', 'waiting 20+30']);
    expect(open.end).toBeNull();
  });

  it('draws what it holds as bars, until now where it still holds it', () => {
    const hold = (t: number, kind: 'acquired' | 'released'): Fact => ({
      kind,
      t: t * TICK,
      resource: 2,
      task: 1
    });
    const log = logOf([
      ...story(`cell R lock door`),
      hold(2, 'acquired'),
      hold(4, 'released'),
      hold(6, 'acquired')
    ]);
    const { holds } = laneOf(
      log.history.task(1) as TaskHistory,
      8 * TICK,
      { from: 0, to: END },
      100
    );
    expect(holds).toEqual([
      { x: 20, width: 20 },
      { x: 60, width: 20 }
    ]);
  });

  it('merges what is narrower than a pixel, and shows that it ran', () => {
    const log = logOf(
      story(`
        cell  ${'Rw'.repeat(500)}
      `)
    );
    const task = log.history.task(1) as TaskHistory;
    const { boxes: merged } = laneOf(
      task,
      1000 * TICK,
      { from: 0, to: 1000 * TICK },
      100
    );
    expect(merged).toEqual([
      { x: 0, width: 100, state: 'running', spans: 1000 }
    ]);
  });

  it('keeps a long wait between bursts of steps', () => {
    const log = logOf(
      story(`
        cell  ${'Rw'.repeat(50)}${'w'.repeat(800)}${'Rw'.repeat(50)}
      `)
    );
    const task = log.history.task(1) as TaskHistory;
    const { boxes: shown } = laneOf(
      task,
      1000 * TICK,
      { from: 0, to: 1000 * TICK },
      100
    );
    expect(shown.map(box => box.state)).toEqual([
      'running',
      'waiting',
      'running'
    ]);
    expect(shown[1]?.width).toBeCloseTo(80, 0);
  });

  it('shows a merged window as such, however narrow', () => {
    const log = logOf([
      ...story(`
        cell  r
        a     rRRww
      `),
      ...[20, 40, 60].map((t): Fact => ({
        kind: 'window_merged',
        t: (t + 20) * TICK,
        since: t * TICK,
        tasks: [2],
        steps: [90],
        busy: [TICK]
      }))
    ]);
    const task = log.history.task(2) as TaskHistory;
    const draw = (width: number): string[] =>
      laneOf(
        task,
        log.history.now,
        { from: 0, to: 100 * TICK },
        width
      ).boxes.map(({ state, x, width: wide }) => `${state} ${x}+${wide}`);
    expect(draw(100)).toEqual([
      'ready 0+1',
      'running 1+2',
      'waiting 3+17',
      'merged 20+20',
      'merged 40+20',
      'merged 60+20'
    ]);
    expect(draw(2)).toEqual(['merged 0+2']);
  });

  it('marks where somebody asked to cancel, once where there is no room for more', () => {
    const ask = (t: number): Fact => ({
      kind: 'cancel_requested',
      t,
      task: 2,
      by: { kind: 'task', task: 1 },
      site: null,
      requests: 1
    });
    const log = logOf([
      ...story(`
        cell  RRRRRR
        a     rrrrrr
      `),
      ask(6 * TICK),
      ask(6.2 * TICK),
      ask(8 * TICK)
    ]);
    const task = log.history.task(2) as TaskHistory;
    const marks = (from: number): readonly number[] =>
      laneOf(task, END, { from, to: END }, 100).cancels;
    expect(marks(0)).toEqual([60, 80]);
    expect(marks(7 * TICK)).toHaveLength(1);
  });

  it('covers the life of a task without a gap, in no more boxes than pixels and spans', () => {
    const ticks = fc
      .array(fc.constantFrom('R', 'r', 'w', 'RRRR', 'wwwwwwwwww'), {
        minLength: 1,
        maxLength: 120
      })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(ticks, fc.integer({ min: 1, max: 200 }), (picture, width) => {
        const log = logOf(story(`cell ${picture}`));
        const end = picture.length * TICK;
        const task = log.history.task(1) as TaskHistory;
        const { boxes: shown } = laneOf(task, end, { from: 0, to: end }, width);
        let reached = 0;
        for (const box of shown) {
          expect(box.x).toBeLessThanOrEqual(reached + 1e-6);
          reached = Math.max(reached, box.x + box.width);
        }
        expect(reached).toBeGreaterThanOrEqual(width - 1e-6);
        expect(shown.length).toBeLessThanOrEqual(
          Math.min(task.spans.length, 2 * width + 1)
        );
        expect(shown.reduce((sum, box) => sum + box.spans, 0)).toBe(
          task.spans.length
        );
      })
    );
  });
});

describe('loopLaneOf', () => {
  const step = (tick: number, task: number): Fact => ({
    kind: 'step',
    t: tick * TICK,
    task
  });
  const { loop } = logOf([
    ...story(`cell r`),
    step(1, 1),
    step(2, 0),
    step(4, -1),
    {
      kind: 'loop_unblocked',
      t: 7 * TICK,
      task: -1,
      since: 4 * TICK,
      stack: [],
      delayed: [],
      delays: []
    },
    {
      kind: 'window_merged',
      t: 9 * TICK,
      since: 7 * TICK,
      tasks: [1],
      steps: [3],
      busy: [1]
    },
    step(9, 0)
  ]).history;

  it('shows what the loop ran, and frames what blocked it', () => {
    const lane = loopLaneOf(loop, END, { from: 0, to: END }, 100);
    expect(
      lane.boxes.map(({ state, x, width }) => `${state} ${x}+${width}`)
    ).toEqual([
      'running 10+10',
      'waiting 20+20',
      'running 40+30',
      'merged 70+20',
      'waiting 90+10'
    ]);
    expect(lane.blocks).toEqual([{ x: 40, width: 30 }]);
  });

  it('shows that a callback ran where it is narrower than a pixel', () => {
    const lane = loopLaneOf(loop, END, { from: 0, to: 1000 * TICK }, 100);
    expect(lane.boxes[0]?.state).toBe('running');
  });
});

test('the recorded event loop runs three boards in turn, never two at once', () => {
  const log = fixture('event-loop');
  const end = log.history.now;
  const steps = log.history.tasks
    .filter(task => task.role === 'task')
    .flatMap(task =>
      laneOf(task, end, { from: 0, to: end }, 10_000)
        .boxes.filter(box => box.state === 'running' && box.width > 100)
        .map(box => ({ ...box, name: task.name }))
    )
    .sort((a, b) => a.x - b.x);
  expect(steps.slice(0, 3).map(box => box.name)).toEqual([
    'board-1',
    'board-2',
    'board-3'
  ]);
  steps.forEach((box, index) => {
    const before = steps[index - 1];
    expect(box.x).toBeGreaterThanOrEqual(
      before ? before.x + before.width - 1e-6 : 0
    );
  });
});
