/**
 * The loop's anatomy in words: what its round, its poll, its step and each task in its lists say.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { Place, Span } from '../../model/records';
import type { RoundAt } from '../../model/rounds';
import { stepsIn } from '../../model/rounds';
import { lastAtOrBefore } from '../../model/search';
import type { TaskState } from '../../model/state';
import { wakerWords } from '../kit/cancels';
import { loopWords } from '../kit/loop_words';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import { innermost } from '../kit/words';
import type { Anatomy, Timer } from './layout';

/** What is needed to say something about a run at an instant. */
export interface Speech {
  readonly history: History;
  readonly words: Words;
  readonly trans: TranslationBundle;
  readonly time: number;
}

/** `Round 12 of 57`; for a loop of which no round is told, that. */
export function roundTitle(
  round: RoundAt | null,
  { history, trans }: Speech
): string {
  const { rounds } = history.loop;
  return round
    ? trans.__('Round %1 of %2', round.number, Math.max(round.number, rounds.length))
    : trans.__('No round told here');
}

/** `5 handles: 3 steps of tasks, 2 callbacks`; empty: not known. */
export function roundWords(
  at: RoundAt | null,
  { history, trans }: Speech
): string {
  if (!at?.round) {
    return '';
  }
  const { ready } = at.round;
  const handles = trans._n('%1 handle', '%1 handles', ready);
  const steps = stepsIn(history.loop, at.number);
  if (steps === null) {
    return handles;
  }
  const callbacks = Math.max(0, ready - steps);
  const parts = [
    ...(steps > 0
      ? [trans._n('%1 step of a task', '%1 steps of tasks', steps)]
      : []),
    ...(callbacks > 0
      ? [trans._n('%1 callback', '%1 callbacks', callbacks)]
      : [])
  ];
  return trans.__('%1: %2', handles, parts.join(trans.__(', ')));
}

/** What runs, since when, and where it goes on, a line each. */
export function doingWords(
  { doing }: Anatomy,
  speech: Speech
): { lines: string[]; place: Place | null } {
  const { history, words, trans, time } = speech;
  switch (doing.kind) {
    case 'step': {
      const from = resumedFrom(doing.each);
      const place = from?.wait ? innermost(from.wait.stack, history) : null;
      const lines = [
        ...loopWords(history, time, words, trans),
        ...(isFirstStep(doing.each) ? [trans.__('its first step')] : []),
        ...(doing.each.by ? [wakerWords(doing.each.by, words, trans)] : []),
        ...(place ? [trans.__('goes on from %1', words.place(place))] : [])
      ];
      return { lines, place };
    }
    case 'callback': {
      const site = history.loop.callback(doing.id)?.site ?? null;
      return {
        lines: loopWords(history, time, words, trans),
        place: site === null ? null : history.place(site)
      };
    }
    case 'poll':
      return { lines: [trans.__('Nothing: the loop polls.')], place: null };
    case 'merged':
      return { lines: loopWords(history, time, words, trans), place: null };
    case 'unknown':
      return { lines: [trans.__('Not told.')], place: null };
    default:
      return assertNever(doing);
  }
}

/** Since when the selector is asked, and for how long it may sleep. */
export function pollWords({ round, doing }: Anatomy, { trans }: Speech): string {
  if (!round) {
    return '';
  }
  if (doing.kind === 'poll') {
    const since = formatTime(round.polled);
    return doing.until === null
      ? trans.__('asked since %1, sleeps until something happens', since)
      : trans.__(
          'asked since %1, sleeps until %2 at most',
          since,
          formatTime(doing.until)
        );
  }
  const start = round.round?.start ?? round.polled;
  return trans.__(
    'was asked at %1, answered after %2',
    formatTime(round.polled),
    formatTime(start - round.polled)
  );
}

/** `3 in the heap when the round began`; empty: not known. */
export function heapWords(round: RoundAt | null, { trans }: Speech): string {
  return round?.round
    ? trans._n(
        '%1 in the heap when this round began, cancelled ones included',
        '%1 in the heap when this round began, cancelled ones included',
        round.round.timers
      )
    : '';
}

/** How long a ready task has been ready, and who made it so. */
export function readyWords(each: TaskState, speech: Speech): string {
  const { words, trans, time } = speech;
  const detail = words.detail(each.task, each, time);
  const since = trans.__('for %1', formatTime(time - each.since));
  return detail === '' ? since : `${since} · ${detail}`;
}

/** When a timer is due, seen from now. */
export function timerWords(
  { type, due }: Timer,
  { trans, time }: Speech
): string {
  const left = formatTime(Math.abs(due - time));
  if (due < time) {
    return trans.__('due %1 ago: the loop has not looked yet', left);
  }
  switch (type) {
    case 'sleep':
      return trans.__('due in %1', left);
    case 'deadline':
      return trans.__('gives up in %1', left);
    case 'timeout':
      return trans.__('timeout in %1', left);
    default:
      return assertNever(type);
  }
}

/** The wait that a running task has come from; null: none that is known. */
function resumedFrom({ task, since }: TaskState): Span | null {
  const index = lastAtOrBefore(task.spans, since);
  const [before, ready] = [task.spans[index - 2], task.spans[index - 1]];
  return before?.state === 'waiting' && ready?.state === 'ready'
    ? before
    : null;
}

function isFirstStep({ task, since }: TaskState): boolean {
  return (
    task.role !== 'earlier' && lastAtOrBefore(task.spans, since) <= 1 && task.spans[0]?.state === 'ready'
  );
}
