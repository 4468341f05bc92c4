/**
 * Lanes of threads and processes in words: their names, and what they work on at an instant.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { Work } from '../../model/works';
import { workAt } from '../../model/works';
import { workThing } from '../kit/things';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import type { Worker } from './workers';
import { inQueueAt, worksAt } from './workers';

/** Works in a queue that are named. */
const MOST = 3;

/** `thread 1`; `queue for threads`. */
export function workerName(
  { type, worker }: Worker,
  trans: TranslationBundle
): string {
  switch (type) {
    case 'thread':
      return worker === null
        ? trans.__('queue for threads')
        : worker === 0
          ? trans.__('threads')
          : trans.__('thread %1', worker);
    case 'process':
      return worker === null
        ? trans.__('queue for processes')
        : worker === 0
          ? trans.__('processes')
          : trans.__('process %1', worker);
    case 'subprocess':
      return worker === null
        ? trans.__('queue for subprocesses')
        : worker === 0
          ? trans.__('subprocesses')
          : trans.__('subprocess %1', worker);
    default:
      return assertNever(type);
  }
}

/** What a lane works on at an instant, how long, and for whom; empty: nothing. */
export function workerWords(
  worker: Worker,
  history: History,
  time: number,
  words: Words,
  trans: TranslationBundle
): string[] {
  if (worker.worker === null) {
    const queued = inQueueAt(worker, time);
    const left = queued.length - MOST;
    return [
      ...queued.slice(0, MOST).map(work => workThing(work, time, trans)),
      ...(left > 0 ? [trans._n('and %1 more', 'and %1 more', left)] : [])
    ];
  }
  return worksAt(worker, time).flatMap(work =>
    workWords(work, history, time, words, trans)
  );
}

function workWords(
  work: Work,
  history: History,
  time: number,
  words: Words,
  trans: TranslationBundle
): string[] {
  if (workAt(work, time) !== 'running' || work.startedAt === null) {
    return [];
  }
  const until = work.endedAt ?? history.now;
  const said = [
    workThing(work, time, trans),
    trans.__(
      'for %1, from %2',
      formatTime(until - work.startedAt),
      formatTime(work.startedAt)
    )
  ];
  const giver = words.taskNamed(work.task);
  if (giver !== null) {
    said.push(trans.__('given away by %1', giver));
  }
  if (work.startedAt > work.queuedAt) {
    const waited = formatTime(work.startedAt - work.queuedAt);
    said.push(trans.__('%1 in the queue before', waited));
  }
  return said;
}
