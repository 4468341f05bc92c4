/**
 * The facts of one run, append-only. One of the two truths (the other is the cursor); everything shown is derived
 * from it.
 *
 * Facts arrive by their index in the run. What was received before is ignored; a message that begins beyond what is
 * known is refused, so that the facts stay without a hole and the fold without a second path: the reader asks for a resend
 * from `missingFrom`. A kernel that cannot send them again would leave the log standing still, so after `PATIENCE`
 * refusals it goes on behind the hole and counts what is lost.
 */
import type { Fact } from '../protocol/events';
import { History } from './history';

/** Most facts kept; further ones are counted as dropped. */
export const MAX_FACTS = 1_000_000;

/** Messages refused, two seconds of them at the most, before a hole is taken for lost. */
export const PATIENCE = 40;

export class EventLog {
  /** The most facts that this log keeps. */
  constructor(private readonly limit: number = MAX_FACTS) {}

  /** Facts known, in order. */
  get facts(): readonly Fact[] {
    return this._facts;
  }

  /** Latest time at which everything is known. */
  get now(): number {
    return this._now;
  }

  /** Facts that were sent and not kept, because the log was full. */
  get dropped(): number {
    return this._dropped;
  }

  /** Facts of a kind that this version does not know. */
  get unknown(): number {
    return this._unknown;
  }

  /** Facts that never came and are not waited for any more. */
  get lost(): number {
    return this._lost;
  }

  /** Facts known to exist that have not come yet. */
  get missing(): number {
    return Math.max(0, this._seen - this._next);
  }

  /** Index of the first fact to ask for again; null: nothing is missing. */
  get missingFrom(): number | null {
    return this.missing > 0 ? this._next : null;
  }

  /** What the facts say about each task; catches up with the log when it is read. */
  get history(): History {
    for (; this._folded < this._facts.length; this._folded++) {
      const fact = this._facts[this._folded];
      if (fact) {
        this._history.reduce(fact);
      }
    }
    this._history.reach(this._now);
    return this._history;
  }

  /**
   * Takes the facts from index `first` on; null stands for one of an unknown kind. `now` is the run's clock when they were sent.
   * Returns false if they were refused because facts before them are missing.
   */
  append(first: number, facts: readonly (Fact | null)[], now: number): boolean {
    const end = first + facts.length;
    this._seen = Math.max(this._seen, end);
    if (first > this._next) {
      if (++this._refused <= PATIENCE) {
        return false;
      }
      this._lost += first - this._next;
      this._next = first;
    }
    this._refused = 0;
    for (const fact of facts.slice(this._next - first)) {
      this.take(fact);
    }
    this._next = Math.max(this._next, end);
    this._now = Math.max(this._now, now);
    return true;
  }

  private take(fact: Fact | null): void {
    if (fact === null) {
      this._unknown++;
    } else if (this._facts.length >= this.limit) {
      this._dropped++;
    } else {
      this._facts.push(fact);
      this._now = Math.max(this._now, fact.t);
    }
  }

  private readonly _facts: Fact[] = [];
  private readonly _history = new History();
  private _folded = 0;
  private _now = 0;
  private _next = 0;
  private _seen = 0;
  private _refused = 0;
  private _dropped = 0;
  private _unknown = 0;
  private _lost = 0;
}
