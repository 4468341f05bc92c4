import { EventLog } from '../../model/log';
import type { SeenRun } from '../../model/session';
import { Session } from '../../model/session';
import type { Fact } from '../../protocol/events';
import { BUSY_RUN } from '../../testing/busy_run';
import { story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { costOf, countsOf, mode, watchedCell } from './counts';

const trans = translation(null);
const MS = 1_000_000;

/** A run, its log as it came: facts from an index on, and the clock. */
function runOf(
  parts: readonly (readonly [number, readonly (Fact | null)[]])[],
  log = new EventLog(),
  former = false
): SeenRun {
  for (const [first, facts] of parts) {
    log.append(first, facts, facts.at(-1)?.t ?? 0);
  }
  return { id: 'r', number: 1, log, former };
}

const RUN = story('cell  RRwwwwwRD\na     .rRwwwwRD');
const LAST = RUN.at(-1)?.t ?? 0;

const texts = (run: SeenRun): string[] =>
  countsOf(run, trans).map(each => each.text);
const alarms = (run: SeenRun): string[] =>
  countsOf(run, trans).flatMap(each => (each.alarm ? each.text : []));

test('tasks and facts', () => {
  expect(texts(runOf([[0, RUN]]))).toEqual(['2 tasks', `${RUN.length} facts`]);
  expect(texts(runOf([[0, story('a  RD')]]))[0]).toBe('1 task');
});

test('merged windows are counted, and are no alarm', () => {
  const run = runOf([[0, BUSY_RUN]]);
  const windows = BUSY_RUN.filter(fact => fact.kind === 'window_merged');
  expect(windows.length).toBeGreaterThan(0);
  expect(texts(run)).toContain(
    windows.length === 1
      ? '1 window merged'
      : `${windows.length} windows merged`
  );
  expect(alarms(run)).not.toContain(texts(run)[2]);
});

test('what the kernel dropped and what found no room here are one figure', () => {
  const dropped: Fact = { kind: 'facts_dropped', t: LAST, count: 40 };
  expect(alarms(runOf([[0, [...RUN, dropped]]]))).toEqual(['40 facts dropped']);
  const small = runOf([[0, RUN]], new EventLog(RUN.length - 2));
  expect(alarms(small)).toEqual(['2 facts dropped']);
});

test('facts that have not come, and facts of a kind that is not known', () => {
  const late = runOf([
    [0, RUN.slice(0, 5)],
    [7, RUN.slice(7)]
  ]);
  expect(alarms(late)).toEqual([`${RUN.length - 5} facts missing`]);
  expect(alarms(runOf([[0, [...RUN, null]]]))).toEqual([
    '1 fact of an unknown kind'
  ]);
});

const cost = (overhead: number, end: number): Fact => ({
  kind: 'overhead_told',
  t: end,
  overhead
});

test.each([
  [0, '0 %'],
  [0.0004, '0.04 %'],
  [0.0083, '0.83 %'],
  [0.048, '4.8 %'],
  [0.123, '12 %'],
  [0.999, '100 %']
])('a recorder that took %f of the run: %s', (share, said) => {
  const told = costOf(
    runOf([[0, [...RUN, cost(share * 1000 * MS, 1000 * MS)]]]),
    trans
  );
  expect(told?.short).toBe(`recorder ${said}`);
  expect(told?.long).toBe(`recorder: ${said} of this run, 0 dropped`);
});

test('before the cost was told, nothing is said of it', () => {
  expect(costOf(runOf([[0, RUN]]), trans)).toBeNull();
});

test('a run is watched until it ends, or its kernel does', () => {
  const open = story('cell  RRww');
  expect(watchedCell(runOf([[0, open]]), trans)).toBe('watching cell [1]');
  const left: Fact = {
    kind: 'cell_ended',
    t: 9 * MS,
    cell: 'c1',
    outcome: 'ok'
  };
  expect(watchedCell(runOf([[0, [...open, left]]]), trans)).toBe(
    'watching what cell [1] left running'
  );
  const over: Fact = { kind: 'run_ended', t: 9 * MS, overhead: 0 };
  expect(watchedCell(runOf([[0, [...open, over]]]), trans)).toBeNull();
  const former = runOf([[0, open]], new EventLog(), true);
  expect(watchedCell(former, trans)).toBeNull();
});

test('live, replayed, recorded', () => {
  const session = new Session();
  const receive = (first: number, facts: readonly Fact[]): void => {
    const now = facts.at(-1)?.t ?? 0;
    session.receive({ kind: 'facts', run: 'r', first, now, facts });
  };
  const open = story('cell  RRww');
  receive(0, open);
  expect(mode(session.snapshot(), trans)).toBe('Live');
  session.moveTo(MS);
  expect(mode(session.snapshot(), trans)).toBe('Replay at 1.0 ms');
  session.moveTo(null);
  receive(open.length, [{ kind: 'run_ended', t: 9 * MS, overhead: 0 }]);
  expect(mode(session.snapshot(), trans)).toBe('Recorded');
});
