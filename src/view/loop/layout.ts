/**
 * The loop's anatomy at an instant: which task stands where. Names only; `words.ts` says it.
 *
 *   runs now  ◀──  ready queue  ◀──  timers            a step that ends puts its task back to one of these
 *                   this round │      sleepers by due
 *                   the next   │     selector, threads
 *                                    what tasks owe each other: the loop knows nothing of it
 *
 * A task stands in one place, but for one that waits for something with a deadline: that is among the timers as well. Each
 * list holds its first few; ten thousand sleepers are looked at once and not sorted.
 */
import type { History } from '../../model/history';
import type { Block } from '../../model/loop';
import { blockAt } from '../../model/loop';
import type { RoundAt } from '../../model/rounds';
import { loopSpanAt, roundAt } from '../../model/rounds';
import { lastAtOrBefore } from '../../model/search';
import type { State, TaskState } from '../../model/state';
import { First } from './first';

/** Rows of one list that are built; the others are counted. */
export const MOST = 20;

/** The first rows of a list, and how many more there are. */
export interface List<Row> {
  readonly rows: readonly Row[];
  readonly more: number;
}

/** A timer that a task waits for. */
export interface Timer {
  readonly each: TaskState;
  readonly due: number;
  /** sleep: the task does nothing else. deadline: of the wait itself. timeout: of a block that the task is in. */
  readonly type: 'sleep' | 'deadline' | 'timeout';
  /** It was due when the round began: no timer any more, but a callback that waits for its turn, or runs. */
  readonly queued: boolean;
}

/** What the loop does: a task's step, a callback, a poll; unknown: not told (yet). */
export type Doing =
  | { readonly kind: 'step'; readonly each: TaskState }
  | { readonly kind: 'callback'; readonly id: number }
  | { readonly kind: 'poll'; readonly until: number | null }
  | { readonly kind: 'merged' | 'unknown' };

export interface Anatomy {
  readonly round: RoundAt | null;
  readonly doing: Doing;
  /** The step goes on for too long. */
  readonly block: Block | null;
  /** Ready tasks that get their turn in this round, in order. */
  readonly ready: List<TaskState>;
  /** Ready tasks that were too late for this round. */
  readonly later: List<TaskState>;
  readonly timers: List<Timer>;
  /** Tasks that wait for what the selector reports: sockets, subprocesses, other threads. */
  readonly outside: List<TaskState>;
  /** Tasks that wait for what another task has to do. */
  readonly others: List<TaskState>;
}

/** The loop at the instant of a state. */
export function anatomyOf(history: History, state: State): Anatomy {
  const { loop } = history;
  const { time } = state;
  const round = roundAt(loop, time);
  const ready = new First<TaskState>(MOST, inQueue);
  const later = new First<TaskState>(MOST, inQueue);
  const timers = new First<Timer>(MOST, (one, other) => one.due - other.due);
  const outside = new First<TaskState>(MOST, bySince);
  const others = new First<TaskState>(MOST, bySince);
  const isQueued = (due: number): boolean =>
    round !== null && !round.polling && due <= (round.round?.start ?? 0);
  const setTimer = (timer: Omit<Timer, 'queued'>): void =>
    timers.take({ ...timer, queued: isQueued(timer.due) });
  let running: TaskState | null = null;
  for (const each of state.tasks) {
    if (each.state === 'running') {
      running = each;
    } else if (each.state === 'ready') {
      (isLate(each, round) ? later : ready).take(each);
    } else if (each.wait) {
      const { kind, until } = each.wait;
      const sleeps = kind === 'sleep' || kind === 'timer';
      if (until !== null) {
        setTimer({ each, due: until, type: sleeps ? 'sleep' : 'deadline' });
      }
      if (isFromOutside(kind)) {
        outside.take(each);
      } else if (!sleeps || until === null) {
        others.take(each);
      }
    }
  }
  for (const timer of timeoutsAt(history, state)) {
    setTimer(timer);
  }
  const [next] = timers.list.rows;
  return {
    round,
    doing: doingAt(history, time, running, round, next?.due ?? null),
    block: blockAt(loop, time),
    ready: ready.list,
    later: later.list,
    timers: timers.list,
    outside: outside.list,
    others: others.list
  };
}

/** What becomes ready once a round has begun gets its turn in the next one: sleep(0) steps aside for everybody. */
function isLate({ since }: TaskState, round: RoundAt | null): boolean {
  return round !== null && !round.polling && since > (round.round?.start ?? 0);
}

/** In the order in which they became ready; at one instant, in that in which they ran then. */
function inQueue(one: TaskState, other: TaskState): number {
  return one.since - other.since || turnOf(one) - turnOf(other);
}

function turnOf({ task, since }: TaskState): number {
  const next = task.spans[lastAtOrBefore(task.spans, since) + 1];
  return next?.start ?? Number.MAX_SAFE_INTEGER;
}

function bySince(one: TaskState, other: TaskState): number {
  return one.since - other.since;
}

function isFromOutside(kind: NonNullable<TaskState['wait']>['kind']): boolean {
  switch (kind) {
    case 'stream':
    case 'socket':
    case 'subprocess':
    case 'executor':
      return true;
    default:
      return false;
  }
}

/** Timeouts that run, but for those that are the very deadline of what their task waits for. */
function* timeoutsAt(
  history: History,
  { time, tasks }: State
): Iterable<Omit<Timer, 'queued'>> {
  let byId: Map<number, TaskState> | null = null;
  for (const { type, timeouts } of history.resources) {
    const set = timeouts[lastAtOrBefore(timeouts, time)];
    if (type === 'timeout' && set && set.until !== null) {
      byId ??= new Map(tasks.map(each => [each.task.id, each]));
      const each = byId.get(set.task);
      const ended = each?.task.endedAt ?? null;
      if (
        each &&
        (ended === null || ended > time) &&
        each.wait?.until !== set.until
      ) {
        yield { each, due: set.until, type: 'timeout' };
      }
    }
  }
}

function doingAt(
  history: History,
  time: number,
  running: TaskState | null,
  round: RoundAt | null,
  due: number | null
): Doing {
  if (running) {
    return { kind: 'step', each: running };
  }
  const { loop } = history;
  const window = loop.windows[lastAtOrBefore(loop.windows, time)];
  if (window && time < window.end) {
    return { kind: 'merged' };
  }
  const span = loopSpanAt(loop, time);
  if (round?.polling) {
    // A timer that no task waits for may be earlier; it was told of when the round before began.
    const before = loop.rounds[round.number - 2]?.due ?? null;
    const dues = [due, before].filter(each => each !== null && each >= time);
    const first = Math.min(...dues.flatMap(each => each ?? []));
    return { kind: 'poll', until: Number.isFinite(first) ? first : null };
  }
  return span && span.task !== null && span.task < 0
    ? { kind: 'callback', id: span.task }
    : { kind: 'unknown' };
}
