/** A record as its fold writes it; to everybody else it is readonly. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
