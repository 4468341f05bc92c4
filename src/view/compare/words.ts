/**
 * In what two runs differ, and why, in sentences.
 *
 * "In the second run up to 3 sleeps overlap: 0.90 s of waiting fit into 0.30 s. In the first run they come one after the other."
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Comparison } from '../../model/compare';
import type { RunFigures } from '../../model/figures';
import type { WaitKind } from '../../protocol/events';
import { formatTime } from '../kit/time';

/** Below this share of the longer run a difference is no reason. */
const NOTABLE = 0.1;

/** Two times that differ by less are about the same. */
const SAME = 0.05;

/** Waits that another task can end. */
const SHARED: readonly WaitKind[] = [
  'lock',
  'semaphore',
  'condition',
  'event',
  'barrier',
  'queue.get',
  'queue.put'
];

/** How long the program of a run took. */
export function wallOf({ from, to }: RunFigures): number {
  return to - from;
}

/** How many tasks lived at once on average. */
export function meanOf(figures: RunFigures): number {
  return figures.lives.total / Math.max(1, wallOf(figures));
}

/** Everything that is to be said, the most important first. */
export function differences(
  { first, second, pairs }: Comparison,
  trans: TranslationBundle
): string[] {
  const said = [
    wallSentence(first, second, trans),
    overlapSentence(first, second, trans),
    outsideSentence(first, second, trans),
    sharedSentence(first, second, trans),
    busySentence(first, second, trans),
    blockSentence(first, second, trans),
    livesSentence(first, second, trans),
    stepsSentence(first, second, trans)
  ];
  for (const [side, figures] of [
    ['first', first],
    ['second', second]
  ] as const) {
    const alone = pairs.filter(
      pair => pair[side] && !(pair.first && pair.second)
    ).length;
    said.push(...caveats(figures, alone, runWords(side, trans), trans));
  }
  return said.filter(text => text !== null);
}

/** `the first run`. */
function runWords(side: 'first' | 'second', trans: TranslationBundle): string {
  return side === 'first'
    ? trans.__('the first run')
    : trans.__('the second run');
}

type Sentence = string | null;

function wallSentence(
  first: RunFigures,
  second: RunFigures,
  trans: TranslationBundle
): Sentence {
  const [a, b] = [wallOf(first), wallOf(second)];
  const args = [timeWords(b), timeWords(a)] as const;
  if (isSame(a, b)) {
    return trans.__(
      'Both runs took about as long: the second %1, the first %2.',
      ...args
    );
  }
  return b < a
    ? trans.__(
        'The second run took %1 instead of %2: it was %3 times as fast.',
        ...args,
        ratio(a, b)
      )
    : trans.__(
        'The second run took %1 instead of %2: %3 times as long.',
        ...args,
        ratio(b, a)
      );
}

/** The waits are about the same, but in one run they overlap more. */
function overlapSentence(
  first: RunFigures,
  second: RunFigures,
  trans: TranslationBundle
): Sentence {
  const [a, b] = [first.outside, second.outside];
  if (a.most === b.most || a.most === 0 || b.most === 0) {
    return null;
  }
  const [more, less, isSecond] =
    b.most > a.most ? [second, first, true] : [first, second, false];
  const names = [runWords('second', trans), runWords('first', trans)];
  const [inMore, inLess] = isSecond ? names : names.reverse();
  const { most, total, covered } = more.outside;
  const all = [first, second].every(each => each.sleeps === each.outside.count);
  const start = all
    ? trans.__(
        'In %1 up to %2 sleeps overlap: %3 of sleep fit into %4.',
        inMore,
        most,
        timeWords(total),
        timeWords(covered)
      )
    : trans.__(
        'In %1 up to %2 waits for timers and the outside overlap: %3 of waiting fit into %4.',
        inMore,
        most,
        timeWords(total),
        timeWords(covered)
      );
  const rest =
    less.outside.most === 1
      ? trans.__('In %1 they come one after the other.', inLess)
      : trans.__('In %1 at most %2 overlap.', inLess, less.outside.most);
  return trans.__('%1 %2', start, rest);
}

function outsideSentence(
  first: RunFigures,
  second: RunFigures,
  trans: TranslationBundle
): Sentence {
  const [a, b] = [first.outside.total, second.outside.total];
  return differ(a, b, first, second)
    ? trans.__(
        'The waits for timers and the outside add up to %1 instead of %2.',
        timeWords(b),
        timeWords(a)
      )
    : null;
}

