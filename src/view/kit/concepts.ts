/**
 * Which concept of the course explains what a task waits for.
 */
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { Wait } from '../../model/records';

/** The id of the concept that explains a wait; null: none does, or nobody knows what it waits for. */
export function conceptOf(wait: Wait, history: History): string | null {
  const resource = wait.on === null ? null : history.resource(wait.on);
  const work = wait.on === null ? null : history.work(wait.on);
  switch (wait.kind) {
    case 'sleep':
    case 'future':
    case 'task':
    case 'lock':
    case 'semaphore':
    case 'condition':
    case 'event':
    case 'barrier':
    case 'subprocess':
      return wait.kind;
    case 'gather':
      return resource?.type === 'task_group' ? 'task-group' : 'gather';
    case 'queue.get':
    case 'queue.put':
      return 'queue';
    case 'stream':
      return 'streams';
    case 'socket':
      return 'network-io';
    case 'executor':
      return work?.type === 'process' ? 'processes' : 'threads';
    case 'timer':
      return 'event-loop';
    case 'unknown':
      return null;
    default:
      return assertNever(wait.kind);
  }
}
