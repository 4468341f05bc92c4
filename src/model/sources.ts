/**
 * Who a waiting task waits for, as far as the log can tell: members of a gather or task group, who feeds or empties a queue;
 * and which of several will keep it waiting.
 */
import type { History } from './history';
import type { TaskHistory } from './records';
import type { Resource } from './resources';
import { lastAtOrBefore } from './search';
import { spanAt } from './state';

/** Changes of a queue's size that are looked through for who made them. */
const MAX_SIZES = 2000;

/** Whether a task has ended by then. */
export function endedBy({ endedAt }: TaskHistory, time: number): boolean {
  return endedAt !== null && endedAt <= time;
}

/** The tasks that made a queue longer (or shorter) lately, latest first. */
export function feedersOf(
  resource: Resource | null,
  longer: boolean,
  time: number
): number[] {
  const sizes = resource?.sizes ?? [];
  const last = lastAtOrBefore(sizes, time);
  const found = new Set<number>();
  for (let index = last; index >= 0 && last - index < MAX_SIZES; index--) {
    const [size, before] = [sizes[index], sizes[index - 1]?.size ?? 0];
    if (size && size.task !== null && size.size > before === longer) {
      found.add(size.task);
    }
  }
  return [...found];
}

/** The members of a gather or task group that have not ended by then. */
export function membersLeft(
  resource: Resource | null,
  history: History,
  time: number
): number[] {
  const members = resource?.members ?? [];
  const { tasks } = members[lastAtOrBefore(members, time)] ?? { tasks: [] };
  return tasks.filter(id => {
    const task = history.task(id);
    return task !== null && !endedBy(task, time);
  });
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
