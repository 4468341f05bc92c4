/**
 * What the event loop does at an instant, in words: whose step it runs, what blocks it and whom that delayed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import type { Block, MergedWindow } from '../../model/loop';
import { blockAt } from '../../model/loop';
import { lastAtOrBefore } from '../../model/search';
import { short } from './short';
import { formatTime } from './time';
import type { Words } from './words';

/** What it does and for how long, a line each. */
export function loopWords(
  history: History,
  time: number,
  words: Words,
  trans: TranslationBundle
): string[] {
  const { loop } = history;
  const block = blockAt(loop, time);
  if (block) {
    return blockWords(block, history, words, trans);
  }
  const window = loop.windows[lastAtOrBefore(loop.windows, time)];
  if (window && time < window.end) {
    return windowWords(window, trans);
  }
  const index = lastAtOrBefore(loop.spans, time);
  const span = loop.spans[index];
  if (!span || span.task === null) {
    return [];
  }
  const until = loop.spans[index + 1]?.start ?? history.now;
  const what =
    span.task === 0
      ? trans.__('idle')
      : trans.__('runs %1', runnerName(span.task, history, words, trans));
  return [what, lasting(span.start, until, trans)];
}

/** `blocked by worker-1 at cell [3] line 7`, how long, and `delayed 3 tasks, by up to 1.1 s`. */
function blockWords(
  { task, stack, start, end, delays }: Block,
  history: History,
  words: Words,
  trans: TranslationBundle
): string[] {
  const who = runnerName(task, history, words, trans);
  const line = words.line(stack);
  const said = [
    line === null
      ? trans.__('blocked by %1', who)
      : trans.__('blocked by %1 at %2', who, line),
    lasting(start, end ?? history.now, trans)
  ];
  if (delays.length > 0) {
    const longest = delays.reduce(
      (most, { delay }) => Math.max(most, delay),
      0
    );
    said.push(
      trans._n(
        'delayed %1 task, by up to %2',
        'delayed %1 tasks, by up to %2',
        delays.length,
        formatTime(longest)
      )
    );
  }
  return said;
}

function windowWords(
  { start, end, steps, busy }: MergedWindow,
  trans: TranslationBundle
): string[] {
  return [
    trans._n(
      '%1 step, %2 in all, not told one by one',
      '%1 steps, %2 in all, not told one by one',
      steps,
      formatTime(busy)
    ),
    lasting(start, end, trans)
  ];
}

/** The task or callback whose step it is: a number as in LoopSpan, but for 0. */
export function runnerName(
  task: number,
  history: History,
  words: Words,
  trans: TranslationBundle
): string {
  if (task > 0) {
    return words.taskNamed(task) ?? trans.__('a task not seen');
  }
  const callback = history.loop.callback(task);
  return callback
    ? trans.__('callback %1', short(callback.function))
    : trans.__('a callback');
}

function lasting(
  start: number,
  until: number,
  trans: TranslationBundle
): string {
  return trans.__(
    'for %1, from %2',
    formatTime(until - start),
    formatTime(start)
  );
}
