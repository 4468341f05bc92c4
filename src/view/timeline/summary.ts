/**
 * The timeline in one paragraph, for those who do not see it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { formatTime } from '../kit/time';

/** How many tasks, how long, whether the loop was blocked; `path`: what is said of the critical path, or nothing. */
export function summary(
  history: History,
  path: string,
  trans: TranslationBundle
): string {
  const ended = history.tasks.filter(task => task.endedAt !== null).length;
  const tasks = trans._n(
    'Timeline of %1 task over %2; %3 ended. The task tree says the same in words.',
    'Timeline of %1 tasks over %2; %3 ended. The task tree says the same in words.',
    history.tasks.length,
    formatTime(history.now),
    ended
  );
  return [tasks, blocked(history, trans), path]
    .filter(each => each !== '')
    .join(' ');
}

function blocked({ loop, now }: History, trans: TranslationBundle): string {
  const { blocks } = loop;
  if (blocks.length === 0) {
    return '';
  }
  const longest = blocks.reduce(
    (most, { start, end }) => Math.max(most, (end ?? now) - start),
    0
  );
  return trans._n(
    'The loop was blocked once, for %2.',
    'The loop was blocked %1 times, for %2 at most.',
    blocks.length,
    formatTime(longest)
  );
}
