/**
 * Who woke a task, who asked to cancel it and where, in words.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { assertNever } from '../../model/never';
import type { CancelRequest, Span, TaskHistory } from '../../model/records';
import type { Waker } from '../../protocol/events';

/** What is needed of `Words`. */
interface Names {
  taskNamed(id: number | null): string | null;
  line(stack: readonly number[]): string | null;
}

/** The requests that a task has got by then and not taken back, oldest first. */
export function cancelsAt(task: TaskHistory, time: number): CancelRequest[] {
  return task.cancels.filter(
    ({ start, withdrawnAt }) =>
      start <= time && (withdrawnAt === null || withdrawnAt > time)
  );
}

/** `cancelled by main (cell [3] line 7)`; empty: nobody asked, or the task ended in another way. */
export function cancelWords(
  task: TaskHistory,
  { state, by }: Pick<Span, 'state' | 'by'>,
  time: number,
  names: Names,
  trans: TranslationBundle
): string {
  const request = cancelsAt(task, time).at(-1);
  if (!request || by?.kind === 'cancel') {
    return '';
  }
  switch (state) {
    case 'running':
    case 'ready':
    case 'waiting':
    case 'merged':
      return requestWords(request, names, trans);
    case 'cancelled': {
      const who = whoWords(request.by, names, trans);
      return who === null
        ? ''
        : placed(trans.__('cancelled by %1', who), request, names, trans);
    }
    case 'done':
    case 'failed':
    case 'destroyed':
      return '';
    default:
      return assertNever(state);
  }
}

/** `cancel requested by main (cell [3] line 7)`. */
export function requestWords(
  request: CancelRequest,
  names: Names,
  trans: TranslationBundle
): string {
  const who = whoWords(request.by, names, trans);
  const said =
    who === null
      ? trans.__('cancel requested')
      : trans.__('cancel requested by %1', who);
  return placed(said, request, names, trans);
}

/** `woken by a timer`; empty: not seen. */
export function wakerWords(
  by: Waker,
  names: Names,
  trans: TranslationBundle
): string {
  const name = names.taskNamed(by.task);
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
    case 'scope': // it cancels, and wakes nobody
      return '';
    default:
      return assertNever(by.kind);
  }
}

/** Who asked; null: not seen. */
function whoWords(
  by: Waker,
  names: Names,
  trans: TranslationBundle
): string | null {
  switch (by.kind) {
    case 'task':
    case 'cancel':
      return names.taskNamed(by.task) ?? trans.__('a task not seen');
    case 'timer':
      return trans.__('a timer');
    case 'io':
      return trans.__('I/O');
    case 'thread':
      return trans.__('another thread');
    case 'callback':
      return trans.__('a callback');
    case 'scope':
      return trans.__('you, in the scope');
    case 'unknown':
      return null;
    default:
      return assertNever(by.kind);
  }
}

function placed(
  said: string,
  { site }: CancelRequest,
  names: Names,
  trans: TranslationBundle
): string {
  const line = site === null ? null : names.line([site]);
  return line === null ? said : trans.__('%1 (%2)', said, line);
}
