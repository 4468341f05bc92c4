/**
 * The fold of the event loop: what it ran and when, its rounds, when it was blocked, which windows were merged.
 *
 *   spans   task 3 ──┐idle ┌ task 4 ─────────────────────┐idle ┌ (merged)
 *   rounds           polled·t                            polled·t
 *   blocks                 since ········ told ··········· end
 */
import type {
  CallbackNamed,
  Iteration,
  LoopBlocked,
  LoopUnblocked,
  WindowMerged
} from '../protocol/events';
import { lastAtOrBefore } from './search';
import type { Writable } from './writable';

/** What the loop did from `start` until the next span starts. */
export interface LoopSpan {
  readonly start: number;
  /**
   * Whose step it ran: a task's id; 0: none, it polled, and slept if nothing was ready; -1: a callback that belongs to no watched
   * task, -2 and less: one that has a name. null: not told, in a merged window.
   */
  readonly task: number | null;
  /** Steps of watched tasks begun by now. */
  readonly steps: number;
}

/** One round of the loop: what it found when it had polled. */
export interface Round {
  readonly start: number;
  /** When the poll began. */
  readonly polled: number;
  /** Handles in the ready queue. */
  readonly ready: number;
  /** Timers in the heap, cancelled ones included. */
  readonly timers: number;
  /** When the earliest of them is due; null: there is none. */
  readonly due: number | null;
}

/** A plain callback of the loop that has a name. */
export interface Callback {
  readonly function: string;
  readonly site: number | null;
}

/** A step that went on for longer than the limit, so that nothing else could run. */
export interface Block {
  /** When the step began. */
  readonly start: number;
  /** null: it still goes on. */
  readonly end: number | null;
  /** Whose step, as in LoopSpan. */
  readonly task: number;
  /** Where the code stood when it was looked at last, outermost first; empty: it was never seen. */
  readonly stack: readonly number[];
  /** Tasks that could have run meanwhile, and how much later each of them runs. */
  readonly delays: readonly { readonly task: number; readonly delay: number }[];
}

/** A stretch of which only totals were told. */
export interface MergedWindow {
  readonly start: number;
  readonly end: number;
  /** How often and for how long tasks ran, all together. */
  readonly steps: number;
  readonly busy: number;
}

/** All that is known of the loop; lists are sorted by start. */
export interface LoopHistory {
  readonly spans: readonly LoopSpan[];
  readonly rounds: readonly Round[];
  readonly blocks: readonly Block[];
  readonly windows: readonly MergedWindow[];
  callback(id: number): Callback | null;
}

/** The block that the loop is in at an instant; null: none. */
export function blockAt({ blocks }: LoopHistory, time: number): Block | null {
  const block = blocks[lastAtOrBefore(blocks, time)];
  return block && (block.end === null || time < block.end) ? block : null;
}

export class Loop implements LoopHistory {
  readonly spans: LoopSpan[] = [];
  readonly rounds: Round[] = [];
  readonly blocks: Writable<Block>[] = [];
  readonly windows: MergedWindow[] = [];

  callback(id: number): Callback | null {
    return this._callbacks.get(id) ?? null;
  }

  /** A step began; `watched`: it is one of a task that is known. */
  step(task: number, watched: boolean, t: number): void {
    this._steps += watched ? 1 : 0;
    this.enter(t, task);
  }

  iterate({ ready, timers, due, ...fact }: Iteration, t: number): void {
    const polled = Math.min(fact.polled, t);
    this.rounds.push({ start: t, polled, ready, timers, due });
    if (this.spans.at(-1)?.task !== 0) {
      this.enter(polled, 0);
    }
  }

  name({ callback, function: name, site }: CallbackNamed): void {
    if (!this._callbacks.has(callback)) {
      this._callbacks.set(callback, { function: name, site });
    }
  }

  block({ task, stack, ...fact }: LoopBlocked, t: number): void {
    const since = Math.min(fact.since, t);
    const known = this.blockSince(since);
    if (known) {
      known.stack = stack.length > 0 ? stack : known.stack;
    } else {
      this.blocks.push({
        start: this.afterBlocks(since),
        end: null,
        task,
        stack,
        delays: []
      });
    }
  }

  unblock(fact: LoopUnblocked, t: number): void {
    const { task, stack, delayed } = fact;
    const since = Math.min(fact.since, t);
    const known = this.blockSince(since);
    if (known) {
      this.blocks.pop();
    }
    const start = known?.start ?? this.afterBlocks(since);
    this.blocks.push({
      start,
      end: Math.max(start, t),
      task,
      stack: stack.length > 0 || !known ? stack : known.stack,
      delays: delayed.map((id, index) => ({
        task: id,
        delay: fact.delays[index] ?? 0
      }))
    });
  }

  merge({ steps, busy }: WindowMerged, since: number, t: number): void {
    const sum = (values: readonly number[]): number =>
      values.reduce((all, each) => all + each, 0);
    const all = { steps: sum(steps), busy: sum(busy) };
    const start = Math.max(since, this.windows.at(-1)?.end ?? 0);
    this.windows.push({ start, end: Math.max(start, t), ...all });
    this.enter(since, null);
    this._steps += all.steps;
  }

  /** A span of no length gives way to what follows it. */
  private enter(t: number, task: number | null): void {
    const last = this.spans.at(-1);
    const start = Math.max(t, last?.start ?? 0);
    if (last?.start === start) {
      this.spans.pop();
    }
    this.spans.push({ start, task, steps: this._steps });
    const block = this.blocks.at(-1);
    if (block?.end === null && block.start < start) {
      block.end = start;
    }
  }

  /** What is known of the block that began then. */
  private blockSince(since: number): Writable<Block> | null {
    const last = this.blocks.at(-1);
    return last?.start === since ? last : null;
  }

  /** Where a block that is not known yet has to begin, so that no two overlap. */
  private afterBlocks(since: number): number {
    const last = this.blocks.at(-1);
    if (!last) {
      return Math.max(0, since);
    }
    last.end ??= Math.max(last.start, since);
    return Math.max(since, last.end);
  }

  private readonly _callbacks = new Map<number, Callback>();
  private _steps = 0;
}
