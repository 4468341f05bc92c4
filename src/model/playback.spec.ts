import { LONGEST_FRAME, SPEEDS, advance } from './playback';

const MS = 1_000_000;

test.each(SPEEDS)('at speed %d ten milliseconds move that much', speed => {
  expect(advance(5 * MS, 10, speed, 1000 * MS)).toBe(5 * MS + 10 * MS * speed);
});

test('times stay whole numbers, and a clock that stands moves nothing', () => {
  expect(advance(1, 1000 / 60, 0.01, 1000 * MS)).toBe(166_668);
  expect(advance(7, 0, 1, 1000 * MS)).toBe(7);
  expect(advance(7, -3, 1, 1000 * MS)).toBe(7);
});

test('it ends at the end', () => {
  expect(advance(95 * MS, 5, 1, 100 * MS)).toBeNull();
  expect(advance(95 * MS, 4, 1, 100 * MS)).toBe(99 * MS);
});

test('a page that was out of sight goes on from where it stood', () => {
  expect(advance(0, 60_000, 1, 1000 * MS)).toBe(LONGEST_FRAME * MS);
});
