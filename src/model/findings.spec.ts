import type { Fact } from '../protocol/events';
import { logOf } from '../testing/fixtures';

test('findings are kept as they came, each with the time at which it was found', () => {
  const sentence = { en: 'The loop was blocked.', 'zh-CN': '事件循环被阻塞。' };
  const facts: Fact[] = [
    { kind: 'deadlock_found', t: 3, tasks: [1, 2], resources: [7, null] },
    { kind: 'never_awaited', t: 4, coroutine: 'fetch', task: 1, site: null },
    {
      kind: 'finding',
      t: 5,
      code: 'blocked_loop',
      severity: 'warning',
      task: 1,
      site: 3,
      concept: 'blocking-io',
      message: sentence,
      evidence: sentence,
      fix: { en: '', 'zh-CN': '' }
    },
    { kind: 'unseen', t: 6, code: 'loop', detail: 'uvloop' }
  ];
  const { findings } = logOf(facts).history;
  expect(findings.deadlocks).toMatchObject([
    { start: 3, tasks: [1, 2], resources: [7, null] }
  ]);
  expect(findings.neverAwaited).toMatchObject([
    { start: 4, coroutine: 'fetch', task: 1, site: null }
  ]);
  expect(findings.all).toMatchObject([
    {
      start: 5,
      code: 'blocked_loop',
      severity: 'warning',
      task: 1,
      site: 3,
      concept: 'blocking-io',
      message: sentence,
      evidence: sentence,
      fix: { en: '', 'zh-CN': '' }
    }
  ]);
  expect(findings.unseen).toMatchObject([
    { start: 6, code: 'loop', detail: 'uvloop' }
  ]);
});

test('a later finding about the same thing takes the place of the earlier', () => {
  const found = (t: number, en: string, task: number): Fact => ({
    kind: 'finding',
    t,
    code: 'blocked_loop',
    severity: 'warning',
    task,
    site: null,
    concept: 'blocking-io',
    message: { en, 'zh-CN': en },
    evidence: { en: '', 'zh-CN': '' },
    fix: { en: '', 'zh-CN': '' }
  });
  const { findings } = logOf([
    found(1, 'for 0.1 s', 1),
    found(2, 'for 3 s', 2),
    found(4, 'for 0.4 s', 1)
  ]).history;
  expect(findings.all.map(each => each.message.en)).toEqual([
    'for 0.4 s',
    'for 3 s'
  ]);
});
