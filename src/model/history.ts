/**
 * The fold: facts in, the history of the run out. It hands each fact to the fold of its subject (tasks, resources, the
 * loop, works, findings) and keeps what concerns the run as a whole: cells, places, its name and its end.
 *
 * `reduce` is total: any fact in any order leaves a history that can be shown, and the same facts always leave the same one.
 * It writes only to the history it belongs to, and there only near the end: copying a map of ten thousand tasks for each
 * of a million facts would cost minutes.
 *
 * Tried and dropped: checkpoints of the whole state every N facts. Spans per task make `stateAt` a binary search.
 */
import type {
  CellEnded,
  CellStarted,
  Fact,
  WindowMerged
} from '../protocol/events';
import { Findings } from './findings';
import type { LoopHistory } from './loop';
import { Loop } from './loop';
import { assertNever } from './never';
import type { Cell, Place, TaskHistory } from './records';
import type { Resource } from './resources';
import { Resources } from './resources';
import { Tasks } from './tasks';
import type { Work } from './works';
import { Works } from './works';

export class History {
  /** Latest time known. */
  get now(): number {
    return this._now;
  }

  /** Tasks in creation order. */
  get tasks(): readonly TaskHistory[] {
    return this._tasks.all;
  }

  get loop(): LoopHistory {
    return this._loop;
  }

  /** Instants at which something happened to a task, sorted, each once: what a reader steps through. */
  get moments(): readonly number[] {
    return this._tasks.moments;
  }

  get cells(): readonly Cell[] {
    return this._cells;
  }

  /** Work that was given away, in that order. */
  get works(): readonly Work[] {
    return this._works.all;
  }

  /** What the recorder found, or could not see. */
  get findings(): Readonly<Findings> {
    return this._findings;
  }

  /** The name its author gave the run. */
  get name(): string | null {
    return this._name;
  }

  /** When the run ended; null: it still goes on. */
  get endedAt(): number | null {
    return this._endedAt;
  }

  /** What the recorder took of the loop's thread, as last told; null: it was not told yet. */
  get overhead(): number | null {
    return this._overhead;
  }

  /** Facts that the recorder did not keep. */
  get dropped(): number {
    return this._dropped;
  }

  /** There is more to see than one cell that never waited. */
  get hasStory(): boolean {
    return this._tasks.hasStory;
  }

  task(id: number): TaskHistory | null {
    return this._tasks.get(id);
  }

  /** Resources in the order in which they were seen first. */
  get resources(): Iterable<Resource> {
    return this._resources.all;
  }

  resource(id: number): Resource | null {
    return this._resources.get(id);
  }

  work(id: number): Work | null {
    return this._works.get(id);
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
    return this._cells[this._latestOf.get(id) ?? -1] ?? null;
  }

  /** The clock moved on. */
  reach(now: number): void {
    this._now = Math.max(this._now, now);
  }

