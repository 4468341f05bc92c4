/**
 * The fold of tasks: births, steps, waits, cancels and ends in, the spans of each task out.
 *
 *   task 2   ready ──┐running┌─ waiting (sleep) ──┐ready┌─running─┐done        spans: append-only, sorted by start,
 *            0       1       2                    9     10        12           each lasts until the next one starts
 *
 * Facts at one instant may come in any order (the step of the next task before or after the wait of the previous
 * one): a span of no length gives way to what follows it, so the order leaves no trace.
 *
 * A merged window is told at its end, and says of its tasks only how often and for how long they ran. What had been said of them
 * from its beginning on gives way to one span, merged: a wait that began before was over, nobody knows when.
 */
import type {
  CancelRequested,
  TaskCreated,
  TaskEnded,
  WaitStarted,
  Waker
} from '../protocol/events';
import { assertNever } from './never';
import type {
  CancelRequest,
  Hold,
  Span,
  StateWord,
  TaskHistory,
  Wait
} from './records';
import { place } from './search';
import { sharesBy, totalsBefore } from './shares';
import type { Writable } from './writable';

/** A task as the folds write it. */
export type OwnTask = Writable<
  Omit<TaskHistory, 'spans' | 'children' | 'holds' | 'cancels'>
> & {
  readonly spans: Span[];
  readonly children: TaskHistory[];
  readonly holds: Writable<Hold>[];
  readonly cancels: Writable<CancelRequest>[];
  /** Steps begun. */
  steps: number;
  /** Holds that are open. */
  held: number;
};

/** What a task did in a merged window. */
export interface Total {
  readonly task: number;
  readonly steps: number;
  readonly busy: number;
}

export class Tasks {
  /** In creation order. */
  readonly all: OwnTask[] = [];

  /** Instants at which something happened to a task, sorted, each once. */
  readonly moments: number[] = [];

  /** A task was made, or the cell has waited. */
  get hasStory(): boolean {
    return this._hasStory;
  }

  get(id: number): OwnTask | null {
    return this._byId.get(id) ?? null;
  }

  create(fact: TaskCreated, t: number): void {
    if (this._byId.has(fact.task)) {
      return;
    }
    // A parent is older than its child, so a chain of parents never closes to a circle.
    const parent =
      fact.parent === null ? undefined : this._byId.get(fact.parent);
    const task: OwnTask = {
      id: fact.task,
      name: fact.name,
      coroutine: fact.coroutine,
      parent: parent ?? null,
      children: [],
      cell: fact.cell,
      site: fact.site,
      role: fact.role,
      createdAt: t,
      endedAt: null,
      error: null,
      message: null,
      unretrievedAt: null,
      spans: [],
      holds: [],
      cancels: [],
      steps: 0,
      held: 0
    };
    parent?.children.push(task);
    this._byId.set(task.id, task);
    this.all.push(task);
    this._hasStory ||= task.role === 'task';
    this.enter(task, t, 'ready', null, null);
  }

  rename(id: number, name: string): void {
    const task = this._byId.get(id);
    if (task) {
      task.name = name;
    }
  }

  /** A step of the task begins; false: no such task is alive, so it is not counted. */
  beginStep(id: number, t: number): boolean {
    const task = this.alive(id);
    if (!task) {
      return false;
    }
    task.steps++;
    this._running = task;
    this.enter(task, t, 'running', null, null);
    return true;
  }

  /** The step that ran, if any, ended then: without a wait its task is ready again. */
  endStep(at: number): void {
    const task = this._running;
    const span = task?.spans.at(-1);
    if (task && span?.state === 'running') {
      this.enter(task, Math.max(at, span.start), 'ready', null, null);
    }
    this._running = null;
  }

  /** The first step of an eager task is over, within its creator's, and it is ready again. */
  yieldEagerly(id: number, t: number): void {
    const task = this.alive(id);
    if (task && this.ranEagerly(task)) {
      this.enter(task, t, 'ready', null, null);
    }
  }

  wait(fact: WaitStarted, t: number): void {
    const task = this.alive(fact.task);
    if (task) {
      this.ranEagerly(task);
      const { wait: kind, on, until, stack } = fact;
      this._hasStory ||= task.role === 'cell' || task.role === 'main';
      this.enter(task, t, 'waiting', { kind, on, until, stack }, null);
    }
  }

  wake(id: number, by: Waker, t: number): void {
    const task = this.alive(id);
    // A task can be woken again, or cancelled, before it has run: only the end of its wait counts.
    if (task?.spans.at(-1)?.state === 'waiting') {
      this.enter(task, t, 'ready', null, by);
    }
  }

