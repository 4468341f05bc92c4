/**
 * Which of several tasks will keep another one waiting, as far as their states and timers tell.
 */
import type { TaskHistory } from './records';
import { spanAt } from './state';

/** Whether a task has ended by then. */
export function endedBy({ endedAt }: TaskHistory, time: number): boolean {
  return endedAt !== null && endedAt <= time;
}

/**
 * The task that will be longest in coming, by its state and its timer; a task in `circle` comes last, since it waits for the one
 * that asks. Null: there are none.
 */
export function lastToCome(
  tasks: readonly TaskHistory[],
  time: number,
  circle: ReadonlyMap<TaskHistory, unknown>
): TaskHistory | null {
  return most(tasks, task => patienceOf(task, time, circle));
}

/** The task that will come next. Null: there are none. */
export function firstToCome(
  tasks: readonly TaskHistory[],
  time: number,
  circle: ReadonlyMap<TaskHistory, unknown>
): TaskHistory | null {
  return most(tasks, task => -patienceOf(task, time, circle));
}

/** How long it seems to take until a task can go on: until its timer, or longer than any if it has none. */
function patienceOf(
  task: TaskHistory,
  time: number,
  circle: ReadonlyMap<TaskHistory, unknown>
): number {
  if (circle.has(task)) {
    return Infinity;
  }
  const span = spanAt(task, time);
  if (span?.state === 'waiting') {
    return span.wait?.until ?? Number.MAX_VALUE;
  }
  return span?.state === 'running' ? -1 : 0;
}

/** The first of those with the greatest value. */
function most(
  tasks: readonly TaskHistory[],
  value: (task: TaskHistory) => number
): TaskHistory | null {
  let best: TaskHistory | null = null;
  let greatest = -Infinity;
  for (const task of tasks) {
    const own = value(task);
    if (!best || own > greatest) {
      [best, greatest] = [task, own];
    }
  }
  return best;
}
