/**
 * Why is a task not done? The chain from a task to what it really waits for, at an instant:
 *
 *   worker-3 ──lock db──▶ worker-2 (holds it) ──sleep──▶ a timer, due at 1.20 s
 *   a ──lock left──▶ b ──lock right──▶ a                 a circle
 *
 * Each link is a task and what it does then; the cause is where the chain ends. Everything is read from facts that were known by
 * then: whose turn comes later is not looked up, though a recorded run could tell. Where several tasks could be followed, it is
 * the one that seems to be longest in coming where all of them are needed (gather), and the next one to come where one of them is
 * enough (a permit). Only one step ahead is looked for that: to search every way would cost more than a frame.
 */
import type { History } from './history';
import type { Block } from './loop';
import { blockAt } from './loop';
import { assertNever } from './never';
import type { Span, TaskHistory, Wait } from './records';
import type { Resource } from './resources';
import { lastAtOrBefore } from './search';
import { endedBy, firstToCome, lastToCome } from './patience';
import { deadlocksAt, feedersBefore, membersAt } from './releasers';
import { holdersAt, spanAt } from './state';

/** Longest chain that is followed. */
export const MAX_LINKS = 50;

/** Candidates that are compared. */
const MAX_CANDIDATES = 100;

/** What the next task in the chain is to the one before. */
export type Tie = 'awaited' | 'member' | 'holder' | 'feeder';

/** A task in the chain, and what it does. */
export interface Link {
  readonly task: TaskHistory;
  readonly span: Span;
  /** Null for the task that was asked about. */
  readonly tie: Tie | null;
}

/** Whose step the loop runs: a task's id, or a number below 0 as in LoopSpan; null: none, or not known. */
export interface Occupied {
  readonly runner: number | null;
  /** The step goes on for so long that it blocks the loop. */
  readonly block: Block | null;
}

/** Where the chain ends. */
export type Cause =
  /** The last task has ended; if it is awaited, its awaiter has not been woken yet. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'running' }
  /** It may run; so many tasks have been ready for longer. */
  | ({ readonly kind: 'ready'; readonly ahead: number } & Occupied)
  | { readonly kind: 'merged' }
  /** A timer is not due yet. */
  | { readonly kind: 'timer'; readonly until: number | null }
  /** It is, and the loop has no time to look. */
  | ({ readonly kind: 'overdue'; readonly until: number } & Occupied)
  /** The net, another thread, another process. */
  | { readonly kind: 'outside' }
  /** Somebody has to set, notify, put or get it, and the log cannot know who will; so many tasks wait for it. */
  | {
      readonly kind: 'signal';
      readonly resource: Resource | null;
      readonly waiting: number;
    }
  /** All who ever fed the queue have ended. */
  | { readonly kind: 'starved'; readonly feeders: readonly TaskHistory[] }
  /** Each waits for the next one, and the last for the first. */
  | {
      readonly kind: 'circle';
      readonly tasks: readonly TaskHistory[];
      /** The recorder found it to be a deadlock: none of them can go on. */
      readonly deadlock: boolean;
    }
  /** What is waited for was not seen. */
  | { readonly kind: 'unknown' }
  /** The chain is longer than is followed. */
  | { readonly kind: 'long' };

/** The chain, from the task that was asked about to the cause. */
export interface Why {
  readonly links: readonly Link[];
  readonly cause: Cause;
}

/** Why a task is not done at an instant; null: it does not exist yet. */
export function why(
  task: TaskHistory,
  history: History,
  time: number
): Why | null {
  const links: Link[] = [];
  const seen = new Map<TaskHistory, number>();
  let next: { task: TaskHistory; tie: Tie | null } | null = { task, tie: null };
  while (next) {
    const span = spanAt(next.task, time);
    if (!span) {
      return links.length > 0 ? { links, cause: { kind: 'unknown' } } : null;
    }
    seen.set(next.task, links.length);
    links.push({ ...next, span });
    const step = follow(span, history, time, seen);
    if ('cause' in step) {
      return { links, cause: step.cause };
    }
    const first = seen.get(step.task);
    if (first !== undefined) {
      const tasks = links.slice(first).map(link => link.task);
      return { links, cause: circle(tasks, history, time) };
    }
    next = links.length < MAX_LINKS ? step : null;
  }
  return { links, cause: { kind: 'long' } };
}

type Step =
  { readonly task: TaskHistory; readonly tie: Tie } | { readonly cause: Cause };

