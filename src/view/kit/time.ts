/**
 * Nanoseconds in words: `1.24 s`, `350 ms`, `12 µs`. The unit signs are the same in every language.
 */

const UNITS = [
  { sign: 's', size: 1_000_000_000 },
  { sign: 'ms', size: 1_000_000 },
  { sign: 'µs', size: 1_000 }
] as const;

const MINUTE = 60_000_000_000;

/** A span of time, to about three digits. */
export function formatTime(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  const sign = nanoseconds < 0 ? '-' : '';
  if (size >= MINUTE) {
    const minutes = Math.floor(size / MINUTE);
    const seconds = Math.floor((size % MINUTE) / 1e9);
    return `${sign}${minutes} min ${String(seconds).padStart(2, '0')} s`;
  }
  for (const unit of UNITS) {
    // 999.6 µs would be written as 1000 µs: it is 1.0 ms.
    if (size >= unit.size * 0.9995) {
      return `${sign}${digits(size / unit.size, unit.sign === 's' ? 2 : 1)} ${unit.sign}`;
    }
  }
  return `${sign}${Math.round(size)} ns`;
}

/** A mark on an axis whose marks stand `step` apart: all of them in the unit of the step, with the digits it needs. */
export function formatTick(nanoseconds: number, step: number): string {
  const unit = UNITS.find(each => step * 10 >= each.size) ?? {
    sign: 'ns',
    size: 1
  };
  const decimals = Math.max(
    0,
    -Math.floor(Math.log10(step / unit.size) + 1e-9)
  );
  return `${(nanoseconds / unit.size).toFixed(decimals)} ${unit.sign}`;
}

function digits(value: number, most: number): string {
  const whole = value >= 99.95 ? 2 : value >= 9.995 ? 1 : 0;
  return value.toFixed(Math.max(0, most - whole));
}
