/**
 * Tasks, states, waits and places in words. Every sentence about a task that is on screen is made here, so that
 * tree, tooltip and accessible names say the same.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import type { Block } from '../../model/loop';
import { blockAt } from '../../model/loop';
import { labelOf } from '../../model/label';
import { assertNever } from '../../model/never';
import type {
  Place,
  Span,
  StateWord,
  TaskHistory,
  Wait
} from '../../model/records';
import { membersAt } from '../../model/releasers';
import type { Resource } from '../../model/resources';
import { lastAtOrBefore } from '../../model/search';
import { heldAt, holdersAt } from '../../model/state';
import { cancelWords, wakerWords } from './cancels';
import { short } from './short';
import { namedThing, someThing, thingName, workThing } from './things';
import { formatTime } from './time';

/** Names of holders that are spelled out; the others are counted. */
const MAX_NAMES = 3;

/** Words about one run, in the reader's language. */
export class Words {
  constructor(
    private readonly history: History,
    private readonly trans: TranslationBundle
  ) {}

  /** The word for a state. */
  state(state: StateWord): string {
    return stateWord(state, this.trans);
  }

  /** `cell [3]` for a cell, else what the task is called. */
  task(task: TaskHistory): string {
    if (task.role === 'cell') {
      const cell = this.history.cellOfTask(task.id);
      return cell
        ? this.trans.__('cell [%1]', cell.count)
        : this.trans.__('cell');
    }
    return short(labelOf(task));
  }

  /**
   * What a task is about in its present state: what it waits for, who woke it, who wants it cancelled, what it holds, how
   * it ended. Empty: nothing to add.
   */
  detail(
    task: TaskHistory,
    span: Pick<Span, 'state' | 'wait' | 'by'>,
    time: number
  ): string {
    const said = [
      this.doing(task, span, time),
      cancelWords(task, span, time, this, this.trans),
      this.holding(task, time)
    ];
    return said.filter(each => each !== '').join(' · ');
  }

  /** The name of a task; null: there is none of this id. */
  taskNamed(id: number | null): string | null {
    const task = id === null ? null : this.history.task(id);
    return task && this.task(task);
  }

  /** `cell [3] line 7`: the innermost line of a cell in a stack, else the innermost of all; null: none is known. */
  line(stack: readonly number[]): string | null {
    const place = innermost(stack, this.history);
    return place && this.place(place);
  }

  /** `waits for semaphore limit (2 of 2 held by worker-1, worker-2)`. */
  wait(wait: Wait, time: number): string {
    const { trans } = this;
    const until = wait.until === null ? null : formatTime(wait.until);
    switch (wait.kind) {
      case 'sleep':
        return this.sleep(wait, time);
      case 'timer':
        return until === null
          ? trans.__('waits for a timer')
          : trans.__('waits for a timer due at %1', until);
      case 'unknown':
        return this.unknownWait(wait);
      default: {
        const phrase =
          this.waitFor(wait, this.thing(wait, time)) + this.heldBy(wait, time);
        return until === null
          ? phrase
          : trans.__('%1, at most until %2', phrase, until);
      }
    }
  }

  /** `cell [3] line 7`. */
  place(place: Place): string {
    const { trans } = this;
    if (place.cell === null) {
      return trans.__('%1 line %2', short(place.file), place.line);
    }
    const cell = this.history.cellNamed(place.cell);
    return cell
      ? trans.__('cell [%1] line %2', cell.count, place.line)
      : trans.__('another cell, line %1', place.line);
  }

  /** The name of a lock or semaphore: `lock door`, `a semaphore`. */
  resource(id: number): string {
    const resource = this.history.resource(id);
    const kind = resource?.type === 'semaphore' ? 'semaphore' : 'lock';
    const name = resource && thingName(resource, this.trans);
    return name
      ? namedThing(kind, name, this.trans)
      : someThing(kind, this.trans);
  }

  /** `blocks the loop at cell [3] line 7`: the step goes on for too long, and where, as another thread has seen. */
  blocking({ stack }: Block): string {
    const line = this.line(stack);
    return line === null
      ? this.trans.__('blocks the loop')
      : this.trans.__('blocks the loop at %1', line);
  }

  private doing(
    task: TaskHistory,
    span: Pick<Span, 'state' | 'wait' | 'by'>,
    time: number
  ): string {
    if (span.wait) {
      return this.wait(span.wait, time);
    }
    switch (span.state) {
      case 'running': {
        const block = blockAt(this.history.loop, time);
        return block?.task === task.id ? this.blocking(block) : '';
      }
      case 'ready':
        return span.by ? wakerWords(span.by, this, this.trans) : '';
      case 'waiting':
        return '';
      case 'merged':
        return this.merged(task, time);
      case 'destroyed':
        return this.trans.__('pending, and nobody referred to it any more');
      case 'done':
      case 'failed':
      case 'cancelled':
        return this.ended(task, time);
      default:
        return assertNever(span.state);
    }
  }

