/**
 * What the reader chose to see of the tree: its order, its filter. Kept for the page, so that the next run is shown the same way.
 */
import type { History } from '../../model/history';
import type { StateWord, TaskHistory } from '../../model/records';
import type { TaskState } from '../../model/state';
import type { Words } from '../kit/words';
import type { Sort } from './sort';

/** By whom a task hangs in the tree: the task that created it, or the one that waits for it. */
export type By = 'creator' | 'awaiter';

export interface Choice {
  readonly by: By;
  /** null: in tree order; a sorted tree is flat. */
  readonly sort: Sort | null;
  /** What a task's name, its coroutine or what it waits for contains. */
  readonly text: string;
  readonly state: StateWord | null;
  /** Id of the cell that created it. */
  readonly cell: string | null;
  readonly hideFinished: boolean;
}

export const FIRST: Choice = {
  by: 'creator',
  sort: null,
  text: '',
  state: null,
  cell: null,
  hideFinished: false
};

/** Something is filtered out. */
export function isFiltered(choice: Choice): boolean {
  const { text, state, cell, hideFinished } = choice;
  return text !== '' || state !== null || cell !== null || hideFinished;
}

/** Whether a task passes the filter; made once for all tasks of a frame. */
export function filterOf(
  { text, state, cell, hideFinished }: Choice,
  history: History,
  time: number,
  words: Words
): (each: TaskState) => boolean {
  const wanted = text.trim().toLowerCase();
  const says = (what: string | null | undefined): boolean =>
    what?.toLowerCase().includes(wanted) ?? false;
  return ({ task, state: own, wait }) =>
    (state === null || own === state) &&
    (cell === null || task.cell === cell) &&
    !(hideFinished && hasEnded(task, time)) &&
    (wanted === '' ||
      says(words.task(task)) ||
      says(task.name) ||
      says(task.coroutine) ||
      (wait !== null &&
        wait.on !== null &&
        says(history.resource(wait.on)?.name)));
}

/** Whether a task has ended by then. */
export function hasEnded({ endedAt }: TaskHistory, time: number): boolean {
  return endedAt !== null && endedAt <= time;
}
