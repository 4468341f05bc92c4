/**
 * Two runs side by side: their figures, and which task of one is the counterpart of which task of the other.
 *
 *   first     cell        fetch-1 fetch-2
 *   second    cell  warm  fetch-1 fetch-2 fetch-3
 *   pairs     cell·cell  –·warm  fetch-1·fetch-1  fetch-2·fetch-2  –·fetch-3
 */
import type { RunFigures } from './figures';
import { figuresOf } from './figures';
import type { History } from './history';
import { AUTOMATIC } from './label';
import type { TaskHistory } from './records';

/** A task and its counterpart; one of the two may be missing. */
export interface Pair {
  readonly first: TaskHistory | null;
  readonly second: TaskHistory | null;
}

export interface Comparison {
  readonly first: RunFigures;
  readonly second: RunFigures;
  /** In the order in which the tasks were born, on one clock from the first birth on. */
  readonly pairs: readonly Pair[];
}

/** Compares two runs as far as they are known. */
export function compare(a: History, b: History): Comparison {
  const [first, second] = [figuresOf(a), figuresOf(b)];
  const born = (pair: Pair): number =>
    Math.min(
      pair.first ? pair.first.createdAt - first.from : Infinity,
      pair.second ? pair.second.createdAt - second.from : Infinity
    );
  const pairs = pairsOf(a.tasks, b.tasks).sort((x, y) => born(x) - born(y));
  return { first, second, pairs };
}

/**
 * Pairs tasks by their names, those of one name in the order of their birth. What is left is paired by coroutine: one
 * run may have named its tasks where the other did not.
 */
export function pairsOf(
  first: readonly TaskHistory[],
  second: readonly TaskHistory[]
): Pair[] {
  const byName = paired(first, second, nameOf);
  const byCoroutine = paired(
    byName.flatMap(pair => (pair.second ? [] : (pair.first ?? []))),
    byName.flatMap(pair => (pair.first ? [] : (pair.second ?? []))),
    coroutineOf
  );
  return [...byName.filter(pair => pair.first && pair.second), ...byCoroutine];
}

/** null: it has none to be known by. */
type Key = (task: TaskHistory) => string | null;

function paired(
  first: readonly TaskHistory[],
  second: readonly TaskHistory[],
  key: Key
): Pair[] {
  const waiting = new Map<string, TaskHistory[]>();
  const pairs: Pair[] = [];
  for (const task of [...second].reverse()) {
    const own = key(task);
    if (own === null) {
      pairs.push({ first: null, second: task });
    } else {
      const same = waiting.get(own);
      if (same) {
        same.push(task);
      } else {
        waiting.set(own, [task]);
      }
    }
  }
  for (const task of first) {
    const match = waiting.get(key(task) ?? '')?.pop() ?? null;
    pairs.push({ first: task, second: match });
  }
  for (const task of [...waiting.values()].flat()) {
    pairs.push({ first: null, second: task });
  }
  return pairs;
}

function nameOf({ role, name, coroutine }: TaskHistory): string | null {
  if (role !== 'task') {
    // A cell's number, and so its name, is another one in each run.
    return role === 'main' ? 'cell' : role;
  }
  return AUTOMATIC.test(name) ? `coroutine ${coroutine}` : `name ${name}`;
}

function coroutineOf({ role, coroutine }: TaskHistory): string | null {
  return role === 'task' && coroutine !== '' ? coroutine : null;
}
