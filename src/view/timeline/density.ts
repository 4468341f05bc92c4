/**
 * How busy the loop was over the whole run, in bins of equal length: the minimap's picture. Fed as the history grows, so that
 * drawing it costs the same for a thousand and a million facts: when the run outgrows the bins, each two become one.
 */
import type { LoopHistory } from '../../model/loop';

/** Bins at most; at least half of them are in use once the run is longer than the first ones. */
export const BINS = 1024;

/** Length of the first bins, in nanoseconds. */
const FIRST = 16_384;

export class Density {
  /** Nanoseconds of a bin. */
  get bin(): number {
    return this._bin;
  }

  /** For how long the loop ran steps or callbacks in each bin, in nanoseconds. */
  readonly busy = new Float64Array(BINS);

  /** The most handles that waited in the ready queue in each bin. */
  readonly ready = new Float64Array(BINS);

  /** Takes in what the loop did since, until now. */
  take({ spans, rounds, windows }: LoopHistory, now: number): void {
    while (now >= this._bin * BINS) {
      this.halve();
    }
    // The last span may still be replaced.
    for (; this._spans < spans.length - 1; this._spans++) {
      const span = spans[this._spans];
      const next = spans[this._spans + 1];
      if (span && next && span.task !== 0 && span.task !== null) {
        this.spread(span.start, next.start, next.start - span.start);
      }
    }
    for (; this._windows < windows.length; this._windows++) {
      const window = windows[this._windows];
      if (window) {
        this.spread(window.start, window.end, window.busy);
      }
    }
    for (; this._rounds < rounds.length; this._rounds++) {
      const { start, ready } = rounds[this._rounds] ?? { start: 0, ready: 0 };
      const at = this.at(start);
      this.ready[at] = Math.max(this.ready[at] ?? 0, ready);
    }
  }

  /** Spreads so much time evenly over a stretch. */
  private spread(from: number, to: number, time: number): void {
    const length = to - from;
    const last = this.at(to);
    for (let at = this.at(from); at <= last && length > 0; at++) {
      const left = Math.max(from, at * this._bin);
      const right = Math.min(to, (at + 1) * this._bin);
      const share = Math.max(0, right - left) / length;
      this.busy[at] = (this.busy[at] ?? 0) + share * time;
    }
  }

  private at(time: number): number {
    return Math.min(BINS - 1, Math.max(0, Math.floor(time / this._bin)));
  }

  private halve(): void {
    for (let at = 0; at < BINS; at++) {
      const two = 2 * at;
      this.busy[at] = (this.busy[two] ?? 0) + (this.busy[two + 1] ?? 0);
      this.ready[at] = Math.max(this.ready[two] ?? 0, this.ready[two + 1] ?? 0);
    }
    this._bin *= 2;
  }

  private _bin = FIRST;
  private _spans = 0;
  private _windows = 0;
  private _rounds = 0;
}

/** What the minimap draws in a column of pixels, from 0 to 1. */
export interface Column {
  readonly busy: number;
  readonly ready: number;
}

/** The density of the run until `end`, in so many columns. */
export function columnsOf(
  density: Density,
  end: number,
  columns: number
): Column[] {
  const { bin, busy, ready } = density;
  const used = Math.min(BINS, Math.max(1, Math.ceil(end / bin)));
  const most = ready.slice(0, used).reduce((a, b) => Math.max(a, b), 1);
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column / columns) * (end / bin));
    const to = Math.max(
      from + 1,
      Math.ceil(((column + 1) / columns) * (end / bin))
    );
    let [time, waiting] = [0, 0];
    for (let at = from; at < to && at < BINS; at++) {
      time += busy[at] ?? 0;
      waiting = Math.max(waiting, ready[at] ?? 0);
    }
    const length = Math.min(end, to * bin) - from * bin;
    return {
      busy: length > 0 ? Math.min(1, time / length) : 0,
      ready: waiting / most
    };
  });
}
