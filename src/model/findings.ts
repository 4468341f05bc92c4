/**
 * What the recorder found to be wrong, or could not see. Computed in the kernel; here it is only kept.
 */
import type {
  DeadlockFound,
  FindingFact,
  NeverAwaited,
  Unseen
} from '../protocol/events';

/** A fact that is kept as it came; `start` is when it was found. */
type Found<T> = Readonly<T> & { readonly start: number };

/** Something is wrong, and why. */
export type Finding = Found<FindingFact>;

/** Tasks that wait for each other in a circle. */
export type Deadlock = Found<DeadlockFound>;

/** A coroutine that was made and thrown away. */
export type ForgottenCoroutine = Found<NeverAwaited>;

/** Something that the run cannot show. */
export type Gap = Found<Unseen>;

/** All that was found; lists are sorted by start. */
export class Findings {
  /** What is wrong, as last told. */
  get all(): readonly Finding[] {
    return this._all;
  }

  readonly deadlocks: Deadlock[] = [];
  readonly neverAwaited: ForgottenCoroutine[] = [];
  readonly unseen: Gap[] = [];

  /** Takes a finding in; one about the same thing says more than the one before, and stands in its place. */
  find(fact: FindingFact, start: number): void {
    const about = `${fact.task} ${fact.site} ${fact.code}`;
    const index = this._indexOf.get(about) ?? this._all.length;
    this._indexOf.set(about, index);
    this._all[index] = { ...fact, start };
  }

  /** Where the finding about a task, a line and a kind of mistake stands. */
  private readonly _indexOf = new Map<string, number>();
  private readonly _all: Finding[] = [];
}
