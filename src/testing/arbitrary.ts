/**
 * Any fact that the contract allows, for property tests. Ids are small, so that facts meet.
 */
import * as fc from 'fast-check';
import type { Fact } from '../protocol/events';
import {
  CELL_OUTCOMES,
  OUTCOMES,
  RESOURCES,
  ROLES,
  SEVERITIES,
  WAITS,
  WAKERS,
  WORK_OUTCOMES,
  WORK_TYPES
} from '../protocol/known_words';

type Kind = Fact['kind'];
type Rest<K extends Kind> = Omit<Extract<Fact, { kind: K }>, 'kind' | 't'>;
type Arbitraries<T> = { [P in keyof T]: fc.Arbitrary<T[P]> };

const t = fc.integer({ min: 0, max: 2 ** 50 });
/** A time within a fact, which a hostile kernel may put before the run's start. */
const when = fc.integer({ min: -9, max: 2 ** 50 });
const smallId = fc.integer({ min: 1, max: 8 });
const word = fc.string({ maxLength: 12 });
const few = fc.array(smallId, { maxLength: 3 });
const anyTask = fc.integer({ min: -3, max: 8 });
const count = fc.nat(99);
const orNull = <T>(from: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(from, { nil: null });
const sentence = fc.record({ en: word, 'zh-CN': word });
const waker = fc.record({
  kind: fc.constantFrom(...WAKERS),
  task: orNull(smallId)
});

/** A fact of one kind; the compiler asks for every field of it. */
function fact<K extends Kind>(
  kind: K,
  rest: Arbitraries<Rest<K>>
): fc.Arbitrary<Fact> {
  const fields = { kind: fc.constant(kind), t, ...rest };
  return fc.record<Record<string, unknown>>(
    fields as Record<string, fc.Arbitrary<unknown>>
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<Fact>;
}

/** Lists of one length, one for each name. */
function lists<T extends Record<string, unknown>>(
  each: Arbitraries<T>
): fc.Arbitrary<{ [P in keyof T]: T[P][] }> {
  const rows = fc.array(fc.record(each), { maxLength: 3 });
  return rows.map(
    all =>
      Object.fromEntries(
        Object.keys(each).map(key => [key, all.map(row => row[key])])
      ) as { [P in keyof T]: T[P][] }
  );
}

const inTasks = [
  fact('task_created', {
    task: smallId,
    name: word,
    coroutine: word,
    parent: orNull(smallId),
    cell: orNull(word),
    site: orNull(smallId),
    role: fc.constantFrom(...ROLES)
  }),
  fact('task_renamed', { task: smallId, name: word }),
  fact('step', { task: anyTask }),
  fact('eager_yielded', { task: smallId }),
  fact('wait_started', {
    task: smallId,
    wait: fc.constantFrom(...WAITS),
    on: orNull(smallId),
    until: orNull(when),
    stack: few
  }),
  fact('task_woken', { task: smallId, by: waker }),
  fact('task_ended', {
    task: smallId,
    outcome: fc.constantFrom(...OUTCOMES),
    error: orNull(word),
    message: orNull(word)
  }),
  fact('cancel_requested', {
    task: smallId,
    by: waker,
    site: orNull(smallId),
    requests: smallId
  }),
  fact('cancel_withdrawn', { task: smallId, requests: fc.nat(3) }),
  fact('task_destroyed', { task: smallId }),
  fact('exception_unretrieved', { task: smallId })
];

const inTheLoop = [
  fact('iteration', {
    polled: when,
    ready: count,
    timers: count,
    due: orNull(when)
  }),
  fact('callback_named', {
    callback: fc.integer({ min: -5, max: -2 }),
    function: word,
    site: orNull(smallId)
  }),
  fact('loop_blocked', { task: anyTask, since: when, stack: few }),
  lists({ delayed: smallId, delays: t }).chain(delays =>
    fact('loop_unblocked', {
      task: anyTask,
      since: when,
      stack: few,
      delayed: fc.constant(delays.delayed),
      delays: fc.constant(delays.delays)
    })
  ),
  lists({ tasks: smallId, steps: count, busy: t }).chain(
    ({ tasks, steps, busy }) =>
      fact('window_merged', {
        since: when,
        tasks: fc.constant(tasks),
        steps: fc.constant(steps),
        busy: fc.constant(busy)
      })
  )
];

const ofThings = [
  fact('resource_seen', {
    resource: smallId,
    type: fc.constantFrom(...RESOURCES),
    name: orNull(word),
    capacity: orNull(count),
    detail: orNull(word)
  }),
  fact('acquired', { resource: smallId, task: smallId }),
  fact('released', { resource: smallId, task: smallId }),
  fact('resized', { resource: smallId, size: count, task: orNull(smallId) }),
  fact('members_named', { resource: smallId, tasks: few }),
  fact('timeout_set', {
    resource: smallId,
    task: smallId,
    until: orNull(when)
  }),
  fact('work_submitted', {
    work: smallId,
    type: fc.constantFrom(...WORK_TYPES),
    function: word,
    task: orNull(smallId),
    site: orNull(smallId)
  }),
  fact('work_started', { work: smallId, worker: fc.nat(3) }),
  fact('work_ended', {
    work: smallId,
    outcome: fc.constantFrom(...WORK_OUTCOMES)
  })
];

const ofTheRun = [
  fact('run_started', {
    format: fc.constant(2 as const),
    run: word,
    name: orNull(word),
    python: word,
    clock: t
  }),
  fact('run_ended', { overhead: t }),
  fact('overhead_told', { overhead: t }),
  fact('cell_started', { cell: word, count, task: smallId }),
  fact('cell_ended', {
    cell: word,
    outcome: fc.constantFrom(...CELL_OUTCOMES)
  }),
  fact('place_named', {
    place: smallId,
    cell: orNull(word),
    file: word,
    line: count,
    function: word
  }),
  fact('never_awaited', {
    coroutine: word,
    task: orNull(smallId),
    site: orNull(smallId)
  }),
  fact('generator_unclosed', { generator: word, site: orNull(smallId) }),
  lists({ tasks: smallId, resources: orNull(smallId) }).chain(
    ({ tasks, resources }) =>
      fact('deadlock_found', {
        tasks: fc.constant(tasks),
        resources: fc.constant(resources)
      })
  ),
  fact('finding', {
    code: word,
    severity: fc.constantFrom(...SEVERITIES),
    task: orNull(smallId),
    site: orNull(smallId),
    concept: orNull(word),
    at: fc.nat(100),
    message: sentence,
    evidence: sentence,
    fix: sentence,
    snippet: sentence
  }),
  fact('unseen', { code: word, detail: word, message: sentence }),
  fact('facts_dropped', { count: smallId })
];

/** One fact of any kind. */
export const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  // Most of a run: as often as all the others together.
  { weight: 2, arbitrary: fc.oneof(...inTasks) },
  { weight: 1, arbitrary: fc.oneof(...inTheLoop) },
  { weight: 1, arbitrary: fc.oneof(...ofThings) },
  { weight: 1, arbitrary: fc.oneof(...ofTheRun) }
);
