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
  /**
   * Which of those with its type and name it is, in the order in which they were seen: two locks that one function calls
   * `lock` are not to be taken for one. null: it has its name for itself, or none.
   */
  readonly number: number | null;
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

interface OwnResource extends Writable<Resource> {
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
      const own: OwnResource = {
        id: resource,
        type,
        name,
        number: null,
        capacity,
        detail,
        holds: [],
        sizes: [],
        members: [],
        timeouts: [],
        open: []
      };
      this._byId.set(resource, own);
      this.tellApart(own);
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

  private tellApart(resource: OwnResource): void {
    if (resource.name === null) {
      return;
    }
    const key = `${resource.type} ${resource.name}`;
    const same = this._same.get(key);
    if (same) {
      same.first.number = 1;
      resource.number = ++same.count;
    } else {
      this._same.set(key, { first: resource, count: 1 });
    }
  }

  private readonly _byId = new Map<number, OwnResource>();
  /** By type and name. */
  private readonly _same = new Map<
    string,
    { readonly first: OwnResource; count: number }
  >();
}
