/**
 * Reads one fact of untrusted JSON, field by field.
 */
import type {
  CellEnded,
  Fact,
  ResourceSeen,
  TaskCreated,
  TaskEnded,
  WaitKind,
  Waker
} from './events';
import type { Fields } from './fields';
import {
  BrokenFrame,
  UnknownWord,
  fields,
  id,
  ids,
  integer,
  nullable,
  text,
  time,
  word
} from './fields';

/** A fact, or null where one of an unknown kind stood. */
export type Slot = Fact | null;

const WAITS: readonly WaitKind[] = [
  'sleep',
  'future',
  'task',
  'gather',
  'lock',
  'semaphore',
  'condition',
  'event',
  'barrier',
  'queue.get',
  'queue.put',
  'stream',
  'socket',
  'executor',
  'subprocess',
  'timer',
  'unknown'
];
const RESOURCES: readonly ResourceSeen['type'][] = [
  'lock',
  'semaphore',
  'condition',
  'event',
  'barrier',
  'queue',
  'future',
  'gather',
  'stream',
  'socket',
  'other'
];
const WAKERS: readonly Waker['kind'][] = [
  'task',
  'timer',
  'io',
  'thread',
  'cancel',
  'callback',
  'unknown'
];
const ROLES: readonly TaskCreated['role'][] = [
  'task',
  'cell',
  'main',
  'earlier'
];
const OUTCOMES: readonly TaskEnded['outcome'][] = [
  'returned',
  'raised',
  'cancelled'
];
const CELL_OUTCOMES: readonly CellEnded['outcome'][] = [
  'ok',
  'raised',
  'interrupted'
];
/** A fact, or null where its kind or one of its words is not known. */
export function readSlot(value: unknown): Slot {
  const from = fields(value, 'a fact');
  try {
    return readFact(from);
  } catch (error) {
    if (error instanceof UnknownWord) {
      return null;
    }
    throw error;
  }
}

/** One fact, rebuilt from the fields that are known; null: a kind that is not. */
function readFact(from: Fields): Slot {
  const kind = text(from, 'kind');
  const t = time(from, 't');
  switch (kind) {
    case 'run_started':
      return {
        kind,
        t,
        format: readFormat(from),
        run: text(from, 'run'),
        name: nullable(from, 'name', text),
        python: text(from, 'python'),
        clock: integer(from, 'clock')
      };
    case 'run_ended':
      return { kind, t, overhead: integer(from, 'overhead') };
    case 'cell_started':
      return {
        kind,
        t,
        cell: text(from, 'cell'),
        count: integer(from, 'count'),
        task: id(from, 'task')
      };
    case 'cell_ended':
      return {
        kind,
        t,
        cell: text(from, 'cell'),
        outcome: word(from, 'outcome', CELL_OUTCOMES)
      };
    case 'place_named':
      return {
        kind,
        t,
        place: id(from, 'place'),
        cell: nullable(from, 'cell', text),
        file: text(from, 'file'),
        line: integer(from, 'line', 0),
        function: text(from, 'function')
      };
    case 'task_created':
      return {
        kind,
        t,
        task: id(from, 'task'),
        name: text(from, 'name'),
        coroutine: text(from, 'coroutine'),
        parent: nullable(from, 'parent', id),
        cell: nullable(from, 'cell', text),
        site: nullable(from, 'site', id),
        role: word(from, 'role', ROLES)
      };
    case 'task_renamed':
      return { kind, t, task: id(from, 'task'), name: text(from, 'name') };
    case 'step':
      return { kind, t, task: integer(from, 'task', -1) };
    case 'wait_started':
      return {
        kind,
        t,
        task: id(from, 'task'),
        wait: word(from, 'wait', WAITS),
        on: nullable(from, 'on', id),
        until: nullable(from, 'until', time),
        stack: ids(from, 'stack')
      };
    case 'task_woken': {
      const by = fields(from['by'], '"by"');
      return {
        kind,
        t,
        task: id(from, 'task'),
        by: { kind: word(by, 'kind', WAKERS), task: nullable(by, 'task', id) }
      };
    }
    case 'task_ended':
      return {
        kind,
        t,
        task: id(from, 'task'),
        outcome: word(from, 'outcome', OUTCOMES),
        error: nullable(from, 'error', text),
        message: nullable(from, 'message', text)
      };
    case 'resource_seen':
      return {
        kind,
        t,
        resource: id(from, 'resource'),
        type: word(from, 'type', RESOURCES),
        name: nullable(from, 'name', text),
        capacity: nullable(from, 'capacity', integer)
      };
    case 'acquired':
    case 'released':
      return {
        kind,
        t,
        resource: id(from, 'resource'),
        task: id(from, 'task')
      };
    case 'facts_dropped':
      return { kind, t, count: integer(from, 'count', 1) };
    default:
      return null;
  }
}

/** The version of the contract, which has to be this one. */
export function readFormat(from: Fields): 1 {
  const format = integer(from, 'format');
  if (format !== 1) {
    throw new BrokenFrame(
      `it has format ${format}, and only format 1 is known here`
    );
  }
  return format;
}
