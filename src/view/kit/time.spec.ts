import { formatTick, formatTime } from './time';

test.each([
  [0, '0 ns'],
  [850, '850 ns'],
  [999.6, '1.0 µs'],
  [12_000, '12 µs'],
  [999_600, '1.0 ms'],
  [4_300_000, '4.3 ms'],
  [350_000_000, '350 ms'],
  [999_499_999, '999 ms'],
  [1_240_000_000, '1.24 s'],
  [12_400_000_000, '12.4 s'],
  [59_000_000_000, '59.0 s'],
  [125_000_000_000, '2 min 05 s'],
  [-1_500_000_000, '-1.50 s']
])('%d ns is written %s', (nanoseconds, text) => {
  expect(formatTime(nanoseconds)).toBe(text);
});

test.each([
  [1_500_000_000, 500_000_000, '1.5 s'],
  [1_250_000_000, 50_000_000, '1250 ms'],
  [0, 200_000_000, '0.0 s'],
  [7_500_000, 500_000, '7.5 ms'],
  [12_000, 2_000, '12 µs'],
  [40, 20, '40 ns']
])('%d ns on an axis with marks %d ns apart is %s', (time, step, text) => {
  expect(formatTick(time, step)).toBe(text);
});
