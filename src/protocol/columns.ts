/**
 * The binary half of a message of facts: for each kind that consists of numbers a buffer, column after column.
 *
 *   columns [{kind: 'task_woken', count: 2}]     buffer  position 3 8 · t 70 90 · task 1 2 · by 1 0 · task of by NaN 1
 *
 * Read through DataView: little-endian everywhere, and a view may start at any byte.
 */
import type { Fact, FactsMessage } from './events';
import type { Slot } from './facts';
import type { Fields } from './fields';
import {
  BrokenFrame,
  UnknownWord,
  asInteger,
  fields,
  ids,
  integer,
  list,
  text,
  word
} from './fields';
import { WAITS, WAKERS } from './known_words';

type Shape = FactsMessage['shapes'][number];
type ColumnKind = FactsMessage['columns'][number]['kind'];

/** What follows position and t in the buffer of each kind. */
export const COLUMNS: Readonly<Record<ColumnKind, readonly string[]>> = {
  step: ['task'],
  iteration: ['polled', 'ready', 'timers', 'due'],
  wait_started: ['task', 'shape', 'on', 'until'],
  task_woken: ['task', 'by', 'task of by'],
  acquired: ['resource', 'task'],
  released: ['resource', 'task'],
  resized: ['resource', 'size', 'task']
};

/** Turns one row into a fact; null: it has a word that only a newer recorder knows. */
type RowReader<K extends ColumnKind> = (
  table: Table,
  row: number,
  t: number,
  shapes: readonly (Shape | null)[]
) => Extract<Fact, { kind: K }> | null;

const ROWS: { readonly [K in ColumnKind]: RowReader<K> } = {
  step: (table, row, t) => ({ kind: 'step', t, task: table.integer(2, row) }),
  iteration: (table, row, t) => ({
    kind: 'iteration',
    t,
    polled: table.integer(2, row),
    ready: table.integer(3, row, 0),
    timers: table.integer(4, row, 0),
    due: table.nullable(5, row)
  }),
  wait_started: (table, row, t, shapes) => {
    const shape = table.pick(3, row, shapes);
    return (
      shape && {
        kind: 'wait_started',
        t,
        task: table.integer(2, row, 1),
        wait: shape.wait,
        on: table.nullable(4, row, 1),
        until: table.nullable(5, row),
        // Shared with all waits of this shape: a chain of awaits is kept once, not once a wait.
        stack: shape.stack
      }
    );
  },
  task_woken: (table, row, t) => ({
    kind: 'task_woken',
    t,
    task: table.integer(2, row, 1),
    by: { kind: table.pick(3, row, WAKERS), task: table.nullable(4, row, 1) }
  }),
  acquired: (table, row, t) => ({
    kind: 'acquired',
    t,
    resource: table.integer(2, row, 1),
    task: table.integer(3, row, 1)
  }),
  released: (table, row, t) => ({
    kind: 'released',
    t,
    resource: table.integer(2, row, 1),
    task: table.integer(3, row, 1)
  }),
  resized: (table, row, t) => ({
    kind: 'resized',
    t,
    resource: table.integer(2, row, 1),
    size: table.integer(3, row, 0),
    task: table.nullable(4, row, 1)
  })
};

/** One buffer: columns of `count` numbers each, the position in the message first, then t, then the fields. */
class Table {
  constructor(
    private readonly view: DataView,
    private readonly kind: string,
    readonly count: number
  ) {}

  integer(column: number, row: number, least = -Infinity): number {
    const value = this.number(column, row);
    // Named only when it is refused: this runs for every number of a run.
    return Number.isSafeInteger(value) && value >= least
      ? value + 0
      : asInteger(value, this.name(column), least);
  }

  /** NaN stands for null. */
  nullable(column: number, row: number, least = -Infinity): number | null {
    return Number.isNaN(this.number(column, row))
      ? null
      : this.integer(column, row, least);
  }

  /** The element whose index it says. */
  pick<T>(column: number, row: number, from: readonly T[]): T {
    const found = from[this.integer(column, row, 0)];
    if (found === undefined) {
      throw new BrokenFrame(`"${this.name(column)}" is out of range`);
    }
    return found;
  }

  private number(column: number, row: number): number {
    return this.view.getFloat64((column * this.count + row) * 8, true);
  }

  private name(column: number): string {
    const fields = isKnown(this.kind) ? COLUMNS[this.kind] : [];
    return `${['position', 't', ...fields][column] ?? ''} of ${this.kind}`;
  }
}

/** Puts the facts that travel in binary where they stand in the message, and tells how many they are. */
export function fillColumns(
  from: Fields,
  buffers: readonly (ArrayBuffer | ArrayBufferView)[],
  slots: (Slot | undefined)[]
): number {
  const columns = list(from, 'columns');
  if (columns.length !== buffers.length) {
    throw new BrokenFrame(
      `it has ${buffers.length} buffers for ${columns.length} columns`
    );
  }
  const shapes = list(from, 'shapes').map(readShape);
  let filled = 0;
  columns.forEach((each, index) => {
    const column = fields(each, 'a column');
    const kind = text(column, 'kind');
    const table = tableOf(kind, integer(column, 'count', 1), buffers[index]);
    fillRows(kind, table, shapes, slots);
    filled += table.count;
  });
  return filled;
}

function tableOf(
  kind: string,
  count: number,
  buffer: ArrayBuffer | ArrayBufferView = new ArrayBuffer(0)
): Table {
  const width = buffer.byteLength / (8 * count);
  // A kind that only a newer recorder knows has as many columns as it likes, the first two as ever.
  const fits = isKnown(kind)
    ? width === COLUMNS[kind].length + 2
    : Number.isInteger(width) && width >= 2;
  if (!fits) {
    throw new BrokenFrame(
      `the buffer of ${kind.slice(0, 50)} is not as long as its count says`
    );
  }
  return new Table(viewOf(buffer), kind, count);
}

function fillRows(
  kind: string,
  table: Table,
  shapes: readonly (Shape | null)[],
  slots: (Slot | undefined)[]
): void {
  let before = -1;
  for (let row = 0; row < table.count; row++) {
    const position = table.integer(0, row);
    if (
      position <= before ||
      position >= slots.length ||
      slots[position] !== undefined
    ) {
      throw new BrokenFrame(
        `the positions of ${kind.slice(0, 50)} are not in order`
      );
    }
    before = position;
    const t = table.integer(1, row);
    slots[position] = isKnown(kind) ? ROWS[kind](table, row, t, shapes) : null;
  }
}

/** null: a wait of a kind that only a newer recorder knows. */
function readShape(value: unknown): Shape | null {
  const from = fields(value, 'a shape');
  const stack = ids(from, 'stack');
  try {
    return { wait: word(from, 'wait', WAITS), stack };
  } catch (error) {
    if (error instanceof UnknownWord) {
      return null;
    }
    throw error;
  }
}

function isKnown(kind: string): kind is ColumnKind {
  return Object.hasOwn(COLUMNS, kind);
}

function viewOf(buffer: ArrayBuffer | ArrayBufferView): DataView {
  return ArrayBuffer.isView(buffer)
    ? new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new DataView(buffer);
}
