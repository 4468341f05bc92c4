/**
 * Who can end a wait, read off the facts at an instant: members of a gather, feeders of a queue, and the circles of
 * deadlocks that the kernel has found.
 */
import type { Deadlock } from './findings';
import type { History } from './history';
import type { Resource } from './resources';
import { lastAtOrBefore } from './search';
import { holdersAt, spanAt } from './state';

/** How far back a queue's feeders are looked for, in changes of its size: no work in proportion to all facts. */
export const LOOK_BACK = 500;

/** The deadlocks that are there at an instant: each task of the circle waits for the next one. */
export function deadlocksAt(history: History, time: number): Deadlock[] {
  return history.findings.deadlocks.filter(found =>
    found.tasks.every((_, index) => {
      const link = linkOf(found, index, history, time);
      return link !== null;
    })
  );
}

/** Tasks that a gather, wait or task group still waits for at an instant: of all that were named by then, those that live. */
export function membersAt(
  { members }: Resource,
  history: History,
  time: number
): number[] {
  const last = lastAtOrBefore(members, time);
  const [first] = members;
  if (last <= 0) {
    // Most groups are named once, and may hold ten thousand: no copies.
    const named = last === 0 && first ? first.tasks : [];
    return named.filter(id => isAlive(id, history, time));
  }
  const named = members.slice(0, last + 1).flatMap(each => each.tasks);
  // A loop of as_completed names some again.
  return [...new Set(named)].filter(id => isAlive(id, history, time));
}

/** Tasks that put into a queue (or got from it) before, latest first; some may have ended. */
export function feedersBefore(
  { sizes }: Resource,
  side: 'put' | 'got',
  time: number
): number[] {
  const last = lastAtOrBefore(sizes, time);
  const found = new Set<number>();
  for (let index = last; index >= 0 && index > last - LOOK_BACK; index--) {
    const now = sizes[index];
    const grew = (now?.size ?? 0) > (sizes[index - 1]?.size ?? 0);
    const task = now?.task ?? null;
    if (task !== null && grew === (side === 'put')) {
      found.add(task);
    }
  }
  return [...found];
}

/** Those of them that have not ended: who could do so again. */
export function feedersAt(
  resource: Resource,
  side: 'put' | 'got',
  history: History,
  time: number
): number[] {
  return feedersBefore(resource, side, time).filter(id =>
    isAlive(id, history, time)
  );
}

function isAlive(id: number, history: History, time: number): boolean {
  const task = history.task(id);
  return (
    task !== null &&
    task.createdAt <= time &&
    (task.endedAt === null || task.endedAt > time)
  );
}

/** What the task at `index` of a deadlock waits for, if the next one has or is it at this instant; null: no longer. */
function linkOf(
  { tasks, resources }: Deadlock,
  index: number,
  history: History,
  time: number
): { from: number; on: number; next: number } | null {
  const [from, next] = [tasks[index], tasks[(index + 1) % tasks.length]];
  const task = from === undefined ? null : history.task(from);
  const wait = task && spanAt(task, time)?.wait;
  const on = wait?.on ?? null;
  if (from === undefined || next === undefined || on === null) {
    return null;
  }
  const thing = history.resource(on);
  const expected = resources[index] ?? null;
  const leads =
    expected === null
      ? on === next || (thing && membersAt(thing, history, time).includes(next))
      : on === expected && thing && holdersAt(thing, time).includes(next);
  return leads ? { from, on, next } : null;
}

/** The edges of deadlocks, as `from>to`. */
export function circle(
  deadlocks: readonly Deadlock[],
  history: History,
  time: number
): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const found of deadlocks) {
    for (const index of found.tasks.keys()) {
      const link = linkOf(found, index, history, time);
      if (link) {
        const { from, on, next } = link;
        pairs.add(`${from}>${on}`).add(`${on}>${next}`);
      }
    }
  }
  return pairs;
}
