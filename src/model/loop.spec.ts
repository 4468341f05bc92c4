import type { Fact, LoopUnblocked } from '../protocol/events';
import { logOf } from '../testing/fixtures';
import { story } from '../testing/story';
import type { LoopHistory } from './loop';

const loopOf = (facts: readonly Fact[]): LoopHistory =>
  logOf(facts).history.loop;

const step = (t: number, task: number): Fact => ({ kind: 'step', t, task });

const round = (polled: number, t: number): Fact => ({
  kind: 'iteration',
  t,
  polled,
  ready: 2,
  timers: 3,
  due: 99
});

/** Spans as text: start, task, steps. */
const spans = ({ spans: all }: LoopHistory): string[] =>
  all.map(({ start, task, steps }) => `${start} ${task} ${steps}`);

const TWO = story(`
  cell  r
  a     r
`);

describe('rounds of the loop', () => {
  it('end a step when the poll begins, and are kept', () => {
    const loop = loopOf([
      ...TWO,
      step(10, 1),
      round(15, 18),
      step(18, 2),
      step(20, -2),
      step(25, 0),
      round(25, 40),
      step(41, 1)
    ]);
    expect(spans(loop)).toEqual([
      '10 1 1',
      '15 0 1',
      '18 2 2',
      '20 -2 2',
      '25 0 2',
      '41 1 3'
    ]);
    expect(loop.rounds).toEqual([
      { start: 18, polled: 15, ready: 2, timers: 3, due: 99 },
      { start: 40, polled: 25, ready: 2, timers: 3, due: 99 }
    ]);
  });

  it('name callbacks, the first name for good', () => {
    const named = (t: number, name: string): Fact => ({
      kind: 'callback_named',
      t,
      callback: -2,
      function: name,
      site: 4
    });
    const loop = loopOf([named(1, 'on_readable'), named(2, 'later')]);
    expect(loop.callback(-2)).toEqual({
      function: 'on_readable',
      site: 4
    });
    expect(loop.callback(-3)).toBeNull();
  });
});

describe('merged windows', () => {
  it('leave what the loop did unknown, and count its steps', () => {
    const facts: Fact[] = [
      ...TWO,
      step(10, 1),
      {
        kind: 'window_merged',
        t: 60,
        since: 12,
        tasks: [1, 2],
        steps: [30, 40],
        busy: [11, 12]
      },
      step(60, 0)
    ];
    const loop = loopOf(facts);
    expect(loop.windows).toEqual([{ start: 12, end: 60, steps: 70, busy: 23 }]);
    expect(spans(loop)).toEqual(['10 1 1', '12 null 1', '60 0 71']);
  });
});

describe('a blocked loop', () => {
  const blocked = (t: number, since: number, stack: number[]): Fact => ({
    kind: 'loop_blocked',
    t,
    task: 1,
    since,
    stack
  });
  const over = (t: number, since: number, stack: number[]): LoopUnblocked => ({
    kind: 'loop_unblocked',
    t,
    task: 1,
    since,
    stack,
    delayed: [2],
    delays: [70]
  });

  it('is known while it lasts, and then with what it delayed', () => {
    const facts = [...TWO, step(10, 1), blocked(60, 10, [3])];
    expect(loopOf(facts).blocks).toEqual([
      { start: 10, end: null, task: 1, stack: [3], delays: [] }
    ]);
    facts.push(blocked(110, 10, [3, 4]), over(120, 10, []));
    const after = [
      {
        start: 10,
        end: 120,
        task: 1,
        stack: [3, 4],
        delays: [{ task: 2, delay: 70 }]
      }
    ];
    expect(loopOf(facts).blocks).toEqual(after);
    // The next step may be told before the end of the block.
    const [end] = facts.splice(-1);
    facts.push(step(120, 2));
    expect(loopOf(facts).blocks[0]?.end).toBe(120);
    expect(loopOf([...facts, ...(end ? [end] : [])]).blocks).toEqual(after);
  });

  it('may be told only when it is over, as inside C code', () => {
    const { blocks } = loopOf([...TWO, step(10, 1), over(90, 10, [])]);
    expect(blocks).toMatchObject([{ start: 10, end: 90, stack: [] }]);
  });

  it('never overlaps another one', () => {
    const { blocks } = loopOf([
      blocked(60, 10, []),
      blocked(80, 50, []),
      over(90, 20, [])
    ]);
    expect(blocks).toMatchObject([
      { start: 10, end: 50 },
      { start: 50, end: 50 },
      { start: 50, end: 90 }
    ]);
  });
});
