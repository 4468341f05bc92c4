/**
 * Who awaits whom at an instant: a task, the members of a gather, of a task group. The other way round than a wait tells it.
 *
 * The members of a thing are gone through once, however many tasks wait for it: ten thousand that wait for the same ten
 * thousand would be a hundred million pairs.
 */
import type { History } from './history';
import type { TaskHistory } from './records';
import { membersAt } from './releasers';
import type { State } from './state';

/** The tasks that await one task. */
export interface Awaited {
  /** The one that was created first. */
  readonly first: TaskHistory;
  /** How many there are. */
  readonly count: number;
}

/** By the id of the task that is awaited; tasks that nobody awaits, or that have ended, are not in it. */
export function awaitersAt(
  state: State,
  history: History
): ReadonlyMap<number, Awaited> {
  const found = new Map<number, Awaited>();
  const groups = new Map<number, Awaited>();
  for (const { task, wait } of state.tasks) {
    const on = wait?.on ?? null;
    if (on === null) {
      continue;
    }
    if (wait?.kind === 'task') {
      add(found, on, { first: task, count: 1 });
    } else if (wait?.kind === 'gather') {
      add(groups, on, { first: task, count: 1 });
    }
  }
  for (const [on, awaited] of groups) {
    const group = history.resource(on);
    for (const id of group ? membersAt(group, history, state.time) : []) {
      add(found, id, awaited);
    }
  }
  return found;
}

function add(to: Map<number, Awaited>, id: number, news: Awaited): void {
  const known = to.get(id);
  if (!known) {
    to.set(id, news);
    return;
  }
  const count = known.count + news.count;
  const first = known.first.id <= news.first.id ? known.first : news.first;
  to.set(id, { first, count });
}
