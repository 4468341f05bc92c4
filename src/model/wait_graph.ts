/**
 * The wait-for graph at an instant: who waits for what, and who could end that wait.
 *
 *   a ──waits──▶ lock door ──held──▶ b ──waits──▶ gather ──includes──▶ c (sleeps)
 *   d ──gets───▶ queue jobs ──fed──▶ e          d waits to get, and e has put into it before
 *
 * Every edge is read off the facts. Nothing is guessed: an event, a condition or a future may be set by anybody, so no edge
 * leaves it. Whether a circle is a deadlock is for the kernel to say (`deadlock_found`, which knows of timeouts and of
 * locks that are used as signals); here it is only looked up whether one that was found is there at this instant.
 */
import type { WaitKind } from '../protocol/events';
import type { Deadlock } from './findings';
import type { History } from './history';
import type { Wait } from './records';
import type { Resource } from './resources';
import { circle, deadlocksAt, feedersAt, membersAt } from './releasers';
import { lastAtOrBefore } from './search';
import type { State, TaskState } from './state';
import { holdersAt } from './state';
import type { Work } from './works';

/**
 * A task, or what tasks wait for. unnamed: something of a kind that was told, but not which; it has one waiter.
 * `id` is unique in a graph: ids of tasks, resources and works are of one sequence.
 */
export type WaitNode =
  | { readonly kind: 'task'; readonly id: string; readonly each: TaskState }
  | ResourceNode
  | { readonly kind: 'work'; readonly id: string; readonly work: Work }
  | { readonly kind: 'unnamed'; readonly id: string; readonly wait: WaitKind };

export interface ResourceNode {
  readonly kind: 'resource';
  readonly id: string;
  readonly resource: Resource;
  /** How many hold it, once for each permit. */
  readonly held: number;
  /** Items in it; null: it is no queue, or nobody put or got yet. */
  readonly size: number | null;
}

/**
 * waits: a task for a thing or a task; gets, puts: a task for a queue; held: a thing by its holder; fed, emptied: a queue by a
 * task that put or got before; includes: a gather or group of a member that has not ended.
 */
export type EdgeKind =
  'waits' | 'gets' | 'puts' | 'held' | 'fed' | 'emptied' | 'includes';

export interface WaitEdge {
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** Part of the circle of a deadlock. */
  readonly deadlocked: boolean;
}

export interface WaitGraph {
  /** By id; tasks that wait in creation order, each followed by what is new behind it. */
  readonly nodes: ReadonlyMap<string, WaitNode>;
  readonly edges: readonly WaitEdge[];
  /** Those that are there at this instant. */
  readonly deadlocks: readonly Deadlock[];
  /** How many tasks wait for something that can be drawn. */
  readonly waiting: number;
  /** How many wait for a timer, or for something that nobody could name, and nobody waits for them. */
  readonly alone: number;
}

/** The graph at the instant of a state. `withAlone`: tasks that wait for nothing that can be drawn are nodes, too. */
export function waitGraph(
  history: History,
  state: State,
  withAlone = false
): WaitGraph {
  const { time } = state;
  const deadlocks = deadlocksAt(history, time);
  const builder = new Builder(history, state, circle(deadlocks, history, time));
  const alone: number[] = [];
  let waiting = 0;
  for (const { task, state: word, wait } of state.tasks) {
    if (word !== 'waiting' || !wait) {
      continue;
    }
    if (waitsAlone(wait)) {
      alone.push(task.id);
    } else {
      waiting++;
      builder.wait(task.id, wait);
    }
  }
  const { nodes, edges } = builder;
  const apart = alone.filter(task => !nodes.has(`${task}`));
  if (withAlone) {
    apart.forEach(task => builder.task(task));
  }
  return { nodes, edges, deadlocks, waiting, alone: apart.length };
}

/** It waits for nothing that another task has, is or makes. */
export function waitsAlone({ kind, on }: Wait): boolean {
  return (
    kind === 'sleep' || kind === 'timer' || (kind === 'unknown' && on === null)
  );
}

