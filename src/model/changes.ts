/** The instants at which one task changed: the reader steps from one to the next. */
import type { TaskHistory } from './records';
import { lastAtOrBefore } from './search';

/** When the task changed next after `time`; null: not any more. */
export function changeAfter(
  { spans }: TaskHistory,
  time: number
): number | null {
  return spans[lastAtOrBefore(spans, time) + 1]?.start ?? null;
}

/** When the task changed last before `time`; null: it did not exist yet. */
export function changeBefore(
  { spans }: TaskHistory,
  time: number
): number | null {
  const at = lastAtOrBefore(spans, time);
  // Times are whole numbers, and no two spans of a task start at once.
  return spans[spans[at]?.start === time ? at - 1 : at]?.start ?? null;
}
