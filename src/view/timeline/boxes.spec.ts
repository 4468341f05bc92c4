import { boxesOf } from './boxes';

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
