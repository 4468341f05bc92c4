/** Ends a switch over a closed union: the compiler refuses a call that can be reached. */
export function assertNever(value: never): never {
  throw new Error(`not expected: ${JSON.stringify(value)}`);
}
