/**
 * The task tree as rows: tasks at an instant in, rows in order out. What a row says is the business of layout.ts.
 *
 *   ▾ cell [3]                    by creator, or by awaiter: below the task that waits for it
 *     ▸ 37 finished tasks         a fold
 *       fetch-41
 *
 * Finished tasks of one parent fold into one row when ten others have ended after them: by then the eye has moved on, and a run
 * of a few tasks is never folded, however long ago they ended (after seconds, as elsewhere, a lesson's tasks would be gone
 * before they were read; and a recorded run knows no "ago"). Those that failed never fold, nor does what is selected, nor what
 * something unfinished hangs below.
 */
import type { Awaited } from '../../model/awaiters';
import type { History } from '../../model/history';
import type { State, TaskState } from '../../model/state';
import type { Words } from '../kit/words';
import type { Choice } from './choice';
import { filterOf, hasEnded, isFiltered } from './choice';
import type { Links } from './links';
import { childrenOf, linksOf, mark } from './links';
import { sorted } from './sort';

/** Finished tasks of one parent that are shown, the latest. */
const KEPT = 10;

/** Fewer than these are not worth a row of their own. */
const FEWEST = 3;

interface InTree {
  /** Tells rows apart: a task's id; below 0 for a fold. */
  readonly key: number;
  /** 0 for a root. */
  readonly depth: number;
  /** Its number among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** There are rows below it that are shown (true) or not; null: there are none. */
  readonly expanded: boolean | null;
}

export interface TaskRow extends InTree {
  readonly kind: 'task';
  readonly each: TaskState;
  /** It does not pass the filter, something below it does. */
  readonly context: boolean;
  /** Who awaits it, in a tree by awaiter. */
  readonly awaited: Awaited | null;
  /** It is a root only because it waits in a circle, in a tree by awaiter. */
  readonly circle: boolean;
}

/** Finished tasks in one row. */
export interface FoldRow extends InTree {
  readonly kind: 'fold';
  readonly count: number;
}

export type Row = TaskRow | FoldRow;

export interface Rows {
  readonly rows: readonly Row[];
  /** Tasks that pass the filter. */
  readonly fitting: number;
}

export interface Ask {
  readonly state: State;
  readonly history: History;
  readonly words: Words;
  readonly choice: Choice;
  /** Keys of rows that the reader has turned over: tasks that he folded, folds that he opened. */
  readonly turned: ReadonlySet<number>;
  readonly selected: number | null;
}

/** Rows from top to bottom. */
export function treeRows(ask: Ask): Rows {
  const { state, history, words, choice } = ask;
  const fits = isFiltered(choice)
    ? filterOf(choice, history, state.time, words)
    : () => true;
  if (choice.sort) {
    const fitting = state.tasks.filter(fits);
    const list = sorted(fitting, choice.sort, state.time, words);
    return { rows: list.map(flatRow), fitting: list.length };
  }
  const links = linksOf(state, history, choice.by);
  const { tasks } = state;
  let fitting = 0;
  // 1: it fits. 2: something below it does.
  const shown = new Uint8Array(tasks.length);
  // Must not fold, for its own sake or for that of what hangs below it.
  const stays = new Uint8Array(tasks.length);
  tasks.forEach((each, index) => {
    if (fits(each)) {
      fitting++;
      mark(shown, index, links.parents);
      shown[index] = 1;
    }
    if (
      each.task.id === ask.selected ||
      each.state === 'failed' ||
      !hasEnded(each.task, state.time)
    ) {
      mark(stays, index, links.parents);
    }
  });
  return { rows: walk(ask, links, shown, stays), fitting };
}

function flatRow(
  each: TaskState,
  index: number,
  all: readonly TaskState[]
): TaskRow {
  return {
    kind: 'task',
    key: each.task.id,
    each,
    depth: 0,
    position: index + 1,
    siblings: all.length,
    expanded: null,
    context: false,
    awaited: null,
    circle: false
  };
}

/** Goes through the tree without recursion: a chain of ten thousand tasks is deeper than the stack. */
function walk(
  ask: Ask,
  links: Links,
  shown: Uint8Array,
  stays: Uint8Array
): Row[] {
  const { state, choice, turned } = ask;
  const { tasks } = state;
  const canFold = !isFiltered(choice);
  const rows: Row[] = [];
  /** What is still to come, last first: an index, or a fold with its members. */
  const todo: Todo[] = [];
  const push = (
    children: readonly number[],
    parent: number,
    depth: number
  ): void => {
    const fold = canFold ? foldOf(children, tasks, stays) : null;
    const folded = new Set(fold);
    const own = fold ? children.filter(index => !folded.has(index)) : children;
    const extra = fold ? 1 : 0;
    const siblings = own.length + extra;
    for (let at = own.length - 1; at >= 0; at--) {
      todo.push({
        index: own[at] ?? 0,
        depth,
        position: at + 1 + extra,
        siblings
      });
    }
    if (fold) {
      const owner = tasks[parent]?.task.id ?? 0;
      todo.push({
        fold,
        key: -1 - owner,
        depth,
        position: 1,
        siblings
      });
    }
  };
  push(childrenOf(tasks.length, links, shown), -1, 0);
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { depth, position, siblings } = next;
    if ('fold' in next) {
      const { fold, key } = next;
      const expanded = turned.has(key);
      const count = fold.length;
      rows.push({
        kind: 'fold',
        key,
        count,
        depth,
        position,
        siblings,
        expanded
      });
      for (let at = expanded ? count - 1 : -1; at >= 0; at--) {
        const index = fold[at] ?? 0;
        todo.push({
          index,
          depth: depth + 1,
          position: at + 1,
          siblings: count
        });
      }
      continue;
    }
    const { index } = next;
    const each = tasks[index];
    if (!each) {
      continue;
    }
    const children = childrenOf(index, links, shown);
    const isOpen = !turned.has(each.task.id);
    rows.push({
      kind: 'task',
      key: each.task.id,
      each,
      depth,
      position,
      siblings,
      expanded: children.length > 0 ? isOpen : null,
      context: shown[index] !== 1,
      awaited: links.awaited?.get(each.task.id) ?? null,
      circle: links.circles.has(index)
    });
    if (isOpen && children.length > 0) {
      push(children, index, depth + 1);
    }
  }
  return rows;
}

type Todo = {
  readonly depth: number;
  readonly position: number;
  readonly siblings: number;
} & (
  | { readonly index: number }
  | { readonly fold: readonly number[]; readonly key: number }
);

/** The children that fold into one row; null: too few have ended. */
function foldOf(
  children: readonly number[],
  tasks: readonly TaskState[],
  stays: Uint8Array
): readonly number[] | null {
  const ended = children.filter(index => !stays[index]);
  if (ended.length < KEPT + FEWEST) {
    return null;
  }
  const endOf = (index: number): number => tasks[index]?.task.endedAt ?? 0;
  const latest = latestOf(ended, endOf);
  const fold = ended.filter(index => endOf(index) < latest);
  return fold.length < FEWEST ? null : fold;
}

/** When the first of the latest `KEPT` ended. A sort of all of them would take longer than the rest of the tree. */
function latestOf(
  ended: readonly number[],
  endOf: (index: number) => number
): number {
  const latest = new Float64Array(KEPT).fill(-1);
  for (const index of ended) {
    const end = endOf(index);
    if (end > (latest[0] ?? 0)) {
      let at = 0;
      for (; at + 1 < KEPT && end > (latest[at + 1] ?? 0); at++) {
        latest[at] = latest[at + 1] ?? 0;
      }
      latest[at] = end;
    }
  }
  return latest[0] ?? 0;
}
