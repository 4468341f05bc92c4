/**
 * The loop's anatomy in words: what its round, its poll, its step and each task in its lists say.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { Place, Span, Wait } from '../../model/records';
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

/** `Round 12 of 57`; where no round is told, that. */
export function roundTitle(
  { round, doing }: Anatomy,
  { history, trans }: Speech
): string {
  const { length } = history.loop.rounds;
  if (round) {
    return trans.__(
      'Round %1 of %2',
      round.number,
      Math.max(round.number, length)
    );
  }
  return doing.kind === 'merged'
    ? trans.__('Rounds that are not told one by one')
    : trans.__('Before the first round that is told');
}

/** `5 handles: 3 steps of tasks, 2 callbacks`; empty: not known, as while the loop polls. */
export function roundWords(
  at: RoundAt | null,
  { history, trans }: Speech
): string {
  if (!at?.round || at.polling) {
    return '';
  }
  const { ready } = at.round;
  const handles = trans._n('%1 handle', '%1 handles', ready);
  const steps = stepsIn(history.loop, at.number);
  if (steps === null || steps > ready) {
    return handles;
  }
  const callbacks = ready - steps;
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

/** What the loop does, a line each, and the line of code that it is at. */
export interface Told {
  readonly lines: readonly string[];
  readonly link: { readonly label: string; readonly place: Place } | null;
}

/** What runs, since when, and from where it goes on. */
export function doingWords(anatomy: Anatomy, speech: Speech): Told {
  const { doing } = anatomy;
  const { history, words, trans, time } = speech;
  switch (doing.kind) {
    case 'step':
      return stepWords(doing.each, anatomy, speech);
    case 'callback': {
      const site = history.loop.callback(doing.id)?.site ?? null;
      const place = site === null ? null : history.place(site);
      const lines = loopWords(history, time, words, trans);
      return place
        ? placed(lines, trans.__('defined at %1', words.place(place)), place)
        : { lines, link: null };
    }
    case 'poll':
      return { lines: [trans.__('Nothing: the loop polls.')], link: null };
    case 'merged':
      return { lines: loopWords(history, time, words, trans), link: null };
    case 'unknown':
      return { lines: [trans.__('Not told.')], link: null };
    default:
      return assertNever(doing);
  }
}

function stepWords(each: TaskState, { block }: Anatomy, speech: Speech): Told {
  const { history, words, trans, time } = speech;
  const lines = loopWords(history, time, words, trans);
  const blocking = block && innermost(block.stack, history);
  if (blocking) {
    return placed(lines, trans.__('Show this line'), blocking);
  }
  const came = cameFrom(each);
  if (came?.ready.by) {
    lines.push(wakerWords(came.ready.by, words, trans));
  }
  const place = came?.wait && innermost(came.wait.stack, history);
  if (place) {
    return placed(
      lines,
      trans.__('goes on from %1', words.place(place)),
      place
    );
  }
  if (came && !came.wait) {
    lines.push(trans.__('its first step'));
  }
  return { lines, link: null };
}

/** A line of a cell is a link; a library's is only told. */
function placed(lines: readonly string[], label: string, place: Place): Told {
  return place.cell === null
    ? { lines: [...lines, label], link: null }
    : { lines, link: { label, place } };
}

/** Since when the selector is asked, and for how long it may sleep. */
export function pollWords(
  { round, doing }: Anatomy,
  { trans }: Speech
): string {
  if (!round) {
    return '';
  }
  if (doing.kind === 'poll') {
    const since = formatTime(round.polled);
    return doing.until === null
      ? trans.__('polling since %1, until something happens', since)
      : trans.__(
          'polling since %1, until %2 at most',
          since,
          formatTime(doing.until)
        );
  }
  const start = round.round?.start ?? round.polled;
  return trans.__(
    'polled at %1, for %2',
    formatTime(round.polled),
    formatTime(start - round.polled)
  );
}

/** `3 in the heap when this round began`; empty: not known. */
export function heapWords(round: RoundAt | null, { trans }: Speech): string {
  return round?.round && !round.polling
    ? trans._n(
        '%1 in the heap when this round began',
        '%1 in the heap when this round began',
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
  { type, due, queued }: Timer,
  { trans, time }: Speech
): string {
  const left = formatTime(Math.abs(due - time));
  if (queued) {
    return trans.__('due: its callback is in the queue');
  }
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

/** What a running task did before: it was ready, after a wait or (null) after its birth; null: neither is known. */
function cameFrom({
  task,
  since
}: TaskState): { ready: Span; wait: Wait | null } | null {
  const index = lastAtOrBefore(task.spans, since);
  const [before, ready] = [task.spans[index - 2], task.spans[index - 1]];
  if (ready?.state !== 'ready' || (!before && task.role === 'earlier')) {
    return null;
  }
  const isKnown = !before || before.state === 'waiting';
  return isKnown ? { ready, wait: before?.wait ?? null } : null;
}
