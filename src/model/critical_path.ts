/**
 * The critical path: the chain of steps and waits that set how long a run took. Walked back from its end:
 *
 *   cell   RR wwwwwwwwwwwwwwwwwwww r R D     the cell ended last; it was woken by b
 *   a         r R wwww r R D
 *   b         . r R wwwwwwwwwwww r R D      b slept, was ready, and was created by the cell
 *   path   RR──▶r R wwwwwwwwwwww r R──▶r R
 *
 * A wait that a task ended (by a release, a put, its own end, a cancel) goes on in that task: what it did is why
 * the wait lasted. A wait that a timer, a file descriptor or nobody known ended is a part itself, as is work in a thread or process. A
 * task's first wait for the loop goes on in the task that created it. Each part ends where the next one starts, so that the parts add up to
 * the whole. All of it is read off the facts: spans, wakers and parents.
 *
 * Tried and dropped: the longest path through a graph of all waits. It needs the whole graph, and finds the same chain: what ended last was
 * ended by the latest of what it waited for.
 */
import type { Handover, PathPart } from './path_parts';
import { ownWait, workWait } from './path_parts';
import type { History } from './history';
import type { Span, TaskHistory } from './records';
import { membersAt } from './releasers';
import { lastAtOrBefore } from './search';
import { holdersAt, spanAt } from './state';

/** Parts that are followed back at most: a run of a million facts may have a chain of as many. */
const MAX_PARTS = 20_000;

/** The chain, in the order of time. */
export interface CriticalPath {
  readonly parts: readonly PathPart[];
  readonly start: number;
  readonly end: number;
  /** Its last task has not ended: this is why it takes so long so far. */
  readonly open: boolean;
  /** false: it goes further back than it was followed, or into what was not recorded. */
  readonly complete: boolean;
}

/** The critical path of all that is known by now; null: there is none, for want of tasks. */
export function criticalPath(
  history: History,
  most: number = MAX_PARTS
): CriticalPath | null {
  const goal = goalOf(history);
  if (!goal) {
    return null;
  }
  const { last, end } = goal;
  const open = last.endedAt === null;
  const walk = new Walk(history, open ? waitedFor(last, history) : last, end);
  let goesOn = true;
  while (goesOn && walk.parts.length < most) {
    goesOn = walk.back();
  }
  const parts = walk.parts.reverse();
  const start = parts[0]?.start ?? end;
  return { parts, start, end, open, complete: !goesOn };
}

/**
 * Where the chain ends: in a cell or program that is still alive; else in what ended last; else in what was made last. A task that was
 * cancelled when all was over made nobody wait.
 */
function goalOf(
  history: History
): { readonly last: TaskHistory; readonly end: number } | null {
  let last: TaskHistory | null = null;
  for (const task of history.tasks) {
    const isRoot = task.role === 'cell' || task.role === 'main';
    if (isRoot && task.endedAt === null) {
      return { last: task, end: history.now };
    }
    // At one instant the creator counts, which is told first: it is what the reader has asked for.
    const counts = isRoot || task.spans.at(-1)?.state !== 'cancelled';
    if (counts && (task.endedAt ?? -1) > (last?.endedAt ?? -1)) {
      last = task;
    }
  }
  last ??= history.tasks.at(-1) ?? null;
  return last && { last, end: last.endedAt ?? history.now };
}

/** Where to look for the reason why a task waits now: along what it waits for, until that waits for nobody, or in a circle. */
function waitedFor(task: TaskHistory, history: History): TaskHistory {
  const seen = new Set([task]);
  for (let at = task; ;) {
    const next = history.task(releaser(at, history) ?? -1);
    if (!next || next.endedAt !== null || seen.has(next)) {
      return at;
    }
    seen.add(next);
    at = next;
  }
}

/** Who has or is what a task waits for now; null: it does not wait for anybody known. */
function releaser(task: TaskHistory, history: History): number | null {
  const time = history.now;
  const on = spanAt(task, time)?.wait?.on ?? null;
  const resource = on === null ? null : history.resource(on);
  if (!resource) {
    return on;
  }
  return (
    membersAt(resource, history, time)[0] ??
    holdersAt(resource, time)[0] ??
    null
  );
}

/** A walk back in time, from task to task. Each step back either takes time off or goes to an older task, so that it ends. */
class Walk {
  /** Latest first. */
  readonly parts: PathPart[] = [];

  constructor(
    private readonly history: History,
    private _task: TaskHistory,
    private _time: number
  ) {}

  /** Adds what was before; false: there is nothing. */
  back(): boolean {
    const index = indexBefore(this._task.spans, this._time);
    const span = this._task.spans[index];
    if (!span) {
      return this.toParent();
    }
    const { start, state, wait } = span;
    switch (state) {
      case 'running':
        this.add('ran', start);
        return true;
      case 'waiting':
        this.add('waited', start, wait);
        return true;
      case 'merged':
        this.add('merged', start);
        return true;
      case 'ready':
        this.add('ready', start);
        this.beforeReady(index, span);
        return true;
      default:
        // It had ended, and the loop told those who waited for it a little later.
        this.add('late', start);
        return true;
    }
  }

  /** What had to happen before a task could run again. */
  private beforeReady(index: number, { by }: Span): void {
    const before = this._task.spans[index - 1];
    if (before?.state !== 'waiting') {
      return;
    }
    const waker = this.history.task(by?.task ?? -1);
    if (waker && waker !== this._task) {
      const how = by?.kind === 'cancel' ? 'cancelled' : 'woke';
      this.handOver({ how, from: waker.id, waited: before });
      this._task = waker;
      return;
    }
    const work = this.history.work(before.wait?.on ?? -1);
    const given = this.history.task(work?.task ?? this._task.id);
    const parts =
      work && given
        ? workWait(this._task.id, before, work, this._time)
        : ownWait(this._task.id, before, by, this._time);
    this.parts.push(...parts);
    this._time = parts.at(-1)?.start ?? before.start;
    if (work && given && given !== this._task) {
      this.handOver({ how: 'gave', from: given.id, waited: null });
      this._task = given;
    }
  }

  /** Goes on in the task that created this one. */
  private toParent(): boolean {
    const { parent } = this._task;
    if (!parent) {
      return false;
    }
    this.handOver({ how: 'created', from: parent.id, waited: null });
    this._task = parent;
    return true;
  }

  private add(
    doing: PathPart['doing'],
    start: number,
    wait: PathPart['wait'] = null
  ): void {
    const { id: task } = this._task;
    const end = this._time;
    this.parts.push({ task, doing, start, end, wait, work: null, after: null });
    this._time = start;
  }

  /** Says of the part found last how the path came to its task. */
  private handOver(after: Handover): void {
    const part = this.parts.at(-1);
    if (part?.after === null) {
      this.parts[this.parts.length - 1] = { ...part, after };
    }
  }
}

/** The last span that began before an instant; -1: none. */
function indexBefore(spans: readonly Span[], time: number): number {
  const index = lastAtOrBefore(spans, time);
  return spans[index]?.start === time ? index - 1 : index;
}
