/**
 * The fold: facts in, the history of each task out.
 *
 *   task 2   ready ──┐running┌─ waiting (sleep) ──┐ready┌─running─┐done        spans: append-only, sorted by start,
 *            0       1       2                    9     10        12           each lasts until the next one starts
 *
 * `reduce` is total: any fact in any order leaves a history that can be shown, and the same facts always leave the same one.
 * It writes only to the history it belongs to, and there only at the end: copying a map of ten thousand tasks for each
 * of a million facts would cost minutes. Facts at one instant may come in any order (the step of the next task before or after the wait
 * of the previous one): a span of no length gives way to what follows it, so the order leaves no trace.
 *
 * Tried and dropped: checkpoints of the whole state every N facts. Spans per task make `stateAt` a binary search.
 */
import type {
  Acquired,
  CellEnded,
  Fact,
  Released,
  Step,
  TaskCreated,
  TaskEnded,
  Waker
} from '../protocol/events';
import { assertNever } from './never';
import type {
  Cell,
  Hold,
  LoopSpan,
  Place,
  Resource,
  Span,
  StateWord,
  TaskHistory,
  Wait
} from './records';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type OwnHold = Writable<Hold>;
type OwnTask = Writable<Omit<TaskHistory, 'spans' | 'children' | 'holds'>> & {
  readonly spans: Span[];
  readonly children: TaskHistory[];
  readonly holds: OwnHold[];
  steps: number;
  held: number;
};
type OwnResource = Writable<Omit<Resource, 'holds'>> & {
  readonly holds: OwnHold[];
  readonly open: OwnHold[];
};

export class History {
  /** Latest time known. */
  get now(): number {
    return this._now;
  }

  /** Tasks in creation order. */
  get tasks(): readonly TaskHistory[] {
    return this._tasks;
  }

  get loop(): readonly LoopSpan[] {
    return this._loop;
  }

  /** Instants at which something happened to a task, sorted, each once: what a reader steps through. */
  get moments(): readonly number[] {
    return this._moments;
  }

  get cells(): readonly Cell[] {
    return this._cells;
  }

  /** The name its author gave the run. */
  get name(): string | null {
    return this._name;
  }

  /** When the run ended; null: it still goes on. */
  get endedAt(): number | null {
    return this._endedAt;
  }

  /** Facts that the recorder did not keep. */
  get dropped(): number {
    return this._dropped;
  }

  /** There is more to see than one cell that never waited. */
  get hasStory(): boolean {
    return this._hasStory;
  }

  task(id: number): TaskHistory | null {
    return this._byId.get(id) ?? null;
  }

  resource(id: number): Resource | null {
    return this._resources.get(id) ?? null;
  }

  place(id: number): Place | null {
    return this._places.get(id) ?? null;
  }

  /** The execution that a task stands for. */
  cellOfTask(task: number): Cell | null {
    return this._cells.find(cell => cell.task === task) ?? null;
  }

  /** The last execution of a notebook cell. */
  cellNamed(id: string): Cell | null {
    return this._cells[this._latest.get(id) ?? -1] ?? null;
  }

  /** The clock moved on. */
  reach(now: number): void {
    this._now = Math.max(this._now, now);
  }

  /** Takes one fact in. */
  reduce(fact: Fact): void {
    // A fact written by another thread may carry a time just before its neighbour's; spans stay sorted.
    this.reach(fact.t);
    const t = this._now;
    switch (fact.kind) {
      case 'run_started':
        this._name = fact.name;
        return;
      case 'run_ended':
        this._endedAt = t;
        return;
      case 'cell_started':
        this._latest.set(fact.cell, this._cells.length);
        this._cells.push({
          cell: fact.cell,
          count: fact.count,
          task: fact.task,
          startedAt: t,
          endedAt: null,
          outcome: null
        });
        return;
      case 'cell_ended': {
        this.endCell(fact, t);
        return;
      }
      case 'place_named': {
        const { place, cell, file, line } = fact;
        this._places.set(place, {
          id: place,
          cell,
          file,
          line,
          function: fact.function
        });
        return;
      }
      case 'task_created': {
        this.create(fact, t);
        return;
      }
      case 'task_renamed': {
        const task = this._byId.get(fact.task);
        if (task) {
          task.name = fact.name;
        }
        return;
      }
      case 'step': {
        this.step(fact, t);
        return;
      }
      case 'wait_started': {
        const { wait, on, until, stack } = fact;
        const task = this.alive(fact.task);
        if (task) {
          this._hasStory ||= task.role === 'cell' || task.role === 'main';
          this.enter(
            task,
            t,
            'waiting',
            { kind: wait, on, until, stack },
            null
          );
        }
        return;
      }
      case 'task_woken': {
        const task = this.alive(fact.task);
        // A task can be woken again, or cancelled, before it has run: only the end of its wait counts.
        if (task && stateOf(task) === 'waiting') {
          this.enter(task, t, 'ready', null, fact.by);
        }
        return;
      }
      case 'task_ended': {
        const task = this.alive(fact.task);
        if (task) {
          task.endedAt = t;
          task.error = fact.error;
          task.message = fact.message;
          this.enter(task, t, endWord(fact.outcome), null, null);
        }
        return;
      }
      case 'resource_seen': {
        const { resource, type, name, capacity } = fact;
        if (!this._resources.has(resource)) {
          this._resources.set(resource, {
            id: resource,
            type,
            name,
            capacity,
            holds: [],
            open: []
          });
        }
        return;
      }
      case 'acquired': {
        this.acquire(fact, t);
        return;
      }
      case 'released': {
        this.release(fact, t);
        return;
      }
      case 'facts_dropped':
        this._dropped += fact.count;
        return;
      default:
        return assertNever(fact);
    }
  }

