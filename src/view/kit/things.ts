/**
 * The things that tasks wait for, in words: `lock door`, `a queue`.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { assertNever } from '../../model/never';
import type { Wait } from '../../model/records';
import type { Resource } from '../../model/resources';
import type { Work } from '../../model/works';
import { workAt } from '../../model/works';
import { short } from './short';

/** `door`, `door (2)`: the name of a thing, with its number where others have the same; null: it has none. */
export function thingName(
  { name, number }: Resource,
  trans: TranslationBundle
): string | null {
  return name === null || number === null
    ? name && short(name)
    : trans.__('%1 (%2)', short(name), number);
}

/** A thing that a task waits for, by its name. */
export function namedThing(
  kind: Wait['kind'],
  name: string,
  trans: TranslationBundle
): string {
  switch (kind) {
    case 'future':
      return trans.__('future %1', name);
    case 'task':
      return trans.__('task %1', name);
    case 'gather':
      return trans.__('gather %1', name);
    case 'lock':
      return trans.__('lock %1', name);
    case 'semaphore':
      return trans.__('semaphore %1', name);
    case 'condition':
      return trans.__('condition %1', name);
    case 'event':
      return trans.__('event %1', name);
    case 'barrier':
      return trans.__('barrier %1', name);
    case 'queue.get':
    case 'queue.put':
      return trans.__('queue %1', name);
    case 'stream':
      return trans.__('stream %1', name);
    case 'socket':
      return trans.__('socket %1', name);
    case 'executor':
    case 'subprocess':
    case 'sleep':
    case 'timer':
    case 'unknown':
      return name;
    default:
      return assertNever(kind);
  }
}

/** A thing that a task waits for, whose name is not known. */
export function someThing(
  kind: Wait['kind'],
  trans: TranslationBundle
): string {
  switch (kind) {
    case 'future':
      return trans.__('a future');
    case 'task':
      return trans.__('a task');
    case 'gather':
      return trans.__('all tasks of a gather');
    case 'lock':
      return trans.__('a lock');
    case 'semaphore':
      return trans.__('a semaphore');
    case 'condition':
      return trans.__('a condition');
    case 'event':
      return trans.__('an event');
    case 'barrier':
      return trans.__('a barrier');
    case 'queue.get':
    case 'queue.put':
      return trans.__('a queue');
    case 'stream':
      return trans.__('data on a stream');
    case 'socket':
      return trans.__('a socket');
    case 'executor':
      return trans.__('work in another thread');
    case 'subprocess':
      return trans.__('a subprocess');
    case 'sleep':
    case 'timer':
    case 'unknown':
      return trans.__('something unknown');
    default:
      return assertNever(kind);
  }
}

/** Work that was given away, and how it stands: `resize in another thread (queued)`. */
export function workThing(
  work: Work,
  time: number,
  trans: TranslationBundle
): string {
  const thing = workName(work, time, trans);
  switch (workAt(work, time)) {
    case 'queued':
      return trans.__('%1 (queued)', thing);
    case 'running':
      return trans.__('%1 (running)', thing);
    case 'over':
      return trans.__('%1 (over)', thing);
    case null:
      return thing;
  }
}

function workName(work: Work, time: number, trans: TranslationBundle): string {
  const name = short(work.function);
  const started = work.startedAt !== null && work.startedAt <= time;
  switch (work.type) {
    case 'thread':
      return started && work.worker
        ? trans.__('%1 in thread %2', name, work.worker)
        : trans.__('%1 in another thread', name);
    case 'process':
      return trans.__('%1 in another process', name);
    case 'subprocess':
      return trans.__('subprocess %1', name);
    default:
      return assertNever(work.type);
  }
}
