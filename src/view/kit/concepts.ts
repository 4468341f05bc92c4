/**
 * Which concept of the course explains what is on screen: a wait, a thing that is waited for, a task's state. Each has one,
 * so that nothing in the scope leaves a reader without a way to look it up.
 */
import type {
  ResourceSeen,
  WaitKind,
  WorkSubmitted
} from '../../protocol/events';
import type { History } from '../../model/history';
import type { StateWord, Wait } from '../../model/records';

const OF_WAIT: Readonly<Record<WaitKind, string>> = {
  sleep: 'sleep',
  future: 'future',
  task: 'task',
  gather: 'gather',
  lock: 'lock',
  semaphore: 'semaphore',
  condition: 'condition',
  event: 'event',
  barrier: 'barrier',
  'queue.get': 'queue',
  'queue.put': 'queue',
  stream: 'streams',
  socket: 'network-io',
  executor: 'threads',
  subprocess: 'subprocess',
  timer: 'event-loop',
  // Whatever it is, it stands at an await.
  unknown: 'async-await'
};

const OF_RESOURCE: Readonly<Record<ResourceSeen['type'], string>> = {
  lock: 'lock',
  semaphore: 'semaphore',
  condition: 'condition',
  event: 'event',
  barrier: 'barrier',
  queue: 'queue',
  future: 'future',
  gather: 'gather',
  task_group: 'task-group',
  timeout: 'timeout',
  stream: 'streams',
  socket: 'network-io',
  subprocess: 'subprocess',
  other: 'future'
};

const OF_WORK: Readonly<Record<WorkSubmitted['type'], string>> = {
  thread: 'threads',
  process: 'processes',
  subprocess: 'subprocess'
};

const OF_STATE: Readonly<Record<StateWord, string>> = {
  running: 'event-loop',
  ready: 'event-loop',
  waiting: 'async-await',
  merged: 'event-loop',
  done: 'task',
  failed: 'task',
  cancelled: 'cancellation',
  destroyed: 'task'
};

/** Explains a wait: by the kind of what it is for, where one kind stands for several things, by the thing. */
export function conceptOf(
  { kind, on }: Pick<Wait, 'kind' | 'on'>,
  history: History
): string {
  const work = on === null ? null : history.work(on);
  if (kind === 'executor' && work) {
    return conceptOfWork(work.type);
  }
  const resource = on === null ? null : history.resource(on);
  return kind === 'gather' && resource?.type === 'task_group'
    ? conceptOfResource(resource.type)
    : OF_WAIT[kind];
}

/** Explains how a task stands: what it waits for, else its state. */
export function conceptOfTask(
  { state, wait }: { readonly state: StateWord; readonly wait: Wait | null },
  history: History
): string {
  return wait ? conceptOf(wait, history) : OF_STATE[state];
}

/** Explains what tasks share or wait for. */
export function conceptOfResource(type: ResourceSeen['type']): string {
  return OF_RESOURCE[type];
}

/** Explains what was given away to a thread or a process. */
export function conceptOfWork(type: WorkSubmitted['type']): string {
  return OF_WORK[type];
}
