/**
 * A run as a trace that https://ui.perfetto.dev and chrome://tracing open: Chrome's trace event JSON, times in microseconds.
 *
 * The kernel half writes the same (aioscope/perfetto.py) for scripts. It is told twice because a run that was saved, or
 * whose kernel has gone, has no Python to ask; a test reads both with the rules of the format and compares what they say.
 */
import type { History } from './history';
import { labelOf } from './label';
import type { Span, TaskHistory } from './records';
import { spanAt } from './state';
import type { Work } from './works';

const TASKS = 1;
const WORKERS = 2;
const QUEUES = 3;
const LOOP = 1;
const BLOCKED = 2;
/** A task's lane is this and its id. */
const FIRST = 10;

/** One event; `ph` says of which kind. */
export type TraceEvent = Readonly<Record<string, unknown>>;

/** The trace of a run. */
export interface Trace {
  readonly displayTimeUnit: 'ms';
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly TraceEvent[];
}

/** Makes the trace of a run as far as it is known. */
export function perfettoTrace(history: History, run: string): Trace {
  const name = history.name ?? run.slice(0, 8);
  return {
    displayTimeUnit: 'ms',
    otherData: { run: name },
    traceEvents: [
      named('process', TASKS, 0, `tasks of ${name}`),
      ...loopEvents(history),
      ...history.tasks.flatMap((task, index) => [
        ...lane(
          TASKS,
          FIRST + task.id,
          `${labelOf(task)} (${task.id})`,
          2 + index
        ),
        ...taskEvents(task, history)
      ]),
      ...arrows(history),
      ...findingEvents(history),
      ...workEvents(history),
      ...queueEvents(history)
    ]
  };
}

function loopEvents(history: History): TraceEvent[] {
  const { spans, blocks, windows } = history.loop;
  const events = [...lane(TASKS, LOOP, 'event loop', 0)];
  for (const [index, { start, task }] of spans.entries()) {
    const end = spans[index + 1]?.start ?? history.now;
    if (task === 0) {
      events.push(slice(TASKS, LOOP, 'poll', 'loop', start, end));
    } else if (task !== null && task < -1) {
      const callback = history.loop.callback(task)?.function ?? 'callback';
      events.push(slice(TASKS, LOOP, callback, 'callback', start, end));
    }
  }
  if (blocks.length > 0) {
    events.push(...lane(TASKS, BLOCKED, 'blocked', 1));
  }
  for (const { start, end, stack } of blocks) {
    const told = { stack: stack.map(place => placeWords(place, history)) };
    events.push(
      slice(TASKS, BLOCKED, 'blocked', 'loop', start, end ?? history.now, told)
    );
  }
  for (const { start, end, steps } of windows) {
    events.push(
      instant(LOOP, start, 'merged window', { steps, ends_us: end / 1e3 })
    );
  }
  return events;
}

function taskEvents(task: TaskHistory, history: History): TraceEvent[] {
  const own = FIRST + task.id;
  const end = task.endedAt ?? history.now;
  const told = {
    name: task.name,
    coroutine: task.coroutine,
    outcome: task.endedAt === null ? 'pending' : task.spans.at(-1)?.state,
    ...(task.parent && { 'created by': labelOf(task.parent) }),
    ...(task.site !== null && { at: placeWords(task.site, history) }),
    ...(task.error !== null && { error: task.error })
  };
  const events = [
    slice(TASKS, own, labelOf(task), 'task', task.createdAt, end, told)
  ];
  for (const [index, span] of task.spans.entries()) {
    const until = task.spans[index + 1]?.start ?? end;
    if (until > span.start) {
      events.push(spanEvent(span, own, until, history));
    }
  }
  for (const { start, by } of task.cancels) {
    const asker = history.task(by.task ?? 0);
    const who = asker ? labelOf(asker) : by.kind;
    events.push(instant(own, start, 'cancel requested', { by: who }));
  }
  return events;
}

function spanEvent(
  { state, start, wait }: Span,
  own: number,
  end: number,
  history: History
): TraceEvent {
  if (!wait) {
    return slice(TASKS, own, state, state, start, end);
  }
  const { kind, on, stack } = wait;
  const task = history.task(on ?? 0);
  const thing = history.resource(on ?? 0);
  return slice(TASKS, own, kind, 'waiting', start, end, {
    at: stack.map(place => placeWords(place, history)),
    ...(task && { on: labelOf(task) }),
    ...(thing && { on: thing.name ?? kind })
  });
}

