/**
 * The fold of resources: who held them and when, how many items a queue held, what a gather waits for, when a
 * timeout expires.
 */
import type {
  Acquired,
  MembersNamed,
  Released,
  ResourceSeen,
  Resized,
  TimeoutSet
} from '../protocol/events';
import type { Hold } from './records';
import type { OwnTask } from './tasks';
import type { Writable } from './writable';

/** A lock, queue, future and so on. */
export interface Resource {
  readonly id: number;
  readonly type: ResourceSeen['type'];
  readonly name: string | null;
  readonly capacity: number | null;
  /** What it is made of: 'tcp fd 12'; null: nothing to tell. */
  readonly detail: string | null;
  /** Sorted by start, as are the others. */
  readonly holds: readonly Hold[];
  readonly sizes: readonly Size[];
  readonly members: readonly Members[];
  readonly timeouts: readonly Timeout[];
}

/** From `start` on the queue holds so many items. */
export interface Size {
  readonly start: number;
  readonly size: number;
  /** The task that put or got; null: none. */
  readonly task: number | null;
}

/** From `start` on a gather, wait or task group waits for these tasks too. */
export interface Members {
  readonly start: number;
  readonly tasks: readonly number[];
}

/** From `start` on a timeout runs for a task. */
export interface Timeout {
  readonly start: number;
  readonly task: number;
  /** When it expires; null: never, or it was left. */
  readonly until: number | null;
}

type OwnHold = Writable<Hold>;

interface OwnResource extends Resource {
  readonly holds: OwnHold[];
  readonly sizes: Size[];
  readonly members: Members[];
  readonly timeouts: Timeout[];
  /** Holds that are not over, longest first. */
  readonly open: OwnHold[];
}

export class Resources {
  /** In the order in which they were seen first. */
  get all(): IterableIterator<Resource> {
    return this._byId.values();
  }

  get(id: number): Resource | null {
    return this._byId.get(id) ?? null;
  }

  see({ resource, type, name, capacity, detail }: ResourceSeen): void {
    if (!this._byId.has(resource)) {
      this._byId.set(resource, {
        id: resource,
        type,
        name,
        capacity,
        detail,
        holds: [],
        sizes: [],
        members: [],
        timeouts: [],
        open: []
      });
    }
  }

  acquire(fact: Acquired, task: OwnTask | null, t: number): void {
    const resource = this._byId.get(fact.resource);
    if (resource && task) {
      const hold = {
        task: task.id,
        resource: resource.id,
        start: t,
        end: null,
        open: resource.open.length + 1,
        held: ++task.held
      };
      resource.holds.push(hold);
      resource.open.push(hold);
      task.holds.push(hold);
    }
  }

  release(fact: Released, task: OwnTask | null, t: number): void {
    const open = this._byId.get(fact.resource)?.open ?? [];
    const index = open.findIndex(hold => hold.task === fact.task);
    const [hold] = index < 0 ? [] : open.splice(index, 1);
    if (hold && task) {
      hold.end = t;
      task.held--;
    }
  }

  resize({ resource, size, task }: Resized, t: number): void {
    this._byId.get(resource)?.sizes.push({ start: t, size, task });
  }

  nameMembers({ resource, tasks }: MembersNamed, t: number): void {
    this._byId.get(resource)?.members.push({ start: t, tasks });
  }

  setTimeout({ resource, task, until }: TimeoutSet, t: number): void {
    this._byId.get(resource)?.timeouts.push({ start: t, task, until });
  }

  private readonly _byId = new Map<number, OwnResource>();
}
