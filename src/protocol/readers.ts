/**
 * What the readers of facts have in common: one function for each kind, given the fact's fields and its time.
 *
 * Tried and dropped: one switch over all kinds, which at thirty-three of them is a file that nobody reads to its end.
 */
import type { Fact } from './events';
import type { Fields } from './fields';

/** Reads the rest of a fact of one kind; throws a `BrokenFrame` or an `UnknownWord`. */
export type Reader<K extends Fact['kind']> = (
  from: Fields,
  t: number,
  format: Format
) => Extract<Fact, { kind: K }>;

/** A reader for each of some kinds. */
export type Readers<K extends Fact['kind']> = {
  readonly [Kind in K]: Reader<Kind>;
};

/** The version of the contract that a saved run is of. What has been read is always of the newest. */
export type Format = 1 | 2;
