/**
 * The closed lists of the contract, each in the order of the schema: a column may send a word as its index.
 */
import type {
  CellEnded,
  FindingFact,
  ResourceSeen,
  TaskCreated,
  TaskEnded,
  WaitKind,
  Waker,
  WorkEnded,
  WorkSubmitted
} from './events';

export const WAITS: readonly WaitKind[] = [
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

export const RESOURCES: readonly ResourceSeen['type'][] = [
  'lock',
  'semaphore',
  'condition',
  'event',
  'barrier',
  'queue',
  'future',
  'gather',
  'task_group',
  'timeout',
  'stream',
  'socket',
  'subprocess',
  'other'
];

export const WAKERS: readonly Waker['kind'][] = [
  'task',
  'timer',
  'io',
  'thread',
  'cancel',
  'callback',
  'unknown',
  'scope'
];

export const ROLES: readonly TaskCreated['role'][] = [
  'task',
  'cell',
  'main',
  'earlier'
];

export const OUTCOMES: readonly TaskEnded['outcome'][] = [
  'returned',
  'raised',
  'cancelled'
];

export const CELL_OUTCOMES: readonly CellEnded['outcome'][] = [
  'ok',
  'raised',
  'interrupted'
];

export const WORK_TYPES: readonly WorkSubmitted['type'][] = [
  'thread',
  'process',
  'subprocess'
];

export const WORK_OUTCOMES: readonly WorkEnded['outcome'][] = [
  'returned',
  'raised',
  'cancelled'
];

export const SEVERITIES: readonly FindingFact['severity'][] = [
  'info',
  'warning',
  'error'
];
