/**
 * Encodes facts as the recorder sends them, so that specs and the gallery go through the real decoder.
 */
import type { Fact, FactsMessage } from '../protocol/events';

/** A message of the comm `aioscope.data`. */
export interface Frame {
  readonly data: FactsMessage;
  readonly buffers: ArrayBuffer[];
}

/** Puts facts `first ..` of a run into one message: the steps in three columns, the others as JSON. */
export function encode(
  run: string,
  first: number,
  facts: readonly Fact[],
  now: number
): Frame {
  const steps = facts.flatMap((fact, position) =>
    fact.kind === 'step' ? [{ position, ...fact }] : []
  );
  const positions = new DataView(new ArrayBuffer(steps.length * 4));
  const tasks = new DataView(new ArrayBuffer(steps.length * 4));
  const times = new DataView(new ArrayBuffer(steps.length * 8));
  steps.forEach((step, index) => {
    positions.setUint32(index * 4, step.position, true);
    tasks.setInt32(index * 4, step.task, true);
    times.setFloat64(index * 8, step.t, true);
  });
  return {
    data: {
      kind: 'facts',
      run,
      first,
      count: facts.length,
      now,
      facts: facts.filter(fact => fact.kind !== 'step')
    },
    buffers: [positions.buffer, tasks.buffer, times.buffer]
  };
}