/** From the step that ended a wait to the step after it, where both are known. */
function arrows(history: History): TraceEvent[] {
  const events: TraceEvent[] = [];
  let id = 0;
  for (const task of history.tasks) {
    for (const [index, span] of task.spans.entries()) {
      const waker = history.task(span.by?.task ?? 0);
      const step = task.spans[index + 1];
      if (
        !waker ||
        step?.state !== 'running' ||
        spanAt(waker, span.start)?.state !== 'running'
      ) {
        continue;
      }
      const shared = { cat: 'wake', name: 'wake', id: ++id, pid: TASKS };
      events.push(
        { ...shared, ph: 's', tid: FIRST + waker.id, ts: span.start / 1e3 },
        {
          ...shared,
          ph: 'f',
          bp: 'e',
          tid: FIRST + task.id,
          ts: step.start / 1e3
        }
      );
    }
  }
  return events;
}

function findingEvents(history: History): TraceEvent[] {
  return history.findings.all.map(({ code, task, start, message, evidence }) =>
    instant(
      task !== null && history.task(task) ? FIRST + task : LOOP,
      start,
      `finding: ${code}`,
      { message: message.en, why: evidence.en }
    )
  );
}

function workEvents({ works, now }: History): TraceEvent[] {
  const lanes = new Map<string, number>();
  const events: TraceEvent[] = [];
  for (const work of works) {
    if (work.startedAt === null) {
      continue;
    }
    const key = workLane(work);
    let number = lanes.get(key);
    if (number === undefined) {
      number = lanes.size + 1;
      lanes.set(key, number);
      events.push(...lane(WORKERS, number, key, number));
    }
    const { startedAt, endedAt, outcome, queuedAt } = work;
    const queued = (startedAt - queuedAt) / 1e3;
    events.push(
      slice(WORKERS, number, work.function, 'work', startedAt, endedAt ?? now, {
        outcome,
        queued_us: queued
      })
    );
  }
  return lanes.size > 0
    ? [named('process', WORKERS, 0, 'workers'), ...events]
    : [];
}

/** Of a pool of processes it is not known which one runs a work: then each gets a lane, for they may overlap. */
function workLane({ type, worker, function: name, id }: Work): string {
  return worker ? `${type} ${worker}` : `${type}: ${name} (${id})`;
}

function queueEvents(history: History): TraceEvent[] {
  const events = [...history.resources].flatMap(({ id, name, sizes }) =>
    sizes.map(({ start, size }) => ({
      ph: 'C',
      pid: QUEUES,
      tid: 0,
      ts: start / 1e3,
      name: `${name ?? 'queue'} (${id})`,
      args: { items: size }
    }))
  );
  return events.length > 0
    ? [named('process', QUEUES, 0, 'queues'), ...events]
    : [];
}

function placeWords(id: number, history: History): string {
  const place = history.place(id);
  return place ? `${place.file}:${place.line} ${place.function}` : '';
}

function named(
  what: 'process' | 'thread',
  pid: number,
  tid: number,
  name: string
): TraceEvent {
  return { ph: 'M', name: `${what}_name`, pid, tid, args: { name } };
}

function lane(
  pid: number,
  tid: number,
  name: string,
  position: number
): TraceEvent[] {
  const args = { sort_index: position };
  return [
    named('thread', pid, tid, name),
    { ph: 'M', name: 'thread_sort_index', pid, tid, args }
  ];
}

function slice(
  pid: number,
  tid: number,
  name: string,
  cat: string,
  start: number,
  end: number,
  args: Readonly<Record<string, unknown>> = {}
): TraceEvent {
  const dur = Math.max(0, end - start) / 1e3;
  return { ph: 'X', pid, tid, ts: start / 1e3, dur, name, cat, args };
}

function instant(
  tid: number,
  t: number,
  name: string,
  args: Readonly<Record<string, unknown>>
): TraceEvent {
  return {
    ph: 'i',
    s: 't',
    pid: TASKS,
    tid,
    ts: t / 1e3,
    name,
    cat: 'note',
    args
  };
}
