import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, logOf } from '../../testing/fixtures';
import { findingOf, gapOf, said } from '../../testing/found';
import { TICK, story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { Words } from '../kit/words';
import zh from '../zh-CN.json';
import { kindsOf } from './kinds';
import { gapsOf, groupsOf } from './layout';

const english = translation(null);
const chinese = translation(zh);

const STORY = story(`
  cell  RRwwwwRD
  a     .rRRRRrD
`);

function groups(
  ...facts: Parameters<typeof logOf>[0]
): ReturnType<typeof groupsOf> {
  const { history } = logOf([...STORY, ...facts]);
  return groupsOf(history, new Words(history, english), english);
}

test('findings are grouped by severity, the gravest first, and told kind by kind', () => {
  const found = groups(
    findingOf({ code: 'lock_held', severity: 'info', task: 1 }),
    findingOf({ code: 'blocked_loop', task: 1 }),
    findingOf({ code: 'old_copy', task: 1, at: 1 }),
    findingOf({ code: 'blocked_loop', task: 2, at: 1 }),
    findingOf({ code: 'deadlock', severity: 'error' })
  );
  expect(
    found.map(({ title, cards }) => [title, ...cards.map(card => card.key)])
  ).toEqual([
    ['1 error', '1 null deadlock'],
    [
      '3 warnings',
      '2 null blocked_loop',
      '1 null blocked_loop',
      '1 null old_copy'
    ],
    ['1 hint', '1 null lock_held']
  ]);
});

test('a card says what the recorder said, and links line, task and instant', () => {
  const site = {
    kind: 'place_named',
    t: 0,
    place: 4,
    cell: 'c1',
    file: 'cell',
    line: 7,
    function: 'work'
  } as const;
  const [group] = groups(site, findingOf({ task: 2, site: 4, at: 3 * TICK }));
  expect(group?.cards).toMatchObject([
    {
      severity: 'warning',
      message: 'The loop was blocked.',
      evidence: 'It took 3 ms.',
      fix: 'Give the call to a thread.',
      snippet: 'await asyncio.to_thread(work)',
      place: { label: 'cell [1] line 7', place: { line: 7 } },
      task: { label: 'a', id: 2 },
      at: { label: 'at 3.0 ms', time: 3 * TICK },
      course: { concept: 'blocking-io', example: 'blocking-io-frozen' }
    }
  ]);
  expect(group?.cards[0]?.why).toContain('All tasks share one thread.');
});

test('a finding of a kind, a task and a line that are not known is a card still', () => {
  const odd = { code: 'new', task: 99, site: 99, concept: null, at: -5 };
  const [group] = groups(findingOf(odd));
  expect(group?.cards).toMatchObject([
    { why: '', task: null, place: null, course: null, at: { time: 0 } }
  ]);
});

test('an instant beyond the end leads to the end', () => {
  const [group] = groups(findingOf({ at: 9e15 }));
  expect(group?.cards[0]?.at.time).toBe(7 * TICK);
});

test('texts of any length are cut', () => {
  const [group] = groups(findingOf({ message: said('x'.repeat(1e6)) }));
  expect(group?.cards[0]?.message).toHaveLength(2000);
});

test('every card is whole in both languages, on every recorded run', () => {
  const folder = join(__dirname, '../../../protocol/fixtures');
  const names = readdirSync(folder).map(name => name.replace('.json', ''));
  let seen = 0;
  for (const name of names) {
    const { history } = fixture(name);
    for (const trans of [english, chinese]) {
      for (const { cards } of groupsOf(
        history,
        new Words(history, trans),
        trans
      )) {
        for (const card of cards) {
          seen++;
          const { message, evidence, why, fix } = card;
          expect([message, evidence, why, fix]).not.toContain('');
          expect(card.course).not.toBeNull();
          expect(/[\u4e00-\u9fff]/.test(message + why)).toBe(trans === chinese);
        }
      }
    }
  }
  expect(seen).toBeGreaterThan(30);
});

test('what is looked for is what the recorder has rules for, in words', () => {
  const folder = join(__dirname, '../../../aioscope/findings');
  const codes = readdirSync(folder)
    .filter(name => name.endsWith('.py'))
    .flatMap(name => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(
        /^ {4}code = "(\w+)"$/gm
      )
    ])
    .map(([, code]) => code);
  const kinds = kindsOf(english);
  expect(kinds.map(kind => kind.code).sort()).toEqual(codes.sort());
  expect(new Set(kinds.map(kind => kind.title)).size).toBe(kinds.length);
});

test('what a run cannot show is told in the language on screen', () => {
  const { history } = logOf([
    ...STORY,
    gapOf(),
    { kind: 'facts_dropped', t: 7 * TICK, count: 3 },
    {
      kind: 'window_merged',
      t: 9 * TICK,
      since: 8 * TICK,
      tasks: [],
      steps: [],
      busy: []
    }
  ]);
  expect(gapsOf(history, english)).toEqual([
    'Not seen: a uvloop ran.',
    'In 1 stretch the program was too busy to tell of single steps: of each task only the sums are known.',
    'The log was full: 3 facts were not kept.'
  ]);
  expect(gapsOf(history, chinese)[2]).toBe('记录已满，有 3 条没有保留。');
  expect(gapsOf(fixture('mistakes').history, english)).toEqual([
    'Not seen: another event loop ran in the thread elsewhere: a recording sees the loops of its own thread only.'
  ]);
});
