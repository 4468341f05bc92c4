import type { Fact } from '../protocol/events';
import { fixture, logOf } from '../testing/fixtures';
import type { LoopHistory } from './loop';
import { movesAt, roundAt, stepsIn } from './rounds';

/** Rounds that poll at 0, 40 and 80, and run from 10, 50 and 90 on; then the loop sleeps. */
const FACTS: readonly Fact[] = [
  made(1),
  made(2),
  step(0, 0),
  round(10, 0, 2),
  step(10, 1),
  step(20, -1),
  round(50, 40, 1),
  step(50, 2),
  round(90, 80, 3),
  step(90, -2),
  step(95, 1),
  step(97, 2),
  step(99, 0)
];

function made(task: number): Fact {
  return {
    kind: 'task_created',
    t: 0,
    task,
    name: `${task}`,
    coroutine: 'work',
    parent: null,
    cell: null,
    site: null,
    role: 'task'
  };
}

function step(t: number, task: number): Fact {
  return { kind: 'step', t, task };
}

function round(t: number, polled: number, ready: number): Fact {
  return { kind: 'iteration', t, polled, ready, timers: 0, due: null };
}

const loopOf = (facts: readonly Fact[]): LoopHistory =>
  logOf(facts).history.loop;

test.each([
  [0, { number: 1, polled: 0, polling: true, ready: 2 }],
  [9, { number: 1, polled: 0, polling: true, ready: 2 }],
  [10, { number: 1, polled: 0, polling: false, ready: 2 }],
  [39, { number: 1, polled: 0, polling: false, ready: 2 }],
  [40, { number: 2, polled: 40, polling: true, ready: 1 }],
  [60, { number: 2, polled: 40, polling: false, ready: 1 }],
  [98, { number: 3, polled: 80, polling: false, ready: 3 }],
  // The loop sleeps still: the round is not told of yet.
  [99, { number: 4, polled: 99, polling: true, ready: null }]
])('at %d the loop is in the round %j', (time, { ready, ...expected }) => {
  const found = roundAt(loopOf(FACTS), time);
  expect(found).toMatchObject(expected);
  expect(found?.round?.ready ?? null).toBe(ready);
});

test('before its first poll, and where rounds are not told, the loop is in none', () => {
  expect(roundAt(loopOf([]), 5)).toBeNull();
  const merged: Fact = {
    kind: 'window_merged',
    t: 200,
    since: 120,
    tasks: [1],
    steps: [9],
    busy: [50]
  };
  expect(roundAt(loopOf([...FACTS, merged]), 130)).toBeNull();
});

test('a round has as many steps of tasks as were told in it', () => {
  const loop = loopOf(FACTS);
  expect([1, 2, 3, 4].map(number => stepsIn(loop, number))).toEqual([
    1,
    1,
    null,
    null
  ]);
});

test('moves lead to the beginnings of steps and of rounds, each poll included', () => {
  const loop = loopOf(FACTS);
  const starts = [0, 10, 20, 40, 50, 80, 90, 95, 97, 99];
  const seen = [0];
  for (let at: number | null = 0; at !== null;) {
    at = movesAt(loop, at).nextStep;
    seen.push(...(at === null ? [] : [at]));
  }
  expect(seen).toEqual(starts);
  expect(movesAt(loop, 55)).toEqual({
    previousRound: 40,
    previousStep: 50,
    nextStep: 80,
    nextRound: 80
  });
  expect(movesAt(loop, 40)).toMatchObject({
    previousRound: 0,
    previousStep: 20,
    nextRound: 80
  });
  expect(movesAt(loop, 0)).toMatchObject({
    previousRound: null,
    previousStep: null
  });
  expect(movesAt(loop, 99)).toMatchObject({ nextStep: null, nextRound: null });
});

test.each(['semaphore', 'timeout', 'works', 'network-io'])(
  'stepping through the recorded run %s, forward and back, meets the same instants',
  name => {
    const { loop } = fixture(name).history;
    for (const [next, previous] of [
      ['nextStep', 'previousStep'],
      ['nextRound', 'previousRound']
    ] as const) {
      const forward: number[] = [];
      let at: number | null = -1;
      while ((at = movesAt(loop, at)[next]) !== null) {
        forward.push(at);
      }
      const back: number[] = [];
      at = Infinity;
      while ((at = movesAt(loop, at)[previous]) !== null) {
        back.unshift(at);
      }
      expect(back).toEqual(forward);
      expect(forward.length).toBeGreaterThan(8);
    }
    loop.rounds.forEach((round, index) => {
      const found = roundAt(loop, round.start);
      expect(found).toMatchObject({ number: index + 1, polling: false, round });
      expect(stepsIn(loop, index + 1) ?? 0).toBeLessThanOrEqual(round.ready);
    });
  }
);
