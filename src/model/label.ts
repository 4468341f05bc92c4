/** What a task is called where people read, and how that follows from asyncio's name for it and from its coroutine. */
import type { TaskHistory } from './records';

/** What asyncio names a task that nobody has named: the number says nothing about which task it is. */
export const AUTOMATIC = /^Task-(\d+)$/;

/**
 * `fetch #7` for a `Task-7` that nobody has named, `sender` for one that a library has named after the whole path of a
 * function, else its name. As `Task.label` in aioscope/fold/records.py.
 */
export function labelOf({
  name,
  coroutine
}: Pick<TaskHistory, 'name' | 'coroutine'>): string {
  const number = AUTOMATIC.exec(name)?.[1];
  if (number !== undefined) {
    const own = lastOf(coroutine);
    return own === '' ? name : `${own} #${number}`;
  }
  return name.includes('.<locals>.') ? lastOf(name) || name : name;
}

/** asyncio's name for a task that is called otherwise, as asyncio's own messages have it; null: it is called so. */
export function nameBehind(task: TaskHistory): string | null {
  return task.role === 'cell' || labelOf(task) === task.name ? null : task.name;
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
