import { logOf } from '../testing/fixtures';
import { findingOf, gapOf, said } from '../testing/found';

test('what was found is kept as it came, each with the time at which it was told', () => {
  const finding = findingOf({ t: 5, site: 3 });
  const gap = gapOf({ t: 6 });
  const { findings } = logOf([
    { kind: 'deadlock_found', t: 3, tasks: [1, 2], resources: [7, null] },
    { kind: 'never_awaited', t: 4, coroutine: 'fetch', task: 1, site: null },
    finding,
    gap
  ]).history;
  expect(findings.deadlocks).toMatchObject([
    { start: 3, tasks: [1, 2], resources: [7, null] }
  ]);
  expect(findings.neverAwaited).toMatchObject([
    { start: 4, coroutine: 'fetch', task: 1, site: null }
  ]);
  expect(findings.all).toEqual([{ ...finding, start: 5 }]);
  expect(findings.unseen).toEqual([{ ...gap, start: 6 }]);
});

test('a later finding about the same thing takes the place of the earlier', () => {
  const { findings } = logOf([
    findingOf({ t: 1, message: said('for 0.1 s') }),
    findingOf({ t: 2, message: said('for 3 s'), task: 2 }),
    findingOf({ t: 4, message: said('for 0.4 s') })
  ]).history;
  expect(findings.all.map(each => each.message.en)).toEqual([
    'for 0.4 s',
    'for 3 s'
  ]);
});