  /** Steps from `since` to `t` were not told one by one. */
  merge(totals: readonly Total[], since: number, t: number): void {
    for (const total of totals) {
      const task = this._byId.get(total.task);
      if (task && (task.endedAt === null || task.endedAt > since)) {
        this.mergeSpans(task, Math.max(since, task.createdAt), t, total);
      }
    }
    this.endStep(since);
  }

  cancel(fact: CancelRequested, t: number): void {
    const { by, site } = fact;
    this.alive(fact.task)?.cancels.push({
      start: t,
      by,
      site,
      withdrawnAt: null
    });
  }

  /** The youngest requests are taken back, until `requests` are left. */
  withdraw(id: number, requests: number, t: number): void {
    const open = (this.alive(id)?.cancels ?? []).filter(
      request => request.withdrawnAt === null
    );
    for (const request of open.slice(requests)) {
      request.withdrawnAt = t;
    }
  }

  end({ task: id, outcome, error, message }: TaskEnded, t: number): void {
    const task = this.alive(id);
    if (task) {
      if (this.ranEagerly(task)) {
        this._unstepped.add(task);
      }
      task.endedAt = t;
      task.error = error;
      task.message = message;
      this.enter(task, t, endWord(outcome), null, null);
    }
  }

  destroy(id: number, t: number): void {
    const task = this.alive(id);
    if (task) {
      task.endedAt = t;
      this.enter(task, t, 'destroyed', null, null);
    }
  }

  unretrieved(id: number, t: number): void {
    const task = this._byId.get(id);
    if (task) {
      task.unretrievedAt ??= t;
    }
  }

  /**
   * A task that was made in this run waits, or has ended, without a step: it is an eager one, whose first step ran within its
   * creator's, or it ran in a merged window that is told later. True: it counts as an eager one from now on.
   */
  private ranEagerly(task: OwnTask): boolean {
    const born = task.spans[0];
    if (
      task.role !== 'task' ||
      task.steps > 0 ||
      task.spans.length !== 1 ||
      born?.state !== 'ready'
    ) {
      return false;
    }
    task.steps = 1;
    task.spans[0] = { ...born, state: 'running', steps: 1 };
    return true;
  }

  private alive(id: number): OwnTask | null {
    const task = this._byId.get(id);
    return task && task.endedAt === null ? task : null;
  }

  private enter(
    task: OwnTask,
    t: number,
    state: StateWord,
    wait: Wait | null,
    by: Waker | null
  ): void {
    const { spans, steps } = task;
    const last = spans.at(-1);
    const shares = sharesBy(last, t);
    if (last?.start === t) {
      spans.pop();
    }
    // A step of no length between two spells of being ready: one spell.
    if (state !== 'ready' || spans.at(-1)?.state !== 'ready') {
      spans.push({ state, start: t, wait, by, steps, ...shares });
    }
    place(this.moments, t);
  }

  private mergeSpans(
    task: OwnTask,
    from: number,
    t: number,
    total: Total
  ): void {
    const { spans } = task;
    const born = spans[0];
    if (this._unstepped.delete(task) && born?.state === 'running') {
      spans[0] = { ...born, state: 'ready', steps: 0 };
    }
    const end = task.endedAt === null ? undefined : spans.pop();
    let told = end;
    while ((spans.at(-1)?.start ?? -1) >= from) {
      told = spans.pop();
    }
    const { steps, ...shares } = totalsBefore(from, spans.at(-1), told);
    const bare = { wait: null, by: null };
    if ((end?.start ?? t) > from) {
      spans.push({ state: 'merged', start: from, steps, ...shares, ...bare });
    }
    task.steps = steps + total.steps;
    // Until a fact says what it does now, it is on the loop's list.
    spans.push({
      ...(end ?? { state: 'ready', start: t, ...bare }),
      ...shares,
      steps: task.steps,
      busy: shares.busy + total.busy
    });
    place(this.moments, from);
    place(this.moments, t);
  }

  private readonly _byId = new Map<number, OwnTask>();
  /** The task whose step began last. */
  private _running: OwnTask | null = null;
  /** Tasks that ended without a step: eager ones, or in a merged window that was not told by then. */
  private readonly _unstepped = new Set<OwnTask>();
  private _hasStory = false;
}

function endWord(outcome: TaskEnded['outcome']): StateWord {
  switch (outcome) {
    case 'returned':
      return 'done';
    case 'raised':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    default:
      return assertNever(outcome);
  }
}
