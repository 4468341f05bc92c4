/**
 * The lanes' order: each task above the tasks it created, those in creation order.
 */
import type { TaskHistory } from '../../model/records';

/** A task's lane, and how many creators it has in the run. */
export interface TaskRow {
  readonly task: TaskHistory;
  readonly depth: number;
}

/** Puts tasks in tree order. Without recursion: a chain of ten thousand tasks is deeper than the stack. */
export function inTreeOrder(tasks: readonly TaskHistory[]): TaskRow[] {
  const ordered: TaskRow[] = [];
  const waiting: TaskRow[] = [];
  const push = (siblings: readonly TaskHistory[], depth: number): void => {
    for (let index = siblings.length - 1; index >= 0; index--) {
      const task = siblings[index];
      if (task) {
        waiting.push({ task, depth });
      }
    }
  };
  push(
    tasks.filter(task => task.parent === null),
    0
  );
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    ordered.push(next);
    push(next.task.children, next.depth + 1);
  }
  return ordered;
}
