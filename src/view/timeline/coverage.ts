/**
 * Stretches of time that may overlap, joined to such that do not: what a task held, what a thread worked on.
 *
 *   given   [a      ]        [c     ···        a, b over, c still open
 *               [b     ]
 *   joined  [            ]   open
 *
 * Fed as they come, so that each costs once, not once a frame. Joined stretches can be searched by bisection, which
 * those that overlap cannot: the longest may have begun first.
 */
import { lastAtOrBefore } from '../../model/search';

/** A stretch of time; null: it still goes on. */
export interface Lasting {
  readonly start: number;
  readonly end: number | null;
}

interface Joined {
  readonly start: number;
  readonly end: number;
}

export class Coverage {
  /** Those that are over, joined; sorted, none touches the next. */
  readonly over: Joined[] = [];

  /** Since when one goes on; null: none does. */
  get open(): number | null {
    return this._open.reduce<number | null>(
      (first, { start }) => Math.min(first ?? start, start),
      null
    );
  }

  /** Takes in what is new in a list that grows at its end, and what is over since. */
  take(stretches: readonly Lasting[]): void {
    const waiting = [...this._open, ...stretches.slice(this._taken)];
    this._taken = Math.max(this._taken, stretches.length);
    this._open = waiting.filter(({ end }) => end === null);
    for (const { start, end } of waiting) {
      if (end !== null && end > start) {
        this.join(start, end);
      }
    }
  }

  private join(start: number, end: number): void {
    const { over } = this;
    let from = lastAtOrBefore(over, start);
    if ((over[from]?.end ?? -1) < start) {
      from++;
    }
    const until = lastAtOrBefore(over, end) + 1;
    const joined = {
      start: Math.min(start, over[from]?.start ?? start),
      end: Math.max(end, over[until - 1]?.end ?? end)
    };
    over.splice(from, Math.max(0, until - from), joined);
  }

  private _open: Lasting[] = [];
  private _taken = 0;
}

const known = new WeakMap<readonly Lasting[], Coverage>();

/** The coverage of a list that grows at its end; kept with the list. */
export function coverageOf(stretches: readonly Lasting[]): Coverage {
  const coverage = known.get(stretches) ?? new Coverage();
  known.set(stretches, coverage);
  coverage.take(stretches);
  return coverage;
}
