/**
 * The task tree as rows: State in, rows out.
 *
 *   ▾ ‖ cell [3]   waiting  1.20 s   waits for all tasks of a gather
 *       ▶ fetch-1  running  12 µs                                     cell [3] line 7
 *       ✓ fetch-2  done              took 350 ms                      cell [3] line 7
 *
 * Order and depth of all rows are cheap and made at once; the text of a row is made only when the row can be seen.
 */
import type { History } from '../../model/history';
import { blockAt } from '../../model/loop';
import type { Place } from '../../model/records';
import type { State, TaskState } from '../../model/state';
import { inTreeOrder } from '../kit/order';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import { innermost } from '../kit/words';

export interface Row {
  readonly each: TaskState;
  /** 0 for a root. */
  readonly depth: number;
  /** Its number among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** It has created tasks; null: none by now. */
  readonly expanded: boolean | null;
}

/** Rows from top to bottom. What a collapsed task has created is left out. */
export function treeRows(state: State, collapsed: ReadonlySet<number>): Row[] {
  const states = new Map(state.tasks.map(each => [each.task, each]));
  const rows: Row[] = [];
  const order = inTreeOrder(
    state.tasks.map(each => each.task),
    task => states.has(task),
    task => !collapsed.has(task.id)
  );
  for (const { task, depth, position, siblings } of order) {
    const each = states.get(task);
    // Children come in creation order: if the first one is not there yet, none is.
    const [child] = task.children;
    const expanded =
      child && states.has(child) ? !collapsed.has(task.id) : null;
    if (each) {
      rows.push({ each, depth, position, siblings, expanded });
    }
  }
  return rows;
}

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

/** The text of one row. */
export function rowText(
  row: Row,
  time: number,
  history: History,
  words: Words
): RowText {
  const { task, state, since } = row.each;
  const ended = task.endedAt !== null && task.endedAt <= time;
  const place = placeOf(row.each, time, history);
  const text = {
    name: words.task(task),
    word: words.state(state),
    time: ended ? '' : formatTime(time - since),
    detail: words.detail(task, row.each, time),
    place: place && { label: words.place(place), place },
    faded: ended
  };
  const label = [
    text.name,
    text.word,
    text.time,
    text.detail,
    text.place?.label
  ]
    .filter(part => part)
    .join(', ');
  return { ...text, label };
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

/** Where a key leads in the tree: another row, another set of collapsed tasks, or the row is taken. */
export type TreeMove =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'collapse' | 'expand'; readonly task: number }
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
        ? { kind: 'expand', task: row.each.task.id }
        : go(row.expanded ? index + 1 : -1);
    case 'ArrowLeft':
      return row.expanded
        ? { kind: 'collapse', task: row.each.task.id }
        : go(rows.findIndex(each => each.each.task === row.each.task.parent));
    case 'Enter':
    case ' ':
      return { kind: 'take' };
    default:
      return null;
  }
}
