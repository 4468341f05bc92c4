/**
 * Stretches of time as bars. Those nearer to each other than some pixels become one; from each bar to the next it is one
 * binary search, however many stretches lie between.
 */
import { lastAtOrBefore } from '../../model/search';
import type { Coverage, Lasting } from './coverage';
import type { Stretch } from './viewport';
import { toPixels, toTime } from './viewport';

/** A stretch of time, in pixels. */
export interface Bar {
  readonly x: number;
  readonly width: number;
}

/** Bars of stretches that do not overlap, sorted, at least `apart` pixels apart; `end` is the latest time known. */
export function barsOf(
  stretches: readonly Lasting[],
  end: number,
  stretch: Stretch,
  width: number,
  apart = 1
): Bar[] {
  const bars: Bar[] = [];
  const endOf = (index: number): number => {
    const until = stretches[index]?.end ?? end;
    return Math.min(width, toPixels(until, stretch, width));
  };
  let index = Math.max(0, lastAtOrBefore(stretches, stretch.from));
  if (endOf(index) <= 0) {
    index++;
  }
  for (let each = stretches[index]; each; each = stretches[++index]) {
    if (each.start >= stretch.to) {
      break;
    }
    const x = Math.max(0, toPixels(each.start, stretch, width));
    let right = endOf(index);
    for (;;) {
      const near = toTime(Math.max(right, x) + apart, stretch, width);
      const next = lastAtOrBefore(stretches, near, index);
      if (next <= index || (stretches[next]?.start ?? 0) >= stretch.to) {
        break;
      }
      index = next;
      right = endOf(index);
    }
    bars.push({ x, width: Math.max(1, right - x) });
  }
  return bars;
}

/** Bars of stretches that may overlap. */
export function barsOfCoverage(
  { over, open }: Coverage,
  end: number,
  stretch: Stretch,
  width: number,
  apart = 1
): Bar[] {
  if (open === null) {
    return barsOf(over, end, stretch, width, apart);
  }
  // What goes on since then hides all that was over later.
  const to = Math.min(Math.max(open, stretch.from), stretch.to);
  const bars =
    to > stretch.from
      ? barsOf(
          over,
          end,
          { ...stretch, to },
          toPixels(to, stretch, width),
          apart
        )
      : [];
  const [last] = barsOf([{ start: open, end: null }], end, stretch, width);
  const touched = bars.at(-1);
  if (!last) {
    return bars;
  }
  if (touched && last.x <= touched.x + touched.width + apart) {
    bars.pop();
    const right = Math.max(touched.x + touched.width, last.x + last.width);
    return [...bars, { x: touched.x, width: right - touched.x }];
  }
  return [...bars, last];
}
