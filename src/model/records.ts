/**
 * What the fold makes of tasks, cells and places: the records that layouts read. `tasks.ts` and `history.ts` write
 * them; to everybody else they are readonly. The records of other subjects stand with their folds: `resources.ts`, `loop.ts`,
 * `works.ts`, `findings.ts`.
 */
import type { TaskCreated, WaitKind, Waker } from '../protocol/events';

/** Every state, those of a task that lives first. */
export const STATES = [
  'running',
  'ready',
  'waiting',
  'merged',
  'done',
  'failed',
  'cancelled',
  'destroyed'
] as const;

/**
 * What a task is doing, in the word that is on screen and in its accessible name. merged: it ran in a merged window, whose
 * single steps and waits were not told. destroyed: it was thrown away while it was pending.
 */
export type StateWord = (typeof STATES)[number];

/** What a suspended task waits for. */
export interface Wait {
  readonly kind: WaitKind;
  /** The task, resource or work; null: none, or unknown. */
  readonly on: number | null;
  /** When its timer is due; null: it has none. */
  readonly until: number | null;
  /** Places of the await chain, outermost first. */
  readonly stack: readonly number[];
}

/** A state that a task was in, from `start` until its next span starts. */
export interface Span {
  readonly state: StateWord;
  readonly start: number;
  /** Set while waiting. */
  readonly wait: Wait | null;
  /** Set while ready: who ended the wait; null: it did not wait before. */
  readonly by: Waker | null;
  /** Steps of the task begun by `start`, and for this state itself. What a merged window held shows in the next span. */
  readonly steps: number;
  /** For how long the task had run by `start`. */
  readonly busy: number;
  /** For how long it had been ready, and for how long it had waited. What a merged window held of either is not known. */
  readonly ready: number;
  readonly waiting: number;
}

/** Somebody called the task's cancel(). */
export interface CancelRequest {
  /** When it took effect. */
  readonly start: number;
  readonly by: Waker;
  /** Place of the call; null: unknown. */
  readonly site: number | null;
  /** When the task took it back with uncancel(); null: it did not. */
  readonly withdrawnAt: number | null;
}

/** All that is known of one task. */
export interface TaskHistory {
  readonly id: number;
  /** Its latest name. */
  readonly name: string;
  readonly coroutine: string;
  readonly parent: TaskHistory | null;
  readonly children: readonly TaskHistory[];
  readonly cell: string | null;
  readonly site: number | null;
  readonly role: TaskCreated['role'];
  readonly createdAt: number;
  /** When it ended, or was destroyed; null: neither. */
  readonly endedAt: number | null;
  readonly error: string | null;
  readonly message: string | null;
  /** When it was thrown away with an exception that nobody had asked for; null: it was not. */
  readonly unretrievedAt: number | null;
  readonly spans: readonly Span[];
  /** What it held, sorted by start. */
  readonly holds: readonly Hold[];
  /** Sorted by start. */
  readonly cancels: readonly CancelRequest[];
}

/** A place in source code. */
export interface Place {
  readonly cell: string | null;
  readonly file: string;
  readonly line: number;
  readonly function: string;
}

/** One execution of a notebook cell. */
export interface Cell {
  readonly count: number;
  readonly task: number;
  readonly endedAt: number | null;
}

/** One task holds a resource (one permit of it) from start to end. */
export interface Hold {
  readonly task: number;
  readonly resource: number;
  readonly start: number;
  /** null: it still does. */
  readonly end: number | null;
  /** Holds of the resource that were open at `start`, this one included. */
  readonly open: number;
  /** Holds of the task that were open at `start`, this one included. */
  readonly held: number;
}
