/**
 * Any fact that the contract allows, for property tests.
 */
import * as fc from 'fast-check';
import type { Fact } from '../protocol/events';

const t = fc.integer({ min: 0, max: 2 ** 50 });
const smallId = fc.integer({ min: 1, max: 8 });
const word = fc.string({ maxLength: 12 });
const orNull = <T>(from: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(from, { nil: null });
const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name);

/** One fact; ids are small, so that facts meet. */
export const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    kind: kind('run_started'),
    t,
    format: fc.constant(1 as const),
    run: word,
    name: orNull(word),
    python: word,
    clock: t
  }),
  fc.record({ kind: kind('run_ended'), t, overhead: t }),
  fc.record({
    kind: kind('cell_started'),
    t,
    cell: word,
    count: fc.nat(99),
    task: smallId
  }),
  fc.record({
    kind: kind('cell_ended'),
    t,
    cell: word,
    outcome: fc.constantFrom(
      'ok' as const,
      'raised' as const,
      'interrupted' as const
    )
  }),
  fc.record({
    kind: kind('place_named'),
    t,
    place: smallId,
    cell: orNull(word),
    file: word,
    line: fc.nat(99),
    function: word
  }),
  fc.record({
    kind: kind('task_created'),
    t,
    task: smallId,
    name: word,
    coroutine: word,
    parent: orNull(smallId),
    cell: orNull(word),
    site: orNull(smallId),
    role: fc.constantFrom(
      'task' as const,
      'cell' as const,
      'main' as const,
      'earlier' as const
    )
  }),
  fc.record({ kind: kind('task_renamed'), t, task: smallId, name: word }),
  fc.record({ kind: kind('step'), t, task: fc.integer({ min: -1, max: 8 }) }),
  fc.record({
    kind: kind('wait_started'),
    t,
    task: smallId,
    wait: fc.constantFrom(
      'sleep' as const,
      'lock' as const,
      'queue.get' as const,
      'unknown' as const
    ),
    on: orNull(smallId),
    until: orNull(t),
    stack: fc.array(smallId, { maxLength: 3 })
  }),
  fc.record({
    kind: kind('task_woken'),
    t,
    task: smallId,
    by: fc.record({
      kind: fc.constantFrom(
        'task' as const,
        'timer' as const,
        'cancel' as const
      ),
      task: orNull(smallId)
    })
  }),
  fc.record({
    kind: kind('task_ended'),
    t,
    task: smallId,
    outcome: fc.constantFrom(
      'returned' as const,
      'raised' as const,
      'cancelled' as const
    ),
    error: orNull(word),
    message: orNull(word)
  }),
  fc.record({
    kind: kind('resource_seen'),
    t,
    resource: smallId,
    type: fc.constantFrom(
      'lock' as const,
      'semaphore' as const,
      'queue' as const
    ),
    name: orNull(word),
    capacity: orNull(fc.nat(9))
  }),
  fc.record({ kind: kind('acquired'), t, resource: smallId, task: smallId }),
  fc.record({ kind: kind('released'), t, resource: smallId, task: smallId }),
  fc.record({
    kind: kind('facts_dropped'),
    t,
    count: fc.integer({ min: 1, max: 99 })
  })
);
