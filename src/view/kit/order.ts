/**
 * Tasks in tree order: each one above the tasks it created, those in creation order.
 */
import type { TaskHistory } from '../../model/records';

export interface Placed {
  readonly task: TaskHistory;
  readonly depth: number;
  /** Its number among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/**
 * Puts tasks in tree order. `exists` leaves out tasks with all they created; `open` leaves out only what a
 * task created. Without recursion: a chain of ten thousand tasks is deeper than the stack.
 */
export function inTreeOrder(
  tasks: readonly TaskHistory[],
  exists: (task: TaskHistory) => boolean,
  open: (task: TaskHistory) => boolean
): Placed[] {
  const ordered: Placed[] = [];
  const waiting: Placed[] = [];
  const push = (siblings: readonly TaskHistory[], depth: number): void => {
    for (let index = siblings.length - 1; index >= 0; index--) {
      const task = siblings[index];
      if (task) {
        waiting.push({
          task,
          depth,
          position: index + 1,
          siblings: siblings.length
        });
      }
    }
  };
  push(
    tasks.filter(task => task.parent === null && exists(task)),
    0
  );
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    ordered.push(next);
    if (open(next.task)) {
      push(next.task.children.filter(exists), next.depth + 1);
    }
  }
  return ordered;
}
