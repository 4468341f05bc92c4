/**
 * What the rows of the task tree say, and where a key leads.
 *
 *   ▾ ‖ cell [3]   waiting  1.20 s   waits for all tasks of a gather
 *       ▶ fetch-1  running  12 µs                                     cell [3] line 7
 *       ✓ fetch-2  done              took 350 ms                      cell [3] line 7
 *
 * The text of a row is made only when the row can be seen.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { nameBehind } from '../../model/label';
import { blockAt } from '../../model/loop';
import type { Place } from '../../model/records';
import type { TaskState } from '../../model/state';
import { totalsAt } from '../../model/totals';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import { innermost } from '../kit/words';
import { hasEnded } from './choice';
import type { Row, TaskRow } from './rows';
import type { Column } from './sort';

export interface RowText {
  readonly name: string;
  readonly word: string;
  /** How long it has been in that state; empty once it has ended. */
  readonly time: string;
  /** What it waits for, who woke it, how it ended; may be empty. */
  readonly detail: string;
  /** Where it waits, or blocks the loop; else where it was created. */
  readonly place: { readonly label: string; readonly place: Place } | null;
  /** All of it, for a screen reader. */
  readonly label: string;
  readonly faded: boolean;
}

/** The text of a task's row. */
export function rowText(
  row: TaskRow,
  time: number,
  history: History,
  words: Words,
  trans: TranslationBundle
): RowText {
  const { task, state, since } = row.each;
  const ended = hasEnded(task, time);
  const place = placeOf(row.each, time, history);
  const text = {
    name: words.task(task),
    word: words.state(state),
    time: ended ? '' : formatTime(time - since),
    detail: [words.detail(task, row.each, time), ...asAwaited(row, trans)]
      .filter(part => part !== '')
      .join(' · '),
    place: place && { label: words.place(place), place },
    faded: ended || row.context
  };
  const label = [
    text.name,
    text.word,
    text.time,
    text.detail,
    text.place?.label,
    nameBehind(task)
  ]
    .filter(part => part)
    .join(', ');
  return { ...text, label };
}

/** What the tree by awaiter cannot show: that there are more who wait for it, or that the tree was cut out of a circle. */
function asAwaited(
  { awaited, circle }: TaskRow,
  trans: TranslationBundle
): string[] {
  const others = (awaited?.count ?? 1) - 1;
  return [
    circle ? trans.__('waits in a circle') : '',
    others > 0
      ? trans._n('awaited by %1 more task', 'awaited by %1 more tasks', others)
      : ''
  ];
}

/** `37 finished tasks`. */
export function foldText(count: number, trans: TranslationBundle): string {
  return trans._n('%1 finished task', '%1 finished tasks', count);
}

/** What the numeric columns of the wide form say of a task. */
export function numbersOf(
  each: TaskState,
  time: number
): Readonly<
  Record<Exclude<Column, 'name' | 'state' | 'waits_on'>, string>
> | null {
  const totals = totalsAt(each.task, time);
  return (
    totals && {
      total: formatTime(totals.total),
      busy: formatTime(totals.busy),
      ready: formatTime(totals.ready),
      waiting: formatTime(totals.waiting),
      steps: String(totals.steps),
      created: formatTime(each.task.createdAt)
    }
  );
}

/** The line that a task waits in, or blocks the loop at; else the line that created it. */
function placeOf(
  each: TaskState,
  time: number,
  history: History
): Place | null {
  const place = innermost(stackOf(each, time, history), history);
  if (place && place.cell !== null) {
    return place;
  }
  const { site } = each.task;
  return site === null ? null : history.place(site);
}

function stackOf(
  { task, state, wait }: TaskState,
  time: number,
  history: History
): readonly number[] {
  switch (state) {
    case 'running': {
      const block = blockAt(history.loop, time);
      return block?.task === task.id ? block.stack : [];
    }
    // It was thrown away where it waited last.
    case 'destroyed':
      return task.spans.at(-2)?.wait?.stack ?? [];
    default:
      return wait?.stack ?? [];
  }
}

/** Where a key leads in the tree: another row, a row is turned over, or it is taken. */
export type TreeMove =
  | { readonly kind: 'go'; readonly index: number }
  /** Folds a row that is open, or opens it. */
  | { readonly kind: 'turn'; readonly key: number }
  /** What the task waits for is explained. */
  | { readonly kind: 'explain' }
  | { readonly kind: 'take' };

/** What a key does on a row, as the ARIA practice for trees has it; null: nothing. */
export function treeMove(
  key: string,
  index: number,
  rows: readonly Row[]
): TreeMove | null {
  const row = rows[index];
  if (!row) {
    return null;
  }
  const go = (to: number): TreeMove | null =>
    to >= 0 && to < rows.length ? { kind: 'go', index: to } : null;
  switch (key) {
    case 'ArrowDown':
      return go(index + 1);
    case 'ArrowUp':
      return go(index - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      return row.expanded === false
        ? { kind: 'turn', key: row.key }
        : go(row.expanded ? index + 1 : -1);
    case 'ArrowLeft':
      return row.expanded
        ? { kind: 'turn', key: row.key }
        : go(parentOf(index, rows));
    case '?':
      return { kind: 'explain' };
    case 'Enter':
    case ' ':
      return row.kind === 'fold'
        ? { kind: 'turn', key: row.key }
        : { kind: 'take' };
    default:
      return null;
  }
}

/** The row that a row hangs below: the first above it that stands further out; -1: it is a root. */
function parentOf(index: number, rows: readonly Row[]): number {
  const depth = rows[index]?.depth ?? 0;
  let at = index - 1;
  while (at >= 0 && (rows[at]?.depth ?? 0) >= depth) {
    at--;
  }
  return at;
}
