/**
 * All that is shown of the selected task: history in, words and numbers out.
 *
 * The source text of a line is not in the log: a line is named by its cell, its number and its function, and leads there.
 */
import type { History } from '../../model/history';
import type { Place, Span, TaskHistory } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import { heldAt, spanAt } from '../../model/state';
import { blockAt } from '../../model/loop';
import type { Bin, Totals } from '../../model/totals';
import { histogram, percentile, stepTimes, totalsAt } from '../../model/totals';
import { why } from '../../model/why';
import { cancelsAt, requestWords, wakerWords } from '../kit/cancels';
import { conceptOfTask } from '../kit/concepts';
import { short } from '../kit/short';
import type { Around, WhyWords } from './why_words';
import { whyWords } from './why_words';

/** Lines of a stack that are shown, the innermost ones. */
const MAX_LINES = 60;

/** Things of one kind that are listed, the latest ones. */
const MAX_LISTED = 20;

/** Longest text of an exception. The kernel cuts it at 200 characters; a file may not. */
const MAX_MESSAGE = 1000;

/** A line of the await stack. */
export interface StackLine {
  readonly place: Place;
  readonly function: string;
  readonly label: string;
}

/** Something that somebody did to the task. */
export interface Deed {
  readonly text: string;
  readonly time: number;
  /** The task that did it; null: none, or unknown. */
  readonly by: TaskHistory | null;
  /** The line that did it. */
  readonly place: Place | null;
}

/** A resource that the task holds. */
export interface Holding {
  readonly text: string;
  readonly since: number;
}

export interface StepSummary {
  /** Steps whose duration was told. */
  readonly count: number;
  readonly untold: number;
  /** Null without steps. */
  readonly percentiles: {
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
  } | null;
  readonly bins: readonly Bin[];
}

export interface Details {
  readonly task: TaskHistory;
  readonly span: Span;
  readonly name: string;
  readonly ended: boolean;
  /** Null once it has ended. */
  readonly why: WhyWords | null;
  /** The concept that explains what it waits for, or its state. */
  readonly concept: string;
  readonly error: { readonly type: string; readonly message: string } | null;
  /** Outermost first. */
  readonly stack: readonly StackLine[];
  /** The stack is that of the wait before: where it will go on. */
  readonly stackIsOfWaitBefore: boolean;
  readonly deeds: readonly Deed[];
  readonly holds: readonly Holding[];
  readonly totals: Totals;
  readonly steps: StepSummary;
}

/** What there is to say about a task at an instant; null: it does not exist yet. */
export function detailsOf(task: TaskHistory, around: Around): Details | null {
  const { history, time, words } = around;
  const span = spanAt(task, time);
  const totals = totalsAt(task, time);
  const chain = why(task, history, time);
  if (!span || !totals || !chain) {
    return null;
  }
  const ended = task.endedAt !== null && task.endedAt <= time;
  return {
    task,
    span,
    name: words.task(task),
    ended,
    why: ended ? null : whyWords(chain, around),
    concept: conceptOfTask(span, history),
    error:
      ended && task.error !== null
        ? {
            type: short(task.error),
            message: (task.message ?? '').slice(0, MAX_MESSAGE)
          }
        : null,
    ...stackAt(task, span, around),
    deeds: deedsOf(task, around),
    holds: holdingsOf(task, around),
    totals,
    steps: stepsOf(task, time)
  };
}

function stackAt(
  task: TaskHistory,
  span: Span,
  { history, time, words }: Around
): Pick<Details, 'stack' | 'stackIsOfWaitBefore'> {
  const block = blockAt(history.loop, time);
  const blocks = span.state === 'running' && block?.task === task.id;
  // A task that may run, or was thrown away, stands where it waited last.
  const rests = span.state === 'ready' || span.state === 'destroyed';
  const before = rests ? waitBefore(task, time) : [];
  const ids = blocks ? block.stack : (span.wait?.stack ?? before);
  return {
    stack: ids
      .slice(-MAX_LINES)
      .flatMap(id => history.place(id) ?? [])
      .map(place => ({
        place,
        function: short(place.function),
        label: words.place(place)
      })),
    stackIsOfWaitBefore: before.length > 0
  };
}

function waitBefore({ spans }: TaskHistory, time: number): readonly number[] {
  return spans[lastAtOrBefore(spans, time) - 1]?.wait?.stack ?? [];
}

/** Who created it, who woke it last, who wants it cancelled: in the order in which that happened. */
function deedsOf(task: TaskHistory, around: Around): Deed[] {
  const { history, time, words, trans } = around;
  const created: Deed = {
    text: task.parent
      ? trans.__('created by %1', words.task(task.parent))
      : trans.__('created'),
    time: task.createdAt,
    by: task.parent,
    place: task.site === null ? null : history.place(task.site)
  };
  const cancels = cancelsAt(task, time)
    .slice(-MAX_LISTED)
    .map((request): Deed => ({
      text: requestWords({ ...request, site: null }, words, trans),
      time: request.start,
      by: taskOf(request.by.task, history),
      place: request.site === null ? null : history.place(request.site)
    }));
  const woken = wokenLast(task, time);
  const wakes = woken?.by
    ? [
        {
          text: wakerWords(woken.by, words, trans),
          time: woken.start,
          by: taskOf(woken.by.task, history),
          place: null
        }
      ].filter(deed => deed.text !== '')
    : [];
  return [created, ...cancels, ...wakes].sort((a, b) => a.time - b.time);
}

/** The span that began when somebody ended the task's last wait. */
function wokenLast({ spans }: TaskHistory, time: number): Span | null {
  let index = lastAtOrBefore(spans, time);
  while (index >= 0 && !spans[index]?.by) {
    index--;
  }
  return spans[index] ?? null;
}

function taskOf(id: number | null, history: History): TaskHistory | null {
  return id === null ? null : history.task(id);
}

function holdingsOf(task: TaskHistory, { time, words }: Around): Holding[] {
  return heldAt(task, time)
    .slice(0, MAX_LISTED)
    .map(hold => ({
      text: words.resource(hold.resource),
      since: hold.start
    }));
}

function stepsOf(task: TaskHistory, time: number): StepSummary {
  const { durations, untold } = stepTimes(task, time);
  const at = (share: number): number => percentile(durations, share) ?? 0;
  return {
    count: durations.length,
    untold,
    percentiles:
      durations.length > 0
        ? { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) }
        : null,
    bins: histogram(durations)
  };
}
