/**
 * Where on the slider something stands out: blocked stretches of the loop, deadlocks, findings. Those too near to each
 * other to be told apart are one mark, so that a run with ten thousand of them has no more marks than there is room for.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { languageOf } from '../kit/language';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';

export interface Landmark {
  readonly kind: 'blocked' | 'deadlock' | 'finding';
  readonly start: number;
  /** As start, for what has no length. */
  readonly end: number;
  readonly title: string;
}

/** Marks of one kind that a slider has room for. */
const ROOM = 100;

/** Longest words of a mark. */
const MAX_TITLE = 200;

/** The marks of a run, kind by kind, each sorted by start. */
export function landmarksOf(
  history: History,
  words: Words,
  trans: TranslationBundle
): Landmark[] {
  const { loop, findings, now } = history;
  const language = languageOf(trans);
  const blocked = loop.blocks.map(block => {
    const end = block.end ?? now;
    const title = trans.__(
      '%1, for %2',
      words.blocking(block),
      formatTime(end - block.start)
    );
    return { kind: 'blocked' as const, start: block.start, end, title };
  });
  const deadlocks = findings.deadlocks.map(({ start }) => ({
    kind: 'deadlock' as const,
    start,
    end: start,
    title: trans.__('deadlock')
  }));
  const others = findings.all
    // Those two stand here for themselves.
    .filter(({ code }) => code !== 'deadlock' && code !== 'blocked_loop')
    .map(({ at, message }) => ({
      kind: 'finding' as const,
      start: at,
      end: at,
      title: message[language].slice(0, MAX_TITLE)
    }))
    .sort((one, other) => one.start - other.start);
  return [blocked, deadlocks, others].flatMap(marks =>
    thinned(marks, now / ROOM, trans)
  );
}

/** Marks no nearer to each other than `apart`. */
function thinned(
  marks: readonly Landmark[],
  apart: number,
  trans: TranslationBundle
): Landmark[] {
  const kept: { mark: Landmark; more: number }[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last && mark.start - last.mark.start < apart) {
      const end = Math.max(last.mark.end, mark.end);
      last.mark = { ...last.mark, end };
      last.more++;
    } else {
      kept.push({ mark, more: 0 });
    }
  }
  return kept.map(({ mark, more }) => ({
    ...mark,
    title:
      trans.__('%1 · %2', formatTime(mark.start), mark.title) +
      (more > 0 ? trans._n(' (and %1 more)', ' (and %1 more)', more) : '')
  }));
}

/** What is marked, in one sentence; empty: nothing is. */
export function landmarksSaid(
  history: History,
  trans: TranslationBundle
): string {
  const { loop, findings } = history;
  const counts: readonly (readonly [number, string])[] = [
    [
      findings.all.length,
      trans._n('%1 finding', '%1 findings', findings.all.length)
    ],
    [
      findings.deadlocks.length,
      trans._n('%1 deadlock', '%1 deadlocks', findings.deadlocks.length)
    ],
    [
      loop.blocks.length,
      trans._n('%1 blocked stretch', '%1 blocked stretches', loop.blocks.length)
    ]
  ];
  return counts
    .filter(([count]) => count > 0)
    .map(([, said]) => said)
    .join(' · ');
}
