/**
 * The critical path in words: `slept 300 ms · ran 2 ms`, `woken by fetch-2 after waiting 200 ms for lock db`.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CriticalPath } from '../../model/critical_path';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { Handover } from '../../model/path_parts';
import type { Stage, Sum } from '../../model/path_stages';
import type { Wait } from '../../model/records';
import { namedThing, someThing, thingName, workThing } from '../kit/things';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';

/** What is needed to speak about a path. */
export interface PathSpeech {
  readonly history: History;
  readonly words: Words;
  readonly trans: TranslationBundle;
}

/** Sums that are said of a stage. */
const MOST = 3;

/** What is shorter than this part of a stage is not said, but for the longest. */
const LITTLE = 0.02;

/** `Critical path: 1.21 s, through 3 tasks.` */
export function pathWords(
  path: CriticalPath,
  stages: readonly Stage[],
  { trans }: PathSpeech
): string {
  const tasks = new Set(stages.map(({ task }) => task)).size;
  const length = formatTime(path.end - path.start);
  const said = trans._n(
    'Critical path: %2, through %1 task.',
    'Critical path: %2, through %1 tasks.',
    tasks,
    length
  );
  const more = [
    path.open ? trans.__('It has not come to an end.') : '',
    path.complete ? '' : trans.__('What was before is not followed.')
  ];
  return [said, ...more].filter(each => each !== '').join(' ');
}

/** `Longest: fetch-2 slept 200 ms (92 % of the run).` */
export function longestWords(
  path: CriticalPath,
  stages: readonly Stage[],
  speech: PathSpeech
): string {
  let longest: { readonly task: number; readonly sum: Sum } | null = null;
  for (const { task, sums } of stages) {
    const [sum] = sums;
    if (sum && sum.time > (longest?.sum.time ?? -1)) {
      longest = { task, sum };
    }
  }
  return longest
    ? speech.trans.__(
        'Longest part: %1 %2 (%3).',
        nameOf(longest.task, speech),
        sumWords(longest.sum, speech),
        shareOf(longest.sum.time, path)
      )
    : '';
}

/** The name of a stage's task. */
export function nameOf(task: number, { words, trans }: PathSpeech): string {
  return words.taskNamed(task) ?? trans.__('a task not seen');
}

/** `92 %`. */
export function shareOf(time: number, { start, end }: CriticalPath): string {
  const percent = (100 * time) / Math.max(1, end - start);
  return percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}

/** How the path came to a stage, and what went on in it. */
export function stageWords(
  { after, sums, start, end }: Stage,
  speech: PathSpeech
): string[] {
  const said = sums
    .filter(({ time }, index) => index === 0 || time > LITTLE * (end - start))
    .slice(0, MOST)
    .map(sum => sumWords(sum, speech));
  return after ? [handoverWords(after, start, speech), ...said] : said;
}

function handoverWords(
  { how, from, waited }: Handover,
  at: number,
  speech: PathSpeech
): string {
  const { trans } = speech;
  const name = nameOf(from, speech);
  switch (how) {
    case 'created':
      return trans.__('created by %1', name);
    case 'gave':
      return trans.__('its work was given away by %1', name);
    case 'woke':
    case 'cancelled': {
      const said =
        how === 'woke'
          ? trans.__('woken by %1', name)
          : trans.__('cancelled by %1', name);
      return waited?.wait
        ? trans.__(
            '%1 after it had %2',
            said,
            waitedWords(waited.wait, at - waited.start, speech)
          )
        : said;
    }
    default:
      return assertNever(how);
  }
}

function sumWords(sum: Sum, speech: PathSpeech): string {
  const { trans } = speech;
  const said = doingWords(sum, speech);
  return sum.count > 1 ? trans.__('%1 (%2 times)', said, sum.count) : said;
}

function doingWords({ doing, first, time }: Sum, speech: PathSpeech): string {
  const { trans } = speech;
  const length = formatTime(time);
  const { wait, work } = first;
  switch (doing) {
    case 'ran':
      return trans.__('ran %1', length);
    case 'ready':
      return trans.__('was ready for %1', length);
    case 'late':
      return trans.__('waited %1 for a busy loop', length);
    case 'merged':
      return trans.__('spent %1 that was not told step by step', length);
    case 'queued':
      return trans.__('had its work in the queue for %1', length);
    case 'worked':
      return work
        ? trans.__('waited %1 for %2', length, workNoun(work, trans))
        : trans.__('waited %1', length);
    case 'waited':
      return wait
        ? waitedWords(wait, time, speech)
        : trans.__('waited %1', length);
    default:
      return assertNever(doing);
  }
}

/** `waited 200 ms for lock db`. */
function waitedWords(wait: Wait, time: number, speech: PathSpeech): string {
  const { trans } = speech;
  const length = formatTime(time);
  switch (wait.kind) {
    case 'sleep':
      return trans.__('slept %1', length);
    case 'unknown':
      return trans.__('waited %1', length);
    case 'timer':
      return trans.__('waited %1 for a timer', length);
    default:
      return trans.__('waited %1 for %2', length, thingOf(wait, speech));
  }
}

function thingOf(wait: Wait, { history, words, trans }: PathSpeech): string {
  const task = words.taskNamed(wait.on);
  if (task !== null) {
    return trans.__('task %1', task);
  }
  const work = wait.on === null ? null : history.work(wait.on);
  if (work) {
    return workNoun(work, trans);
  }
  const thing = wait.on === null ? null : history.resource(wait.on);
  const name = thing && thingName(thing, trans);
  return name
    ? namedThing(wait.kind, name, trans)
    : someThing(wait.kind, trans);
}

/** Work without how it stood: asked of a time at which it had not been given away. */
function workNoun(
  work: Parameters<typeof workThing>[0],
  trans: TranslationBundle
): string {
  return workThing(work, work.queuedAt - 1, trans);
}