function sharedSentence(
  first: RunFigures,
  second: RunFigures,
  trans: TranslationBundle
): Sentence {
  const [a, b] = [sharedOf(first), sharedOf(second)];
  return differ(a, b, first, second)
    ? trans.__(
        'Tasks waited %1 instead of %2 for what they share: locks, semaphores, queues and the like.',
        timeWords(b),
        timeWords(a)
      )
    : null;
}

function sharedOf({ waits }: RunFigures): number {
  return SHARED.reduce((sum, kind) => sum + (waits.get(kind)?.total ?? 0), 0);
}

function busySentence(
  first: RunFigures,
  second: RunFigures,
  trans: TranslationBundle
): Sentence {
  return differ(first.busy, second.busy, first, second)
    ? trans.__(
        'The steps themselves ran for %1 instead of %2.',
        timeWords(second.busy),
        timeWords(first.busy)
      )
    : null;
}

function blockSentence(
  { blocks: a }: RunFigures,
  { blocks: b }: RunFigures,
  trans: TranslationBundle
): Sentence {
  return a.count === b.count && isSame(a.total, b.total)
    ? null
    : trans.__(
        'The loop was blocked for %1 instead of %2.',
        timeWords(b.total),
        timeWords(a.total)
      );
}

function livesSentence(
  first: RunFigures,
  second: RunFigures,
  trans: TranslationBundle
): Sentence {
  const [a, b] = [first.lives.most, second.lives.most];
  const mean = (figures: RunFigures): string => meanOf(figures).toFixed(1);
  if (a === 0 && b === 0) {
    return trans.__('Neither run created a task.');
  }
  if (a === 0 || b === 0) {
    const [none, some] =
      a === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const);
    const figures = a === 0 ? second : first;
    return trans._n(
      '%2 created no task; in %3 at most %1 task lived at once, on average %4.',
      '%2 created no task; in %3 up to %1 tasks lived at once, on average %4.',
      figures.lives.most,
      capital(runWords(none, trans)),
      runWords(some, trans),
      mean(figures)
    );
  }
  return a === b
    ? trans._n(
        'In both runs at most %1 task lived at once, on average %2 instead of %3.',
        'In both runs at most %1 tasks lived at once, on average %2 instead of %3.',
        b,
        mean(second),
        mean(first)
      )
    : trans._n(
        'At most %1 task lived at once instead of %2, on average %3 instead of %4.',
        'At most %1 tasks lived at once instead of %2, on average %3 instead of %4.',
        b,
        a,
        mean(second),
        mean(first)
      );
}

function stepsSentence(
  { steps: a }: RunFigures,
  { steps: b }: RunFigures,
  trans: TranslationBundle
): Sentence {
  return a === b
    ? null
    : trans._n('%1 step instead of %2.', '%1 steps instead of %2.', b, a);
}

/** What makes the comparison less sharp. */
function caveats(
  { pending, merged }: RunFigures,
  alone: number,
  run: string,
  trans: TranslationBundle
): string[] {
  const said: string[] = [];
  if (alone > 0) {
    said.push(
      trans._n('%1 task is only in %2.', '%1 tasks are only in %2.', alone, run)
    );
  }
  if (pending > 0) {
    said.push(
      trans._n(
        '%1 task of %2 has not ended.',
        '%1 tasks of %2 have not ended.',
        pending,
        run
      )
    );
  }
  if (merged) {
    said.push(
      trans.__(
        'Parts of %1 were merged, so single waits are missing there.',
        run
      )
    );
  }
  return said;
}

function differ(
  a: number,
  b: number,
  first: RunFigures,
  second: RunFigures
): boolean {
  const longer = Math.max(wallOf(first), wallOf(second));
  return Math.abs(a - b) > NOTABLE * longer && !isSame(a, b);
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(a, b);
}

function ratio(more: number, less: number): string {
  const value = more / Math.max(1, less);
  return value.toFixed(value < 9.95 ? 1 : 0);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Nothing has no unit that would say more than another. */
export function timeWords(nanoseconds: number): string {
  return nanoseconds === 0 ? '0 s' : formatTime(nanoseconds);
}
