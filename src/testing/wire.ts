/**
 * Encodes facts as the recorder sends them, so that specs and the gallery go through the real decoder.
 */
import { COLUMNS } from '../protocol/columns';
import type { Fact, FactsMessage } from '../protocol/events';
import { WAKERS } from '../protocol/known_words';

type ColumnKind = FactsMessage['columns'][number]['kind'];
type Shape = FactsMessage['shapes'][number];

/** A message of the comm `aioscope.data`. */
export interface Frame {
  readonly data: FactsMessage;
  readonly buffers: ArrayBuffer[];
}

/** Puts facts `first ..` of a run into one message: those that consist of numbers in columns, the others as JSON. */
export function encode(
  run: string,
  first: number,
  facts: readonly Fact[],
  now: number
): Frame {
  const rows = new Map<ColumnKind, number[][]>();
  const shapes = new Shapes();
  const others: Fact[] = [];
  facts.forEach((fact, position) => {
    if (travelsInColumns(fact)) {
      const row = [position, fact.t, ...numbersOf(fact, shapes)];
      const sofar = rows.get(fact.kind);
      if (sofar) {
        sofar.push(row);
      } else {
        rows.set(fact.kind, [row]);
      }
    } else {
      others.push(fact);
    }
  });
  return {
    data: {
      kind: 'facts',
      run,
      first,
      count: facts.length,
      now,
      facts: others,
      columns: [...rows].map(([kind, { length: count }]) => ({ kind, count })),
      shapes: shapes.all
    },
    buffers: [...rows.values()].map(bufferOf)
  };
}

/** The kinds of wait and await chains of one message, each once. */
class Shapes {
  readonly all: Shape[] = [];

  indexOf({ wait, stack }: Shape): number {
    const key = [wait, ...stack].join(' ');
    const known = this._indices.get(key);
    if (known !== undefined) {
      return known;
    }
    this._indices.set(key, this.all.length);
    return this.all.push({ wait, stack }) - 1;
  }

  private readonly _indices = new Map<string, number>();
}

type Row = Extract<Fact, { kind: ColumnKind }>;

function travelsInColumns(fact: Fact): fact is Row {
  return fact.kind in COLUMNS;
}

/** Null is NaN, a word its index, a wait's kind and await chain their shape. */
function numbersOf(fact: Row, shapes: Shapes): number[] {
  const values: Readonly<Record<string, unknown>> =
    fact.kind === 'wait_started'
      ? { ...fact, shape: shapes.indexOf(fact) }
      : fact.kind === 'task_woken'
        ? {
            ...fact,
            by: WAKERS.indexOf(fact.by.kind),
            'task of by': fact.by.task
          }
        : { ...fact };
  return COLUMNS[fact.kind].map(field => Number(values[field] ?? NaN));
}

function bufferOf(rows: readonly (readonly number[])[]): ArrayBuffer {
  const width = rows[0]?.length ?? 0;
  const view = new DataView(new ArrayBuffer(8 * width * rows.length));
  rows.forEach((row, index) =>
    row.forEach((value, column) =>
      view.setFloat64((column * rows.length + index) * 8, value, true)
    )
  );
  return view.buffer;
}
