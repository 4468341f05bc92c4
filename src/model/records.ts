/**
 * What the fold makes of a run: the records that layouts read. `history.ts` writes them; to everybody else they
 * are readonly.
 */
import type {
  CellEnded,
  ResourceSeen,
  TaskCreated,
  WaitKind,
  Waker
} from '../protocol/events';

/** What a task is doing, in the word that is on screen and in its accessible name. */
export type StateWord =
  'running' | 'ready' | 'waiting' | 'done' | 'failed' | 'cancelled';

/** What a suspended task waits for. */
export interface Wait {
  readonly kind: WaitKind;
  /** The task or resource; null: none, or unknown. */
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
  /** Steps of the task begun by now. */
  readonly steps: number;
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
  /** null: it has not ended. */
  readonly endedAt: number | null;
  readonly error: string | null;
  readonly message: string | null;
  readonly spans: readonly Span[];
  /** What it held, sorted by start. */
  readonly holds: readonly Hold[];
}

/** A place in source code. */
export interface Place {
  readonly id: number;
  readonly cell: string | null;
  readonly file: string;
  readonly line: number;
  readonly function: string;
}

/** One execution of a notebook cell. */
export interface Cell {
  readonly cell: string;
  readonly count: number;
  readonly task: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: CellEnded['outcome'] | null;
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

/** A lock, queue, future and so on. */
export interface Resource {
  readonly id: number;
  readonly type: ResourceSeen['type'];
  readonly name: string | null;
  readonly capacity: number | null;
  /** Sorted by start. */
  readonly holds: readonly Hold[];
}

/** What the loop did from `start` on: a task's id, 0 idle, -1 a callback of its own. */
export interface LoopSpan {
  readonly start: number;
  readonly task: number;
  /** Steps of watched tasks begun by now. */
  readonly steps: number;
}
