/**
 * The parts of a critical path, and how a wait that no task ended becomes some.
 *
 *   sleep            waited ·····························┤late├   the timer was due; the loop was busy
 *   work in a thread      queued ┤worked ················┤late├   the work was over; the loop did not know yet
 */
import type { Waker } from '../protocol/events';
import type { Span, Wait } from './records';
import type { Work } from './works';

/**
 * What went on in a part. ran: a step. ready: it could run, and something else did. waited: nobody known could have ended the wait
 * earlier. late: what it waited for had happened, and the loop got to it later. queued, worked: work that was given away. merged: steps
 * that were not told one by one.
 */
export type Doing =
  'ran' | 'ready' | 'waited' | 'late' | 'queued' | 'worked' | 'merged';

/** How the path came from another task. */
export interface Handover {
  /** woke, cancelled: it ended the wait. created: it made the task. gave: it gave the work away. */
  readonly how: 'woke' | 'cancelled' | 'created' | 'gave';
  /** The other task. */
  readonly from: number;
  /** The wait that was ended; null: none. */
  readonly waited: Span | null;
}

export interface PathPart {
  readonly task: number;
  readonly doing: Doing;
  readonly start: number;
  readonly end: number;
  /** What it waited for; null: it did not. */
  readonly wait: Wait | null;
  /** The work that was queued or ran; null: none. */
  readonly work: Work | null;
  /** Set if the part before is another task's. */
  readonly after: Handover | null;
}

/** A wait that ended by itself at `end`, latest part first. Only a timer can have been due before. */
export function ownWait(
  task: number,
  { start, wait }: Span,
  by: Waker | null,
  end: number
): PathPart[] {
  const due = by?.kind === 'timer' ? (wait?.until ?? end) : end;
  const until = Math.min(Math.max(start, due), end);
  return lasting([
    part(task, 'late', until, end, wait, null),
    part(task, 'waited', start, until, wait, null)
  ]);
}

/** A wait for work that ended at `end`, latest part first. It began when the work was given away, which may be before the wait. */
export function workWait(
  task: number,
  { wait, start }: Span,
  work: Work,
  end: number
): PathPart[] {
  const queued = Math.min(work.queuedAt, end);
  const over = Math.min(Math.max(queued, work.endedAt ?? end), end);
  const began = Math.min(Math.max(queued, work.startedAt ?? queued), over);
  const parts = lasting([
    part(task, 'late', over, end, wait, work),
    part(task, 'worked', began, over, wait, work),
    part(task, 'queued', queued, began, wait, work)
  ]);
  // Facts that make no sense (given away after the wait was over): the wait itself is all that is known.
  return parts.length > 0
    ? parts
    : [part(task, 'waited', start, end, wait, null)];
}

function part(
  task: number,
  doing: Doing,
  start: number,
  end: number,
  wait: Wait | null,
  work: Work | null
): PathPart {
  return { task, doing, start, end, wait, work, after: null };
}

function lasting(parts: readonly PathPart[]): PathPart[] {
  return parts.filter(({ start, end }) => end > start);
}
