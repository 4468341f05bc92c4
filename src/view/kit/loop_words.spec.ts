import type { Fact } from '../../protocol/events';
import { logOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import { translation } from '../../testing/trans';
import zh from '../zh-CN.json';
import { loopWords } from './loop_words';
import { Words } from './words';

const FACTS: readonly Fact[] = [
  ...story(`
    cell  rrRw
    a     rRww
  `),
  {
    kind: 'place_named',
    t: 4 * TICK,
    place: 9,
    cell: 'c1',
    file: 'cell',
    line: 7,
    function: 'main'
  },
  {
    kind: 'callback_named',
    t: 4 * TICK,
    callback: -2,
    function: 'Server.tick',
    site: null
  },
  { kind: 'step', t: 5 * TICK, task: -2 },
  { kind: 'step', t: 6 * TICK, task: -1 },
  { kind: 'step', t: 10 * TICK, task: 1 },
  {
    kind: 'loop_unblocked',
    t: 90 * TICK,
    task: 1,
    since: 10 * TICK,
    stack: [9],
    delayed: [2, 1],
    delays: [40 * TICK, 60 * TICK]
  },
  {
    kind: 'window_merged',
    t: 140 * TICK,
    since: 90 * TICK,
    tasks: [1, 2],
    steps: [300, 200],
    busy: [TICK, TICK]
  }
];

/** What is said at a tick. */
function said(tick: number, language: 'en' | 'zh' = 'en'): string {
  const { history } = logOf(FACTS);
  const trans = translation(language === 'zh' ? zh : null);
  const words = new Words(history, trans);
  return loopWords(history, tick * TICK, words, trans).join(' | ');
}

test.each([
  [0.5, ''],
  [1.5, 'runs a | for 1.0 ms, from 1.0 ms'],
  [3.5, 'idle | for 2.0 ms, from 3.0 ms'],
  [5.5, 'runs callback Server.tick | for 1.0 ms, from 5.0 ms'],
  [6.5, 'runs a callback | for 4.0 ms, from 6.0 ms'],
  [
    20,
    'blocked by cell [1] at cell [1] line 7 | for 80 ms, from 10 ms | delayed 2 tasks, by up to 60 ms'
  ],
  [100, '500 steps, 2.0 ms in all, not told one by one | for 50 ms, from 90 ms']
])('at %d ms the loop: %s', (tick, text) => {
  expect(said(tick)).toBe(text);
});

test('says it in Chinese', () => {
  expect(said(20, 'zh')).toBe(
    '被 单元格 [1] 阻塞，位置：单元格 [1] 第 7 行 | 持续 80 ms，自 10 ms 起 | 推迟了 2 个任务，最多 60 ms'
  );
});