  /** Takes one fact in. */
  reduce(fact: Fact): void {
    // A fact written by another thread may carry a time just before its neighbour's; spans stay sorted.
    this._latest = Math.max(this._latest, fact.t);
    this.reach(fact.t);
    const t = this._latest;
    switch (fact.kind) {
      case 'run_started':
        this._name = fact.name;
        return;
      case 'run_ended':
        this._endedAt = t;
        this._overhead = fact.overhead;
        return;
      case 'overhead_told':
        // A thread may tell it just after the end, which knows better.
        if (this._endedAt === null) {
          this._overhead = fact.overhead;
        }
        return;
      case 'cell_started':
        this.startCell(fact);
        return;
      case 'cell_ended':
        this.endCell(fact, t);
        return;
      case 'place_named': {
        const { place, cell, file, line, function: name } = fact;
        this._places.set(place, { cell, file, line, function: name });
        return;
      }
      case 'task_created':
        this._tasks.create(fact, t);
        return;
      case 'task_renamed':
        this._tasks.rename(fact.task, fact.name);
        return;
      case 'step':
        this._tasks.endStep(t);
        this._loop.step(fact.task, this._tasks.beginStep(fact.task, t), t);
        return;
      case 'eager_yielded':
        this._tasks.yieldEagerly(fact.task, t);
        return;
      case 'iteration':
        this._tasks.endStep(Math.min(fact.polled, t));
        this._loop.iterate(fact, t);
        return;
      case 'callback_named':
        this._loop.name(fact);
        return;
      case 'wait_started':
        this._tasks.wait(fact, t);
        return;
      case 'task_woken':
        this._tasks.wake(fact.task, fact.by, t);
        return;
      case 'task_ended':
        this._tasks.end(fact, t);
        return;
      case 'cancel_requested':
        this._tasks.cancel(fact, t);
        return;
      case 'cancel_withdrawn':
        this._tasks.withdraw(fact.task, fact.requests, t);
        return;
      case 'task_destroyed':
        this._tasks.destroy(fact.task, t);
        return;
      case 'exception_unretrieved':
        this._tasks.unretrieved(fact.task, t);
        return;
      case 'resource_seen':
        this._resources.see(fact);
        return;
      case 'acquired':
        this._resources.acquire(fact, this._tasks.get(fact.task), t);
        return;
      case 'released':
        this._resources.release(fact, this._tasks.get(fact.task), t);
        return;
      case 'resized':
        this._resources.resize(fact, t);
        return;
      case 'members_named':
        this._resources.nameMembers(fact, t);
        return;
      case 'timeout_set':
        this._resources.setTimeout(fact, t);
        return;
      case 'work_submitted':
        this._works.submit(fact);
        return;
      case 'work_started':
        this._works.start(fact);
        return;
      case 'work_ended':
        this._works.end(fact);
        return;
      case 'loop_blocked':
        this._loop.block(fact, t);
        return;
      case 'loop_unblocked':
        this._loop.unblock(fact, t);
        return;
      case 'window_merged':
        this.merge(fact, t);
        return;
      case 'never_awaited':
        this._findings.neverAwaited.push({ ...fact, start: t });
        return;
      case 'generator_unclosed':
        // The finding that follows from it is a fact of its own.
        return;
      case 'deadlock_found':
        this._findings.deadlocks.push({ ...fact, start: t });
        return;
      case 'finding':
        this._findings.find(fact, t);
        return;
      case 'unseen':
        this._findings.unseen.push({ ...fact, start: t });
        return;
      case 'facts_dropped':
        this._dropped += fact.count;
        return;
      default:
        return assertNever(fact);
    }
  }

  private merge(fact: WindowMerged, t: number): void {
    const since = Math.min(fact.since, t);
    const totals = fact.tasks.map((task, index) => ({
      task,
      steps: fact.steps[index] ?? 0,
      busy: fact.busy[index] ?? 0
    }));
    this._tasks.merge(totals, since, t);
    this._loop.merge(fact, since, t);
  }

  private startCell({ cell, count, task }: CellStarted): void {
    this._latestOf.set(cell, this._cells.length);
    this._cells.push({ count, task, endedAt: null });
  }

  private endCell(fact: CellEnded, t: number): void {
    const index = this._latestOf.get(fact.cell) ?? -1;
    const cell = this._cells[index];
    if (cell) {
      this._cells[index] = { ...cell, endedAt: t };
    }
  }

  private readonly _tasks = new Tasks();
  private readonly _resources = new Resources();
  private readonly _loop = new Loop();
  private readonly _works = new Works();
  private readonly _findings = new Findings();
  private readonly _places = new Map<number, Place>();
  private readonly _cells: Cell[] = [];
  /** Index of the last execution of each cell. */
  private readonly _latestOf = new Map<string, number>();
  private _name: string | null = null;
  private _now = 0;
  /** Time of the latest fact; the clock may be ahead of it. */
  private _latest = 0;
  private _endedAt: number | null = null;
  private _dropped = 0;
  private _overhead: number | null = null;
}
