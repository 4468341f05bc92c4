/**
 * The columns of the wide tree, and the order that each of them puts tasks in.
 *
 * Keys are made once for all tasks and then compared: to compare what has to be looked up would look it up a dozen times.
 */
import { assertNever } from '../../model/never';
import type { StateWord, TaskHistory } from '../../model/records';
import type { TaskState } from '../../model/state';
import { totalsAt } from '../../model/totals';
import type { Words } from '../kit/words';

/** A column of the wide tree, from left to right. */
export const COLUMNS = [
  'name',
  'state',
  'total',
  'busy',
  'ready',
  'waiting',
  'steps',
  'waits_on',
  'created'
] as const;

export type Column = (typeof COLUMNS)[number];

export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

/** What matters most to somebody who looks for trouble comes last in the alphabet of states, so the order is written down. */
const STATES: readonly StateWord[] = [
  'running',
  'ready',
  'waiting',
  'merged',
  'failed',
  'destroyed',
  'cancelled',
  'done'
];

/** The next order when a column's head is pressed: one way, the other way, the tree again. */
export function nextSort(sort: Sort | null, column: Column): Sort | null {
  if (sort?.column !== column) {
    // Of a name or a state the first is looked for; of a number the greatest.
    const isText = ['name', 'state', 'waits_on', 'created'].includes(column);
    return { column, descending: !isText };
  }
  const first = nextSort(null, column)?.descending;
  return sort.descending === first
    ? { column, descending: !sort.descending }
    : null;
}

/** The tasks in that order; those that are equal in creation order. */
export function sorted(
  tasks: readonly TaskState[],
  { column, descending }: Sort,
  time: number,
  words: Words
): TaskState[] {
  const keys = tasks.map(each => keyOf(each, column, time, words));
  const sign = descending ? -1 : 1;
  const order = Uint32Array.from(keys.keys());
  order.sort((a, b) => sign * compare(keys[a], keys[b]) || a - b);
  return Array.from(order).flatMap(index => tasks[index] ?? []);
}

type Key = string | number | undefined;

function compare(a: Key, b: Key): number {
  if (a === b || a === undefined || b === undefined) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function keyOf(
  each: TaskState,
  column: Column,
  time: number,
  words: Words
): string | number {
  switch (column) {
    case 'name':
      return nameKey(each.task, words);
    case 'state':
      return STATES.indexOf(each.state);
    case 'total':
    case 'busy':
    case 'ready':
    case 'waiting':
    case 'steps':
      return totalsAt(each.task, time)?.[column] ?? 0;
    case 'waits_on':
      // What waits for the same thing stands together; who waits for nothing stands last.
      return each.wait
        ? `${each.wait.kind} ${natural(String(each.wait.on ?? ''))}`
        : '~';
    case 'created':
      return each.task.createdAt;
    default:
      return assertNever(column);
  }
}

/** Text that compares as people count: worker-2 before worker-10. A collator would take forty times as long. */
function natural(text: string): string {
  return text.toLowerCase().replace(/\d+/g, digits => digits.padStart(12, '0'));
}

/** Names as they compare; a task keeps its name, and the cursor moves 60 times a second. */
const known = new WeakMap<TaskHistory, { name: string; key: string }>();

function nameKey(task: TaskHistory, words: Words): string {
  const name = words.task(task);
  const old = known.get(task);
  if (old?.name === name) {
    return old.key;
  }
  const key = natural(name);
  known.set(task, { name, key });
  return key;
}
