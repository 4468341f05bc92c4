/** What the head of the panel says of a run in few words: where the reader stands, how much there is, what it cost. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { SeenRun, Snapshot } from '../../model/session';
import { formatTime } from '../kit/time';

/** A few words, and more of them for those who ask. */
export interface Count {
  readonly text: string;
  readonly title?: string;
  /** Something is not there. */
  readonly alarm: boolean;
}

/** What recording cost, for a wide and for a narrow panel. */
export interface Cost {
  readonly long: string;
  readonly short: string;
  readonly title: string;
}

/** Recording, replay or ended, in words. */
export function mode(
  { shown, cursor }: Snapshot,
  trans: TranslationBundle
): string {
  if (cursor.time !== null) {
    return trans.__('Replay at %1', formatTime(cursor.time));
  }
  return shown && isRecorded(shown) ? trans.__('Live') : trans.__('Recorded');
}

/** The cell that is recorded right now: it runs, or its tasks do; null: none. */
export function watchedCell(
  run: SeenRun,
  trans: TranslationBundle
): string | null {
  const cell = run.log.history.cells.at(-1);
  if (!cell || !isRecorded(run)) {
    return null;
  }
  return cell.endedAt === null
    ? trans.__('watching cell [%1]', cell.count)
    : trans.__('watching what cell [%1] left running', cell.count);
}

/** How much the run holds, and what it lacks. */
export function countsOf({ log }: SeenRun, trans: TranslationBundle): Count[] {
  const { history } = log;
  const dropped = history.dropped + log.dropped;
  const windows = history.loop.windows.length;
  const said: Count[] = [
    {
      text: trans._n('%1 task', '%1 tasks', history.tasks.length),
      alarm: false
    },
    {
      text: trans._n('%1 fact', '%1 facts', log.facts.length),
      title: trans.__('What the recorder told: births, steps, waits, ends …'),
      alarm: false
    }
  ];
  if (windows > 0) {
    said.push({
      text: trans._n('%1 window merged', '%1 windows merged', windows),
      title: trans.__(
        'The program was too quick for single steps: what happened in these stretches was added up.'
      ),
      alarm: false
    });
  }
  const lacks: readonly (readonly [number, string])[] = [
    [dropped, trans._n('%1 fact dropped', '%1 facts dropped', dropped)],
    [log.missing, trans._n('%1 fact missing', '%1 facts missing', log.missing)],
    [log.lost, trans._n('%1 fact lost', '%1 facts lost', log.lost)],
    [
      log.unknown,
      trans._n(
        '%1 fact of an unknown kind',
        '%1 facts of an unknown kind',
        log.unknown
      )
    ]
  ];
  for (const [count, text] of lacks) {
    if (count > 0) {
      said.push({ text, alarm: true });
    }
  }
  return said;
}

/** What the recorder took of the run; null: it was not told yet. */
export function costOf(
  { log }: SeenRun,
  trans: TranslationBundle
): Cost | null {
  const { overhead, now, dropped, endedAt } = log.history;
  if (overhead === null || now === 0) {
    return null;
  }
  const share = percent(overhead / Math.max(1, endedAt ?? now));
  const lost = dropped + log.dropped;
  return {
    long: trans.__('recorder: %1 of this run, %2 dropped', share, lost),
    short: trans.__('recorder %1', share),
    title: trans.__(
      'The recorder took %1 of the event loop’s thread, %2 of this run, by its own estimate; %3 facts dropped. Not in it: what its records cost the garbage collector and the processor’s caches, and the thread that sends.',
      formatTime(overhead),
      share,
      lost
    )
  };
}

/** The kernel that records this run may still add to it. */
function isRecorded({ former, log }: SeenRun): boolean {
  return !former && log.history.endedAt === null;
}

/** A share as `0.8 %`, to two digits. */
function percent(share: number): string {
  const hundred = share * 100;
  return `${hundred >= 10 ? Math.round(hundred) : Number(hundred.toPrecision(hundred < 0.1 ? 1 : 2))} %`;
}
