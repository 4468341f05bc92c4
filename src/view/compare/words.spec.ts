import { compare } from '../../model/compare';
import type { History } from '../../model/history';
import { fixture, logOf } from '../../testing/fixtures';
import { story } from '../../testing/story';
import { translation } from '../../testing/trans';
import zh from '../zh-CN.json';
import { rowsOf } from './rows';
import { differences } from './words';

const runOf = (picture: string): History => logOf(story(picture)).history;

const said = (a: History, b: History, isChinese = false): string[] =>
  differences(compare(a, b), translation(isChinese ? zh : null));

const SEQUENTIAL = runOf('cell  RwwwwwwRwwwwwwRD');
const TOGETHER = runOf(`
  cell  RRwwwwwwwwwRD  gather
  a     .rRwwwwwwRD
  b     .rrRwwwwwwRD
`);

test('sequential awaits against gather', () => {
  expect(said(SEQUENTIAL, TOGETHER)).toEqual([
    'The second run took 12 ms instead of 15 ms: it was 1.3 times as fast.',
    'In the second run up to 2 sleeps overlap: 12 ms of sleep fit into 7.0 ms. In the first run they come one after the other.',
    'The steps themselves ran for 7.0 ms instead of 3.0 ms.',
    'The first run created no task; in the second run up to 2 tasks lived at once, on average 1.3.',
    '6 steps instead of 3.',
    '2 tasks are only in the second run.'
  ]);
});

test('the other way round', () => {
  const [wall, overlap, , lives] = said(TOGETHER, SEQUENTIAL);
  expect(wall).toBe(
    'The second run took 15 ms instead of 12 ms: 1.3 times as long.'
  );
  expect(overlap).toMatch(
    /^In the first run up to 2 sleeps overlap: .* In the second run they come/
  );
  expect(lives).toMatch(/^The second run created no task; in the first run/);
});

test('in Chinese', () => {
  expect(said(SEQUENTIAL, TOGETHER, true).slice(0, 4)).toEqual([
    '第二次运行用了 12 ms，第一次用了 15 ms：速度是第一次的 1.3 倍。',
    '第二次运行里最多有 2 个休眠同时进行：合计 12 ms 的休眠只占了 7.0 ms。第一次运行里它们一个接一个地进行。',
    '各步本身合计运行了 7.0 ms，第一次是 3.0 ms。',
    '第一次运行没有创建任务；第二次运行里最多同时有 2 个任务，平均 1.3 个。'
  ]);
});

test('a run against itself: nothing is found that is not there', () => {
  expect(said(TOGETHER, TOGETHER)).toEqual([
    'Both runs took about as long: the second 12 ms, the first 12 ms.',
    'In both runs at most 2 tasks lived at once, on average 1.3 instead of 1.3.'
  ]);
  expect(said(SEQUENTIAL, SEQUENTIAL)).toEqual([
    'Both runs took about as long: the second 15 ms, the first 15 ms.',
    'Neither run created a task.'
  ]);
});

test('a lock in the way', () => {
  const locked = runOf(`
    cell  RRwwwwwwwwwwwwwwwwRD  gather
    a     .rRwwwwwwRD
    b     .rrRwwwwwwwwwwwwRD  lock door
  `);
  expect(said(TOGETHER, locked)).toContainEqual(
    expect.stringMatching(/^Tasks waited 12 ms instead of 0 s for what they/)
  );
});

test('recorded runs: a blocked loop, tasks that are left over, several kinds of waits', () => {
  const blocked = said(fixture('gather').history, fixture('blocked').history);
  expect(blocked.join('\n')).toMatch(
    /The loop was blocked for \d.* instead of 0 s/
  );
  const left = said(fixture('leftover').history, fixture('gather').history);
  expect(left.join('\n')).toMatch(/tasks? of the first run ha(s|ve) not ended/);
  for (const name of ['works', 'network-io', 'queue', 'barrier']) {
    const all = said(fixture('semaphore').history, fixture(name).history);
    expect(all.join('\n')).not.toMatch(/undefined|NaN|Infinity|%\d/);
    expect(all.length).toBeGreaterThan(2);
  }
});

test('the table has the figures with their differences', () => {
  const rows = rowsOf(compare(SEQUENTIAL, TOGETHER), translation(null));
  const text = rows.map(row =>
    [row.name, row.first, row.second, row.difference].join(' | ')
  );
  expect(text).toEqual([
    'Time in all | 15 ms | 12 ms | −3.0 ms',
    'Most tasks at once | 0 | 2 | +2',
    'Tasks at once, on average | 0.0 | 1.3 | +1.3',
    'Steps | 3 | 6 | +3',
    'Running | 3.0 ms | 7.0 ms | +4.0 ms',
    'Ready, but another task ran | 0 s | 3.0 ms | +3.0 ms',
    'Waiting: sleep | 12 ms in 2 waits | 12 ms in 2 waits | ',
    'Waiting: several tasks | – | 9.0 ms in 1 wait | +9.0 ms'
  ]);
});
