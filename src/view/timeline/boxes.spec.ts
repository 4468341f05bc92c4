import * as fc from 'fast-check';
import { History } from '../../model/history';
import type { Span, StateWord } from '../../model/records';
import type { Fact } from '../../protocol/events';
import { anyFact } from '../../testing/arbitrary';
import { boxesOf } from './boxes';

const SPAN_STATE = ({ state }: { readonly state: StateWord }) => state;

const isTold = ({ kind }: Fact): boolean => kind !== 'window_merged';

/** A run in which something happens every few nanoseconds. What ran in a merged window is not told: there is none. */
const anyHistory = fc
  .array(fc.tuple(anyFact.filter(isTold), fc.integer({ min: 1, max: 9 })), {
    minLength: 20,
    maxLength: 200
  })
  .map(facts => {
    const history = new History();
    let t = 0;
    for (const [fact, pause] of facts) {
      history.reduce({ ...fact, t: (t += pause) });
    }
    return history;
  });

/** What a box has to say of its spans, by looking at each of them. */
function strongest(spans: readonly Span[]): StateWord {
  const order: StateWord[] = ['running', 'ready'];
  return (
    order.find(word => spans.some(({ state }) => state === word)) ?? 'waiting'
  );
}

test('a box says the strongest of the states that it stands for', () => {
  fc.assert(
    fc.property(anyHistory, fc.integer({ min: 1, max: 40 }), (run, width) => {
      for (const { spans } of run.tasks) {
        // The last one may say how the task ended, which has a mark of its own.
        const last = spans.length - 2;
        const boxed = { spans, last, stateOf: SPAN_STATE, end: run.now };
        const stretch = { from: 0, to: run.now + 1 };
        let next = 0;
        for (const box of boxesOf(boxed, stretch, width)) {
          const these = spans.slice(next, next + box.spans);
          next += box.spans;
          if (these.length > 1) {
            expect(box.state).toBe(strongest(these));
          }
        }
        expect(next).toBe(last + 1);
      }
    })
  );
});

test('a span that begins a rounding error before the edge of a pixel does not hold up those after it', () => {
  // 337 lies at 51.99999999999999 pixels, and pixel 52 begins at 336.99999999999994.
  const stretch = { from: 25, to: 1105 };
  const spans = [
    { start: 0, steps: 0, state: 'waiting' as const },
    { start: 337, steps: 1, state: 'running' as const },
    { start: 338, steps: 1, state: 'waiting' as const }
  ];
  let asked = 0;
  const stateOf = (span: (typeof spans)[number]) => {
    if (++asked > 100) {
      throw new Error('it goes on forever');
    }
    return span.state;
  };
  const boxes = boxesOf({ spans, last: 2, stateOf, end: 2000 }, stretch, 180);
  expect(boxes.map(box => [box.state, box.spans])).toEqual([
    ['waiting', 1],
    ['running', 1],
    ['waiting', 1]
  ]);
});