/** The next task in the chain, or the cause that ends it. */
function follow(
  span: Span,
  history: History,
  time: number,
  seen: ReadonlyMap<TaskHistory, number>
): Step {
  const { state, wait } = span;
  switch (state) {
    case 'running':
      return { cause: { kind: 'running' } };
    case 'ready': {
      const ahead = readyBefore(span.start, history, time);
      return { cause: { kind: 'ready', ahead, ...occupied(history, time) } };
    }
    case 'merged':
      return { cause: { kind: 'merged' } };
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'destroyed':
      return { cause: { kind: 'ended' } };
    case 'waiting':
      return wait
        ? followWait(wait, history, time, seen)
        : { cause: { kind: 'unknown' } };
    default:
      return assertNever(state);
  }
}

function followWait(
  wait: Wait,
  history: History,
  time: number,
  seen: ReadonlyMap<TaskHistory, number>
): Step {
  const resource = wait.on === null ? null : history.resource(wait.on);
  const pick = (ids: readonly number[], tie: Tie, all: boolean): Step => {
    const tasks = ids.slice(0, MAX_CANDIDATES).flatMap(id => {
      const task = history.task(id);
      return task && !endedBy(task, time) ? [task] : [];
    });
    const task = all
      ? lastToCome(tasks, time, seen)
      : firstToCome(tasks, time, seen);
    return task ? { task, tie } : { cause: { kind: 'unknown' } };
  };
  switch (wait.kind) {
    case 'sleep':
    case 'timer':
      return { cause: timer(wait.until, history, time) };
    case 'task': {
      const task = wait.on === null ? null : history.task(wait.on);
      return task ? { task, tie: 'awaited' } : { cause: { kind: 'unknown' } };
    }
    case 'gather':
      return pick(
        resource ? membersAt(resource, history, time) : [],
        'member',
        true
      );
    case 'lock':
    case 'semaphore':
      return pick(resource ? holdersAt(resource, time) : [], 'holder', false);
    case 'queue.get':
    case 'queue.put':
      return followQueue(wait, resource, history, time, pick);
    case 'condition':
    case 'event':
    case 'barrier':
    case 'future':
      return { cause: signal(wait, resource, history, time) };
    case 'stream':
    case 'socket':
    case 'executor':
    case 'subprocess':
      return { cause: { kind: 'outside' } };
    case 'unknown':
      return { cause: { kind: 'unknown' } };
    default:
      return assertNever(wait.kind);
  }
}

/** Who put into the queue before may do it again, if it is alive; for a put, who got. */
function followQueue(
  wait: Wait,
  resource: Resource | null,
  history: History,
  time: number,
  pick: (ids: readonly number[], tie: Tie, all: boolean) => Step
): Step {
  const side = wait.kind === 'queue.get' ? 'put' : 'got';
  const ids = resource ? feedersBefore(resource, side, time) : [];
  const feeders = ids.flatMap(id => history.task(id) ?? []);
  if (feeders.length === 0) {
    return { cause: signal(wait, resource, history, time) };
  }
  return feeders.every(task => endedBy(task, time))
    ? { cause: { kind: 'starved', feeders } }
    : pick(ids, 'feeder', false);
}

function timer(until: number | null, history: History, time: number): Cause {
  return until !== null && until < time
    ? { kind: 'overdue', until, ...occupied(history, time) }
    : { kind: 'timer', until };
}

function signal(
  wait: Wait,
  resource: Resource | null,
  history: History,
  time: number
): Cause {
  let waiting = 0;
  for (const task of history.tasks) {
    const other = endedBy(task, time) ? null : spanAt(task, time)?.wait;
    waiting += other?.kind === wait.kind && other.on === wait.on ? 1 : 0;
  }
  return { kind: 'signal', resource, waiting };
}

function circle(
  tasks: readonly TaskHistory[],
  history: History,
  time: number
): Cause {
  const deadlock = deadlocksAt(history, time).some(
    found =>
      found.tasks.length === tasks.length &&
      tasks.every(task => found.tasks.includes(task.id))
  );
  return { kind: 'circle', tasks, deadlock };
}

function readyBefore(since: number, history: History, time: number): number {
  return history.tasks.filter(task => {
    const span = endedBy(task, time) ? null : spanAt(task, time);
    return span?.state === 'ready' && span.start < since;
  }).length;
}

function occupied({ loop }: History, time: number): Occupied {
  const { spans } = loop;
  const runner = spans[lastAtOrBefore(spans, time)]?.task ?? null;
  return { runner: runner === 0 ? null : runner, block: blockAt(loop, time) };
}
