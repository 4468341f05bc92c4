/**
 * `stateAt(log, cursor)`: the state of every task at one instant. Live and replay are the same question with another time.
 *
 * Each task keeps its spans sorted, so an instant is one binary search a task; there are no checkpoints to keep
 * true. Who holds a resource is looked up on demand (`holdersAt`), as only the rows on screen ask.
 */
import type { Waker } from '../protocol/events';
import type { EventLog } from './log';
import type { Hold, Span, StateWord, TaskHistory, Wait } from './records';
import type { Resource } from './resources';
import { lastAtOrBefore } from './search';

/** One task at an instant. */
export interface TaskState {
  readonly task: TaskHistory;
  readonly state: StateWord;
  /** When it entered that state. */
  readonly since: number;
  readonly wait: Wait | null;
  readonly by: Waker | null;
}

export interface State {
  readonly time: number;
  /** Tasks that exist by then, in creation order. */
  readonly tasks: readonly TaskState[];
}

/** The state at the cursor; a time of null is the end of what is known. */
export function stateAt(
  log: EventLog,
  cursor: { readonly time: number | null }
): State {
  const { history } = log;
  const time = cursor.time ?? history.now;
  const tasks: TaskState[] = [];
  for (const task of history.tasks) {
    const span = spanAt(task, time);
    if (span) {
      const { state, start, wait, by } = span;
      tasks.push({ task, state, since: start, wait, by });
    }
  }
  return { time, tasks };
}

/** The span that a task is in at an instant; null: it does not exist yet. */
export function spanAt(task: TaskHistory, time: number): Span | null {
  return task.spans[lastAtOrBefore(task.spans, time)] ?? null;
}

/** Ids of the tasks that hold a resource at an instant, once for each permit, longest first. */
export function holdersAt(resource: Resource, time: number): number[] {
  return openAt(resource.holds, time, hold => hold.open).map(hold => hold.task);
}

/** What a task holds at an instant, longest held first, once for each permit. */
export function heldAt(task: TaskHistory, time: number): Hold[] {
  return openAt(task.holds, time, hold => hold.held);
}

/**
 * Holds that are open at an instant. `count` tells how many were open when one began: walking back from the last one, the
 * search ends when all of those are found.
 */
function openAt(
  holds: readonly Hold[],
  time: number,
  count: (hold: Hold) => number
): Hold[] {
  const last = lastAtOrBefore(holds, time);
  const latest = holds[last];
  if (!latest) {
    return [];
  }
  const found: Hold[] = [];
  let open = count(latest);
  for (let index = last; index >= 0 && open > 0; index--) {
    const hold = holds[index];
    if (
      hold &&
      (hold.end === null || hold === latest || hold.end > latest.start)
    ) {
      open--;
      if (hold.end === null || hold.end > time) {
        found.push(hold);
      }
    }
  }
  return found.reverse();
}
