/**
 * The figures of two runs as the rows of a table.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { assertNever } from '../../model/never';
import type { Comparison } from '../../model/compare';
import type { RunFigures } from '../../model/figures';
import type { WaitKind } from '../../protocol/events';
import { meanOf, timeWords, wallOf } from './words';

export interface Row {
  readonly name: string;
  readonly first: string;
  readonly second: string;
  /** With its sign; empty: none. */
  readonly difference: string;
}

/** The rows, waits by kind last, those that last longest first. */
export function rowsOf(
  { first, second }: Comparison,
  trans: TranslationBundle
): Row[] {
  const times = (name: string, of: (run: RunFigures) => number): Row =>
    row(name, of(first), of(second), timeWords);
  const counts = (name: string, of: (run: RunFigures) => number): Row =>
    row(name, of(first), of(second), String);
  const totalOf = ({ waits }: RunFigures, kind: WaitKind): number =>
    waits.get(kind)?.total ?? 0;
  const kinds = [...new Set([...first.waits.keys(), ...second.waits.keys()])];
  const longest = (kind: WaitKind): number =>
    Math.max(totalOf(first, kind), totalOf(second, kind));
  kinds.sort((a, b) => longest(b) - longest(a));
  return [
    times(trans.__('Time in all'), wallOf),
    counts(trans.__('Most tasks at once'), run => run.lives.most),
    row(
      trans.__('Tasks at once, on average'),
      meanOf(first),
      meanOf(second),
      value => value.toFixed(1)
    ),
    counts(trans.__('Steps'), run => run.steps),
    times(trans.__('Running'), run => run.busy),
    times(trans.__('Ready, but another task ran'), run => run.ready),
    ...kinds.map(kind => waitRow(kind, first, second, trans))
  ];
}

function row(
  name: string,
  a: number,
  b: number,
  say: (value: number) => string
): Row {
  const difference =
    say(a) === say(b) ? '' : `${b > a ? '+' : '−'}${say(Math.abs(b - a))}`;
  return { name, first: say(a), second: say(b), difference };
}

/** `Waiting: sleep   0.90 s in 3   0.90 s in 3`. */
function waitRow(
  kind: WaitKind,
  first: RunFigures,
  second: RunFigures,
  trans: TranslationBundle
): Row {
  const none = { count: 0, total: 0 };
  const [a, b] = [
    first.waits.get(kind) ?? none,
    second.waits.get(kind) ?? none
  ];
  const say = ({ count, total }: typeof none): string =>
    count === 0
      ? '–'
      : trans._n('%2 in %1 wait', '%2 in %1 waits', count, timeWords(total));
  const { difference } = row('', a.total, b.total, timeWords);
  return {
    name: trans.__('Waiting: %1', kindWords(kind, trans)),
    first: say(a),
    second: say(b),
    difference
  };
}

/** A kind of wait, as a noun. */
function kindWords(kind: WaitKind, trans: TranslationBundle): string {
  switch (kind) {
    case 'sleep':
      return trans.__('sleep');
    case 'timer':
      return trans.__('timer');
    case 'future':
      return trans.__('future');
    case 'task':
      return trans.__('another task');
    case 'gather':
      return trans.__('several tasks');
    case 'lock':
      return trans.__('lock');
    case 'semaphore':
      return trans.__('semaphore');
    case 'condition':
      return trans.__('condition');
    case 'event':
      return trans.__('event');
    case 'barrier':
      return trans.__('barrier');
    case 'queue.get':
      return trans.__('queue, to get');
    case 'queue.put':
      return trans.__('queue, to put');
    case 'stream':
      return trans.__('stream');
    case 'socket':
      return trans.__('socket');
    case 'executor':
      return trans.__('work in a thread');
    case 'subprocess':
      return trans.__('subprocess');
    case 'unknown':
      return trans.__('not known');
    default:
      return assertNever(kind);
  }
}
