/**
 * Tasks, states, waits and places in words. Every sentence about a task that is on screen is made here, so that
 * tree, tooltip and accessible names say the same.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type {
  Place,
  Span,
  StateWord,
  TaskHistory,
  Wait
} from '../../model/records';
import type { Resource } from '../../model/resources';
import { heldAt, holdersAt } from '../../model/state';
import type { Waker } from '../../protocol/events';
import { namedThing, someThing } from './things';
import { formatTime } from './time';

/** Names of holders that are spelled out; the others are counted. */
const MAX_NAMES = 3;

/** Longest name in a sentence. The kernel may send ten thousand characters. */
const MAX_NAME = 60;

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

  /** `cell [3]` for a cell, else the task's name. */
  task(task: TaskHistory): string {
    if (task.role === 'cell') {
      const cell = this.history.cellOfTask(task.id);
      return cell
        ? this.trans.__('cell [%1]', cell.count)
        : this.trans.__('cell');
    }
    return short(task.name);
  }

  /**
   * What a task is about in its present state: what it waits for, who woke it, what it holds, how it ended. Empty:
   * nothing to add.
   */
  detail(
    task: TaskHistory,
    span: Pick<Span, 'wait' | 'by'>,
    time: number
  ): string {
    const said = [this.doing(task, span, time), this.holding(task, time)];
    return said.filter(each => each !== '').join(' · ');
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
          this.waitFor(wait, this.thing(wait)) + this.heldBy(wait, time);
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

  private doing(
    task: TaskHistory,
    span: Pick<Span, 'wait' | 'by'>,
    time: number
  ): string {
    if (span.wait) {
      return this.wait(span.wait, time);
    }
    if (span.by) {
      return this.waker(span.by);
    }
    if (task.endedAt === null || time < task.endedAt) {
      return '';
    }
    const took = this.trans.__(
      'took %1',
      formatTime(task.endedAt - task.createdAt)
    );
    if (task.error === null) {
      return took;
    }
    const error = task.message ? `${task.error}: ${task.message}` : task.error;
    return `${short(error)} · ${took}`;
  }

  private holding(task: TaskHistory, time: number): string {
    const ids = new Set(heldAt(task, time).map(hold => hold.resource));
    const names = [...ids].slice(0, MAX_NAMES).map(id => this.resource(id));
    return names.length === 0
      ? ''
      : this.trans.__('holds %1', names.join(this.trans.__(', ')));
  }

  private resource(id: number): string {
    const resource = this.history.resource(id);
    const kind = resource?.type === 'semaphore' ? 'semaphore' : 'lock';
    return resource?.name
      ? namedThing(kind, short(resource.name), this.trans)
      : someThing(kind, this.trans);
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

  private thing(wait: Wait): string {
    const task = wait.on === null ? null : this.history.task(wait.on);
    if (task) {
      return this.trans.__('task %1', this.task(task));
    }
    const resource = wait.on === null ? null : this.history.resource(wait.on);
    if (resource?.name) {
      return namedThing(wait.kind, short(resource.name), this.trans);
    }
    // asyncio.wait and asyncio.as_completed collect tasks too, without gather's future.
    return wait.kind === 'gather' && !resource
      ? this.trans.__('several tasks')
      : someThing(wait.kind, this.trans);
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
    const { trans, history } = this;
    const names = ids.slice(0, MAX_NAMES).map(id => {
      const task = history.task(id);
      return task ? this.task(task) : trans.__('a task not seen');
    });
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

  private waker(by: Waker): string {
    const { trans } = this;
    const task = by.task === null ? null : this.history.task(by.task);
    const name = task && this.task(task);
    switch (by.kind) {
      case 'task':
        return name === null
          ? trans.__('woken by a task')
          : trans.__('woken by %1', name);
      case 'cancel':
        return name === null
          ? trans.__('being cancelled')
          : trans.__('being cancelled by %1', name);
      case 'timer':
        return trans.__('woken by a timer');
      case 'io':
        return trans.__('woken by I/O');
      case 'thread':
        return trans.__('woken by a thread');
      case 'callback':
        return trans.__('woken by a callback');
      case 'unknown':
        return '';
      default:
        return assertNever(by.kind);
    }
  }
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

/** Text cut to a length that a sentence bears. */
export function short(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text;
}

/** Something of which there is more than one to hold. */
function counted(resource: Resource): boolean {
  return resource.type === 'semaphore' && resource.capacity !== null;
}