/** Collects nodes and edges, each once. */
class Builder {
  constructor(
    private readonly history: History,
    private readonly state: State,
    private readonly circle: ReadonlySet<string>
  ) {
    this._states = new Map(state.tasks.map(each => [each.task.id, each]));
  }

  readonly nodes = new Map<string, WaitNode>();
  readonly edges: WaitEdge[] = [];

  /** The node of a task; null: there is none at this instant. */
  task(task: number): string | null {
    const each = this._states.get(task);
    const id = `${task}`;
    if (!each) {
      return null;
    }
    this.add({ kind: 'task', id, each });
    return id;
  }

  /** A wait: its edge, what is waited for, and all that leads on from there. */
  wait(task: number, wait: Wait): void {
    const from = this.task(task);
    if (from === null) {
      return;
    }
    const kind = waitEdge(wait.kind);
    const { on } = wait;
    const other = on === null ? null : this.task(on);
    const resource = on === null ? null : this.history.resource(on);
    if (other !== null) {
      this.join(kind, from, other);
    } else if (resource) {
      const isNew = !this.nodes.has(`${resource.id}`);
      this.join(kind, from, this.resource(resource));
      this.lead(resource, kind, isNew);
    } else {
      this.join(kind, from, this.other(from, wait));
    }
  }

  private resource(resource: Resource): string {
    const { time } = this.state;
    const { sizes } = resource;
    return this.add({
      kind: 'resource',
      id: `${resource.id}`,
      resource,
      held: holdersAt(resource, time).length,
      size: sizes[lastAtOrBefore(sizes, time)]?.size ?? null
    });
  }

  /** Who has what is waited for, or can bring it. */
  private lead(resource: Resource, by: EdgeKind, isNew: boolean): void {
    const { history } = this;
    const { time } = this.state;
    const id = `${resource.id}`;
    if (isNew) {
      this.joinTasks('held', id, holdersAt(resource, time));
      this.joinTasks('includes', id, membersAt(resource, history, time));
    }
    // Those who wait to get need somebody who puts, and the other way round.
    if (by === 'gets' && this.isFirst(`${id} fed`)) {
      this.joinTasks('fed', id, feedersAt(resource, 'put', history, time));
    }
    if (by === 'puts' && this.isFirst(`${id} emptied`)) {
      this.joinTasks('emptied', id, feedersAt(resource, 'got', history, time));
    }
  }

  private other(from: string, { kind, on }: Wait): string {
    const work = on === null ? null : this.history.work(on);
    return this.add(
      work
        ? { kind: 'work', id: `${work.id}`, work }
        : { kind: 'unnamed', id: `for ${from}`, wait: kind }
    );
  }

  private joinTasks(
    kind: EdgeKind,
    from: string,
    tasks: readonly number[]
  ): void {
    for (const task of new Set(tasks)) {
      const to = this.task(task);
      if (to !== null) {
        this.join(kind, from, to);
      }
    }
  }

  private join(kind: EdgeKind, from: string, to: string): void {
    const deadlocked = this.circle.has(`${from}>${to}`);
    this.edges.push({ kind, from, to, deadlocked });
  }

  private add(node: WaitNode): string {
    if (!this.nodes.has(node.id)) {
      this.nodes.set(node.id, node);
    }
    return node.id;
  }

  private isFirst(side: string): boolean {
    const isFirst = !this._sides.has(side);
    this._sides.add(side);
    return isFirst;
  }

  private readonly _states: ReadonlyMap<number, TaskState>;
  /** Queues of which those who put, or got, are joined already. */
  private readonly _sides = new Set<string>();
}

function waitEdge(kind: WaitKind): EdgeKind {
  switch (kind) {
    case 'queue.get':
      return 'gets';
    case 'queue.put':
      return 'puts';
    default:
      return 'waits';
  }
}