  private create(fact: TaskCreated, t: number): void {
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
      spans: [],
      holds: [],
      steps: 0,
      held: 0
    };
    parent?.children.push(task);
    this._byId.set(task.id, task);
    this._tasks.push(task);
    this._hasStory ||= task.role === 'task';
    this.enter(task, t, 'ready', null, null);
  }

  private step(fact: Step, t: number): void {
    const last = this._loop.at(-1);
    const before = last && this._byId.get(last.task);
    if (before && stateOf(before) === 'running') {
      this.enter(before, t, 'ready', null, null);
    }
    const task = this.alive(fact.task);
    const steps = (last?.steps ?? 0) + (task ? 1 : 0);
    if (last?.start === t) {
      this._loop.pop();
    }
    this._loop.push({ start: t, task: fact.task, steps });
    if (task) {
      task.steps++;
      this.enter(task, t, 'running', null, null);
    }
  }

  private enter(
    task: OwnTask,
    t: number,
    state: StateWord,
    wait: Wait | null,
    by: Waker | null
  ): void {
    const { spans } = task;
    if (spans.at(-1)?.start === t) {
      spans.pop();
    }
    // A step of no length between two spells of being ready: one spell.
    if (state !== 'ready' || spans.at(-1)?.state !== 'ready') {
      spans.push({ state, start: t, wait, by, steps: task.steps });
    }
    if (this._moments.at(-1) !== t) {
      this._moments.push(t);
    }
  }

  private acquire(fact: Acquired, t: number): void {
    const resource = this._resources.get(fact.resource);
    const task = this._byId.get(fact.task);
    if (resource && task) {
      const hold = {
        task: task.id,
        resource: resource.id,
        start: t,
        end: null,
        open: resource.open.length + 1,
        held: ++task.held
      };
      resource.holds.push(hold);
      resource.open.push(hold);
      task.holds.push(hold);
    }
  }

  private release(fact: Released, t: number): void {
    const open = this._resources.get(fact.resource)?.open ?? [];
    const index = open.findIndex(hold => hold.task === fact.task);
    const [hold] = index < 0 ? [] : open.splice(index, 1);
    const task = this._byId.get(fact.task);
    if (hold && task) {
      hold.end = t;
      task.held--;
    }
  }

  private endCell(fact: CellEnded, t: number): void {
    const index = this._latest.get(fact.cell) ?? -1;
    const cell = this._cells[index];
    if (cell) {
      this._cells[index] = { ...cell, endedAt: t, outcome: fact.outcome };
    }
  }

  private alive(id: number): OwnTask | null {
    const task = this._byId.get(id);
    return task && task.endedAt === null ? task : null;
  }

  private readonly _tasks: OwnTask[] = [];
  private readonly _byId = new Map<number, OwnTask>();
  private readonly _resources = new Map<number, OwnResource>();
  private readonly _places = new Map<number, Place>();
  private readonly _cells: Cell[] = [];
  /** Index of the last execution of each cell. */
  private readonly _latest = new Map<string, number>();
  private readonly _loop: LoopSpan[] = [];
  private readonly _moments: number[] = [];
  private _name: string | null = null;
  private _now = 0;
  private _endedAt: number | null = null;
  private _dropped = 0;
  private _hasStory = false;
}

function stateOf(task: TaskHistory): StateWord | undefined {
  return task.spans.at(-1)?.state;
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
