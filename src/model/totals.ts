/**
 * What a task's life consisted of by an instant: the sums that the wide tree shows, and the durations of its single steps.
 *
 *   total   ────────────────────────────────────   from its creation to its end, or to the instant
 *   busy    ─┐   ┌──┐                              ready, waiting: the same for the other states that last
 *   untold           /////                         the rest of merged windows: ready or waiting, nobody knows
 *
 * The sums stand in the spans, so an instant costs a bisection. The durations of steps are not kept: one task is looked at.
 */
import type { TaskHistory } from './records';
import { lastAtOrBefore } from './search';
import { sharesBy } from './shares';

/** Sums over a task's life, in nanoseconds but for steps. */
export interface Totals {
  readonly total: number;
  readonly busy: number;
  readonly ready: number;
  readonly waiting: number;
  /** Time in merged windows in which it did not run. */
  readonly untold: number;
  /** Steps begun. */
  readonly steps: number;
}

/** The sums by an instant; null: the task does not exist yet. In a merged window they are those of its beginning. */
export function totalsAt(task: TaskHistory, time: number): Totals | null {
  const index = lastAtOrBefore(task.spans, time);
  const span = task.spans[index];
  if (!span) {
    return null;
  }
  const until = Math.min(time, task.endedAt ?? time);
  const shares = sharesBy(span, until);
  const total = until - task.createdAt;
  const { busy, ready, waiting } = shares;
  return {
    total,
    ...shares,
    untold: Math.max(0, total - busy - ready - waiting),
    steps: span.steps
  };
}

/** Steps of one task by an instant. */
export interface StepTimes {
  /** How long each finished step took, in the order in which they ran. */
  readonly durations: Float64Array;
  /** Steps of merged windows, whose single durations were not told. */
  readonly untold: number;
}

/** How long each step took that was over by then. */
export function stepTimes(task: TaskHistory, time: number): StepTimes {
  const { spans } = task;
  const last = lastAtOrBefore(spans, time);
  const durations = new Float64Array(Math.max(0, last));
  let count = 0;
  let untold = 0;
  for (let index = 0; index < last; index++) {
    const span = spans[index];
    const next = spans[index + 1];
    if (span?.state === 'running' && next) {
      durations[count++] = next.start - span.start;
    } else if (span?.state === 'merged' && next) {
      const own = next.state === 'running' ? 1 : 0;
      untold += next.steps - span.steps - own;
    }
  }
  return { durations: durations.subarray(0, count), untold };
}

/**
 * The duration that a share of the steps did not exceed (nearest rank, so it is one that was measured); null: there are none.
 * Selects without sorting: a task may have taken half a million steps, and the cursor moves 60 times a second.
 */
export function percentile(
  durations: Float64Array,
  share: number
): number | null {
  if (durations.length === 0) {
    return null;
  }
  const rank = Math.ceil(share * durations.length) - 1;
  return selected(Float64Array.from(durations), Math.max(0, rank));
}

/** The value that would stand at `rank` if the values were sorted. Moves the values about. */
function selected(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1] ?? 0;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? pivot) < pivot) {
        left++;
      }
      while ((values[right] ?? pivot) > pivot) {
        right--;
      }
      if (left <= right) {
        const held = values[left] ?? 0;
        values[left++] = values[right] ?? 0;
        values[right--] = held;
      }
    }
    if (rank <= right) {
      high = right;
    } else if (rank >= left) {
      low = left;
    } else {
      break;
    }
  }
  return values[rank] ?? 0;
}

/** Steps whose duration lies in `from .. to`, without `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Nanoseconds; steps below share the first bin. */
const SHORTEST = 1000;

/** Bins in each tenfold: 1, 2, 5. */
const STEPS_OF_TEN = [1, 2, 5] as const;

/**
 * How many steps took how long, in bins that grow as 1, 2, 5, 10: a step that blocks is a thousand times as long as a usual
 * one. From the first bin that holds something to the last one; empty without steps.
 */
export function histogram(durations: Float64Array): Bin[] {
  const counts: number[] = [];
  for (const duration of durations) {
    const bin = binOf(duration);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const bins: Bin[] = [];
  const first = counts.findIndex(count => count > 0);
  for (let bin = Math.max(0, first); bin < counts.length; bin++) {
    bins.push({
      from: bin === 0 ? 0 : edge(bin - 1),
      to: edge(bin),
      count: counts[bin] ?? 0
    });
  }
  return bins;
}

/** The upper edge of a bin. */
function edge(bin: number): number {
  return SHORTEST * 10 ** Math.floor(bin / 3) * (STEPS_OF_TEN[bin % 3] ?? 1);
}

function binOf(duration: number): number {
  let bin = 0;
  while (duration >= edge(bin)) {
    bin++;
  }
  return bin;
}
