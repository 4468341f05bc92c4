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
  readonly all: Finding[] = [];
  readonly deadlocks: Deadlock[] = [];
  readonly neverAwaited: ForgottenCoroutine[] = [];
  readonly unseen: Gap[] = [];
}
