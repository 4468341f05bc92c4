/**
 * The fold of work that was given away, to threads, processes and subprocesses: queued, running, over.
 *
 * Another thread tells when work starts, perhaps a little late, so these times are its own, not those of the facts around it.
 */
import type { WorkEnded, WorkStarted, WorkSubmitted } from '../protocol/events';
import type { Writable } from './writable';

/** One piece of work. */
export interface Work {
  readonly id: number;
  readonly type: WorkSubmitted['type'];
  /** The function, or the program. */
  readonly function: string;
  /** The task that gave it away; null: none. */
  readonly task: number | null;
  readonly queuedAt: number;
  /** null: it has not started, or nobody told. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The lane it runs in, from 1; 0: not told; null: it has not started. */
  readonly worker: number | null;
  readonly outcome: WorkEnded['outcome'] | null;
}

/** How a piece of work stands. */
export type WorkWord = 'queued' | 'running' | 'over';

export class Works {
  /** In the order in which they were given away. */
  readonly all: Work[] = [];

  get(id: number): Work | null {
    return this._byId.get(id) ?? null;
  }

  submit(fact: WorkSubmitted): void {
    if (this._byId.has(fact.work)) {
      return;
    }
    const work = {
      id: fact.work,
      type: fact.type,
      function: fact.function,
      task: fact.task,
      queuedAt: fact.t,
      startedAt: null,
      endedAt: null,
      worker: null,
      outcome: null
    };
    this._byId.set(work.id, work);
    this.all.push(work);
  }

  start({ work: id, worker, t }: WorkStarted): void {
    const work = this._byId.get(id);
    if (work && work.startedAt === null) {
      // Told after its end, it cannot have begun later.
      const latest = work.endedAt ?? Infinity;
      work.startedAt = Math.min(Math.max(work.queuedAt, t), latest);
      work.worker = worker;
    }
  }

  end({ work: id, outcome, t }: WorkEnded): void {
    const work = this._byId.get(id);
    if (work && work.endedAt === null) {
      work.endedAt = Math.max(work.startedAt ?? work.queuedAt, t);
      work.outcome = outcome;
    }
  }

  private readonly _byId = new Map<number, Writable<Work>>();
}

/** How it stood at an instant; null: it had not been given away. */
export function workAt(work: Work, time: number): WorkWord | null {
  if (time < work.queuedAt) {
    return null;
  }
  if (work.endedAt !== null && time >= work.endedAt) {
    return 'over';
  }
  return work.startedAt !== null && time >= work.startedAt
    ? 'running'
    : 'queued';
}
