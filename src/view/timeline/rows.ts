/**
 * Which lane stands where: the loop's on top, those of threads and processes below it, then the tasks in tree order. Rows
 * are counted from the first one below the loop, which does not scroll.
 */
import type { TaskHistory } from '../../model/records';
import { LANE } from './layout';
import type { TaskRow } from './order';
import type { Worker } from './workers';

export interface Rows {
  readonly workers: readonly Worker[];
  readonly tasks: readonly TaskRow[];
  /** The row of each task, by its id. */
  readonly rowOf: ReadonlyMap<number, number>;
  readonly count: number;
}

/** Whose lane it is. */
export type Owner =
  | { readonly kind: 'loop' }
  | { readonly kind: 'worker'; readonly worker: Worker }
  | { readonly kind: 'task'; readonly task: TaskHistory };

/** Numbers the lanes. */
export function rowsOf(
  workers: readonly Worker[],
  tasks: readonly TaskRow[]
): Rows {
  const rowOf = new Map(
    tasks.map(({ task }, index) => [task.id, workers.length + index])
  );
  return { workers, tasks, rowOf, count: workers.length + tasks.length };
}

/** Whose lane a row is; null: there is none. */
function ownerOf({ workers, tasks }: Rows, row: number): Owner | null {
  const worker = workers[row];
  const task = tasks[row - workers.length]?.task;
  if (worker) {
    return { kind: 'worker', worker };
  }
  return task ? { kind: 'task', task } : null;
}

/** Whose lane lies at y, if the lanes are scrolled by `top`; null: none does. */
export function ownerAt(rows: Rows, y: number, top: number): Owner | null {
  return y < LANE
    ? { kind: 'loop' }
    : ownerOf(rows, Math.floor((y + top) / LANE) - 1);
}

/** Where to scroll so that a row is in sight below the loop's lane; `top`: it is. */
export function scrolledTo(row: number, top: number, height: number): number {
  const first = row * LANE;
  const last = (row + 2) * LANE - height;
  return Math.max(Math.min(top, first), last);
}
