/**
 * What hangs below what: the tree of tasks at an instant, by creator or by awaiter.
 *
 * Links are numbers in typed arrays: the tree is made anew in each frame, and a list for each of ten thousand tasks would be
 * garbage in the next one.
 */
import type { Awaited } from '../../model/awaiters';
import { awaitersAt } from '../../model/awaiters';
import type { History } from '../../model/history';
import type { TaskHistory } from '../../model/records';
import type { State, TaskState } from '../../model/state';
import type { By } from './choice';

/** The tree as indexes into the tasks of the state. -1: none. */
export interface Links {
  readonly parents: Int32Array;
  /** The first child of each, and the next sibling; those of the root stand at the end. */
  readonly heads: Int32Array;
  readonly nexts: Int32Array;
  /** Who awaits each, in a tree by awaiter. */
  readonly awaited: ReadonlyMap<number, Awaited> | null;
  /** Roots that were made out of circles. */
  readonly circles: ReadonlySet<number>;
}

/** The tree by creator that was asked for last: it changes only when a task is born. */
const byCreator = new WeakMap<History, Links>();

/** The tree at an instant. */
export function linksOf(state: State, history: History, by: By): Links {
  const { tasks } = state;
  if (by === 'awaiter') {
    const awaited = awaitersAt(state, history);
    const parents = parentsOf(
      tasks,
      history,
      each => awaited.get(each.id)?.first
    );
    const circles = cutCircles(parents);
    return { parents, ...childLists(parents), awaited, circles };
  }
  const known = byCreator.get(history);
  // Tasks stand in the order of their births, so as many tasks are the same tasks.
  if (known?.parents.length === tasks.length) {
    return known;
  }
  const parents = parentsOf(tasks, history, each => each.parent);
  const links = {
    parents,
    ...childLists(parents),
    awaited: null,
    circles: NONE
  };
  byCreator.set(history, links);
  return links;
}

const NONE: ReadonlySet<number> = new Set();

function parentsOf(
  tasks: readonly TaskState[],
  history: History,
  parentOf: (task: TaskHistory) => TaskHistory | null | undefined
): Int32Array {
  const indexes = indexesOf(history);
  const count = tasks.length;
  return Int32Array.from(tasks, ({ task }) => {
    const parent = parentOf(task);
    const index = parent ? indexes.get(parent) : undefined;
    return index !== undefined && index < count ? index : -1;
  });
}

const indexesByHistory = new WeakMap<History, Map<TaskHistory, number>>();

/** The position of each task among all of the run; those of a state are the first of them. */
function indexesOf(history: History): ReadonlyMap<TaskHistory, number> {
  const indexes =
    indexesByHistory.get(history) ?? new Map<TaskHistory, number>();
  indexesByHistory.set(history, indexes);
  for (let index = indexes.size; index < history.tasks.length; index++) {
    const task = history.tasks[index];
    if (task) {
      indexes.set(task, index);
    }
  }
  return indexes;
}

function childLists(parents: Int32Array): Pick<Links, 'heads' | 'nexts'> {
  const count = parents.length;
  const heads = new Int32Array(count + 1).fill(-1);
  const nexts = new Int32Array(count).fill(-1);
  for (let index = count - 1; index >= 0; index--) {
    const parent = parents[index] ?? -1;
    const head = parent < 0 ? count : parent;
    nexts[index] = heads[head] ?? -1;
    heads[head] = index;
  }
  return { heads, nexts };
}

/** Makes the first task of each circle a root. */
function cutCircles(parents: Int32Array): Set<number> {
  const circles = new Set<number>();
  // The walk that came by first; 0: none did.
  const seen = new Int32Array(parents.length);
  for (let start = 0; start < parents.length; start++) {
    let at = start;
    while (at >= 0 && !seen[at]) {
      seen[at] = start + 1;
      at = parents[at] ?? -1;
    }
    if (at >= 0 && seen[at] === start + 1) {
      let first = at;
      for (let each = parents[at] ?? -1; each !== at;) {
        first = Math.min(first, each);
        each = parents[each] ?? -1;
      }
      parents[first] = -1;
      circles.add(first);
    }
  }
  return circles;
}

/** Marks a task and all above it. */
export function mark(
  marks: Uint8Array,
  index: number,
  parents: Int32Array
): void {
  for (let at = index; at >= 0 && !marks[at]; at = parents[at] ?? -1) {
    marks[at] = 2;
  }
}

/** The children of a task that are shown; of the root, if `parent` is the number of tasks. */
export function childrenOf(
  parent: number,
  { heads, nexts }: Links,
  shown: Uint8Array
): number[] {
  const children: number[] = [];
  for (let at = heads[parent] ?? -1; at >= 0; at = nexts[at] ?? -1) {
    if (shown[at]) {
      children.push(at);
    }
  }
  return children;
}