  private merged(task: TaskHistory, time: number): string {
    const index = lastAtOrBefore(task.spans, time);
    const [span, next] = [task.spans[index], task.spans[index + 1]];
    return span && next
      ? this.trans._n(
          '%1 step, %2 in all, not told one by one',
          '%1 steps, %2 in all, not told one by one',
          next.steps - span.steps,
          formatTime(next.busy - span.busy)
        )
      : '';
  }

  private ended(task: TaskHistory, time: number): string {
    const took = this.trans.__(
      'took %1',
      formatTime((task.endedAt ?? time) - task.createdAt)
    );
    if (task.error === null) {
      return took;
    }
    const error = task.message ? `${task.error}: ${task.message}` : task.error;
    const said = [short(error), took];
    if (task.unretrievedAt !== null && task.unretrievedAt <= time) {
      said.push(this.trans.__('nobody asked for this exception'));
    }
    return said.join(' · ');
  }

  private holding(task: TaskHistory, time: number): string {
    const ids = new Set(heldAt(task, time).map(hold => hold.resource));
    const names = [...ids].slice(0, MAX_NAMES).map(id => this.resource(id));
    return names.length === 0
      ? ''
      : this.trans.__('holds %1', names.join(this.trans.__(', ')));
  }

  private sleep({ until }: Wait, time: number): string {
    const { trans } = this;
    if (until === null) {
      return trans.__('sleeps');
    }
    // Its timer is due, and nobody looks at timers while a step runs: the sight of a blocked loop.
    return time > until
      ? trans.__('slept until %1, now waits for the loop', formatTime(until))
      : trans.__('sleeps until %1', formatTime(until));
  }

  private waitFor(wait: Wait, thing: string): string {
    switch (wait.kind) {
      case 'queue.get':
        return this.trans.__('waits to get from %1', thing);
      case 'queue.put':
        return this.trans.__('waits to put into %1', thing);
      default:
        return this.trans.__('waits for %1', thing);
    }
  }

  private thing(wait: Wait, time: number): string {
    const { trans, history } = this;
    const task = this.taskNamed(wait.on);
    if (task !== null) {
      return trans.__('task %1', task);
    }
    const work = wait.on === null ? null : history.work(wait.on);
    if (work) {
      return workThing(work, time, trans);
    }
    const resource = wait.on === null ? null : history.resource(wait.on);
    const members = resource && this.membersOf(resource, time);
    if (members) {
      return members;
    }
    // asyncio.wait and asyncio.as_completed collect tasks too, without gather's future.
    const name = resource && thingName(resource, trans);
    const thing = name
      ? namedThing(wait.kind, name, trans)
      : wait.kind === 'gather' && !resource
        ? trans.__('several tasks')
        : someThing(wait.kind, trans);
    return resource?.detail
      ? trans.__('%1 (%2)', thing, short(resource.detail))
      : thing;
  }

  /** The tasks of a gather or task group that have not ended by then; null: none, or they were not named. */
  private membersOf(resource: Resource, time: number): string | null {
    const left = membersAt(resource, this.history, time);
    return left.length > 0
      ? this.trans._n('task %2', 'tasks %2', left.length, this.names(left))
      : null;
  }

  private heldBy(wait: Wait, time: number): string {
    const { trans } = this;
    const resource = wait.on === null ? null : this.history.resource(wait.on);
    const held = resource ? holdersAt(resource, time) : [];
    if (!resource || held.length === 0) {
      return '';
    }
    const names = this.names([...new Set(held)]);
    return counted(resource)
      ? trans.__(
          ' (%1 of %2 held by %3)',
          held.length,
          resource.capacity,
          names
        )
      : trans.__(' (held by %1)', names);
  }

  private names(ids: readonly number[]): string {
    const { trans } = this;
    const names = ids
      .slice(0, MAX_NAMES)
      .map(id => this.taskNamed(id) ?? trans.__('a task not seen'));
    const more = ids.length - names.length;
    const joined = names.join(trans.__(', '));
    return more > 0
      ? trans._n('%2 and %1 more', '%2 and %1 more', more, joined)
      : joined;
  }

  private unknownWait(wait: Wait): string {
    const place = this.history.place(wait.stack.at(-1) ?? 0);
    return place
      ? this.trans.__('waits in %1', short(place.function))
      : this.trans.__('waits');
  }
}

/** The innermost place of a stack that is in a cell; else the innermost of all. */
export function innermost(
  stack: readonly number[],
  history: History
): Place | null {
  const places = stack.flatMap(id => history.place(id) ?? []).reverse();
  return places.find(place => place.cell !== null) ?? places[0] ?? null;
}

/** The word for a state. */
export function stateWord(state: StateWord, trans: TranslationBundle): string {
  switch (state) {
    case 'running':
      return trans.__('running');
    case 'ready':
      return trans.__('ready');
    case 'waiting':
      return trans.__('waiting');
    case 'merged':
      return trans.__('merged');
    case 'done':
      return trans.__('done');
    case 'failed':
      return trans.__('failed');
    case 'cancelled':
      return trans.__('cancelled');
    case 'destroyed':
      return trans.__('destroyed');
    default:
      return assertNever(state);
  }
}

/** Something of which there is more than one to hold. */
function counted(resource: Resource): boolean {
  return resource.type === 'semaphore' && resource.capacity !== null;
}
