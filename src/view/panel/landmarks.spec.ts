import type { EventLog } from '../../model/log';
import type { Fact } from '../../protocol/events';
import { fixture, logOf } from '../../testing/fixtures';
import { findingOf } from '../../testing/found';
import { translation } from '../../testing/trans';
import { Words } from '../kit/words';
import zh from '../zh-CN.json';
import type { Landmark } from './landmarks';
import { landmarksOf, landmarksSaid } from './landmarks';

const trans = translation(null);
const MS = 1_000_000;

const marksOf = ({ history }: EventLog): Landmark[] =>
  landmarksOf(history, new Words(history, trans), trans);

test('a recorded blocked loop is as long as it was blocked, and says by whom', () => {
  const log = fixture('blocked');
  const [mark] = marksOf(log).filter(({ kind }) => kind === 'blocked');
  const [block] = log.history.loop.blocks;
  expect(mark).toMatchObject({ start: block?.start, end: block?.end });
  expect(mark?.title).toMatch(/ · .+, for \d/);
});

test('a recorded deadlock is a mark, and not a second one as a finding', () => {
  const marks = marksOf(fixture('deadlock'));
  expect(marks.filter(({ kind }) => kind === 'deadlock')).toHaveLength(1);
  expect(marks.filter(({ kind }) => kind === 'finding')).toEqual([]);
});

test('other findings stand at their instants', () => {
  const log = fixture('mistakes');
  const found = log.history.findings.all.filter(
    ({ code }) => code !== 'deadlock' && code !== 'blocked_loop'
  );
  const marks = marksOf(log).filter(({ kind }) => kind === 'finding');
  expect(found.length).toBeGreaterThan(2);
  expect(marks.length).toBeGreaterThan(2);
  for (const { start } of marks) {
    expect(found.map(({ at }) => at)).toContain(start);
  }
  expect(marks.map(({ start }) => start)).toEqual(
    marks.map(({ start }) => start).sort((a, b) => a - b)
  );
});

/** So many findings, one each millisecond, in a run of a second. */
const many = (count: number): Fact[] => [
  ...Array.from({ length: count }, (_, n) =>
    findingOf({ code: 'leaked_task', task: n + 1, at: (n % 1000) * MS })
  ),
  { kind: 'run_ended', t: 1000 * MS, overhead: 0 }
];

test('those too near to each other are one mark, which says how many', () => {
  const marks = marksOf(logOf(many(20)));
  expect(marks).toHaveLength(2);
  expect(marks[0]?.title).toMatch(/ \(and 9 more\)$/);
  expect(marks[1]?.start).toBe(10 * MS);
});

test('ten thousand of them are no more marks than there is room for', () => {
  const marks = marksOf(logOf(many(10_000)));
  expect(marks.length).toBeLessThanOrEqual(101);
  for (const { title } of marks) {
    expect(title.length).toBeLessThan(260);
  }
});

test('what a screen reader hears of the marks, which are for the pointer alone', () => {
  expect(landmarksSaid(logOf([]).history, trans)).toBe('');
  expect(landmarksSaid(fixture('deadlock').history, trans)).toBe(
    '1 finding · 1 deadlock'
  );
  expect(landmarksSaid(fixture('mistakes').history, trans)).toMatch(
    /^\d+ findings · \d blocked stretch(es)?$/
  );
  expect(landmarksSaid(fixture('deadlock').history, translation(zh))).toMatch(
    /^1 .*发现.* · 1 .*死锁/
  );
});
