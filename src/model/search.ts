/** Binary search in what is sorted. */

/**
 * Index of the last element that starts at or before `time`; -1: there is none. Those before `from` are known to: the search goes on from
 * there in growing steps, as what is looked for next is seldom far.
 */
export function lastAtOrBefore(
  sorted: readonly { readonly start: number }[],
  time: number,
  from = 0
): number {
  let low = from;
  let high = sorted.length;
  // Most often the last one is looked for: live, and in all that has ended by then.
  if (high > low && (sorted[high - 1]?.start ?? Infinity) <= time) {
    return high - 1;
  }
  if (from > 0) {
    for (let step = 1; low + step < high; step *= 2) {
      if ((sorted[low + step]?.start ?? Infinity) > time) {
        high = low + step;
        break;
      }
      low += step;
    }
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.start ?? Infinity) <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** The first number after `time`; null: there is none. */
export function firstAfter(
  sorted: readonly number[],
  time: number
): number | null {
  return sorted[upper(sorted, time)] ?? null;
}

/** The last number before `time`; null: there is none. */
export function lastBefore(
  sorted: readonly number[],
  time: number
): number | null {
  const index = upper(sorted, time) - 1;
  // Each number stands in the list once.
  return (sorted[index] === time ? sorted[index - 1] : sorted[index]) ?? null;
}

/** Puts a number where it belongs, if it is not there yet. Cheap near the end only. */
export function place(sorted: number[], value: number): void {
  const last = sorted.at(-1);
  if (last === undefined || last < value) {
    sorted.push(value);
  } else if (last > value) {
    const index = upper(sorted, value);
    if (sorted[index - 1] !== value) {
      sorted.splice(index, 0, value);
    }
  }
}

/** How many numbers are at or before `time`. */
function upper(sorted: readonly number[], time: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
