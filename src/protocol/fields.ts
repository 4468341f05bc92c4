/**
 * Reads single fields of untrusted JSON. Each reader returns a value of the type it promises or throws a
 * `BrokenFrame` that names the field; `decode.ts` catches it and turns it into a sentence for the panel.
 *
 * Written by hand: a validator that compiles the schema needs `eval`, which a page with a content security
 * policy forbids, and one that interprets the schema weighs more than the whole panel.
 */

/** Longest string taken from the wire; the rest is cut off. */
export const MAX_TEXT = 10_000;

/** Longest list inside one fact (an await chain, the tasks that ran in a window); the rest is cut off. */
export const MAX_LIST = 20_000;

/** What is not as the contract says. */
export class BrokenFrame extends Error {}

/** A word of a closed list that this reader does not know: its fact is skipped and counted, as an unknown kind is. */
export class UnknownWord extends Error {}

/** A JSON object whose fields are not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BrokenFrame(`${what} is not an object`);
  }
  return value as Fields;
}

export function list(from: Fields, key: string): readonly unknown[] {
  const value = from[key];
  if (!Array.isArray(value)) {
    throw new BrokenFrame(`"${key}" is not a list`);
  }
  return value;
}

export function integer(from: Fields, key: string, least = -Infinity): number {
  return asInteger(from[key], key, least);
}

export function asInteger(value: unknown, key: string, least: number): number {
  // -0 would be a second zero, which no other reader tells apart.
  if (
    typeof value !== 'number' ||
    !Number.isSafeInteger(value) ||
    value < least
  ) {
    throw new BrokenFrame(`"${key}" is not a whole number in range`);
  }
  return value + 0;
}

export function text(from: Fields, key: string): string {
  const value = from[key];
  if (typeof value !== 'string') {
    throw new BrokenFrame(`"${key}" is not text`);
  }
  return value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;
}

export function flag(from: Fields, key: string): boolean {
  const value = from[key];
  if (typeof value !== 'boolean') {
    throw new BrokenFrame(`"${key}" is neither true nor false`);
  }
  return value;
}

export function word<T extends string>(
  from: Fields,
  key: string,
  words: readonly T[]
): T {
  const value = text(from, key);
  const known = words.find(each => each === value);
  if (known === undefined) {
    throw new UnknownWord(
      `"${key}" is "${value.slice(0, 50)}", a word not known here`
    );
  }
  return known;
}

/** Whole numbers, none of them below `least`. */
export function integers(from: Fields, key: string, least: number): number[] {
  return list(from, key)
    .slice(0, MAX_LIST)
    .map(each => asInteger(each, key, least));
}

export function ids(from: Fields, key: string): number[] {
  return integers(from, key, 1);
}

/** Ids, some of them null. */
export function idsOrNull(from: Fields, key: string): (number | null)[] {
  return list(from, key)
    .slice(0, MAX_LIST)
    .map(each => (each === null ? null : asInteger(each, key, 1)));
}

/** Lists that say something of the same things, one by one, have one length. */
export function sameLength(from: Fields, keys: readonly string[]): void {
  const lengths = keys.map(key => list(from, key).length);
  if (lengths.some(length => length !== lengths[0])) {
    throw new BrokenFrame(`"${keys.join('", "')}" are not of one length`);
  }
}

/** A sentence in both languages. */
export function sentence(
  from: Fields,
  key: string
): { en: string; 'zh-CN': string } {
  const both = fields(from[key], `"${key}"`);
  return { en: text(both, 'en'), 'zh-CN': text(both, 'zh-CN') };
}

/** null stays null; anything else goes to `read`. */
export function nullable<T>(
  from: Fields,
  key: string,
  read: (from: Fields, key: string) => T
): T | null {
  return from[key] === null ? null : read(from, key);
}

export const id = (from: Fields, key: string): number => integer(from, key, 1);
export const time = (from: Fields, key: string): number => integer(from, key);
