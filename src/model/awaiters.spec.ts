import { fixture, logOf, timeOf } from '../testing/fixtures';
import { TICK, story } from '../testing/story';
import { awaitersAt } from './awaiters';
import type { EventLog } from './log';
import { stateAt } from './state';

/** `b <- a 2`: b is awaited by a and one more. */
function awaited(log: EventLog, time: number): string[] {
  const { history } = log;
  return [...awaitersAt(stateAt(log, { time }), history)].map(
    ([id, { first, count }]) =>
      `${history.task(id)?.name ?? id} <- ${first.name} ${count}`
  );
}

test('a task that several tasks wait for hangs below the first of them', () => {
  const log = logOf(
    story(`
      cell  RwwwRD  task a
      a     .rRRD
      b     .rww    task a
    `)
  );
  expect(awaited(log, 0)).toEqual([]);
  expect(awaited(log, TICK)).toEqual(['a <- cell 1']);
  expect(awaited(log, 2 * TICK)).toEqual(['a <- cell 2']);
});

test('the members of a gather are awaited until they end', () => {
  const log = fixture('semaphore');
  const begun = timeOf(
    log,
    fact => fact.kind === 'wait_started' && fact.wait === 'gather'
  );
  expect(awaited(log, begun)).toEqual(
    [1, 2, 3, 4, 5].map(
      number => `worker-${number} <- ${log.history.task(1)?.name ?? ''} 1`
    )
  );
  const next = log.history.task(2)?.endedAt ?? 0;
  expect(awaited(log, next)[0]).toMatch(/^worker-[2345] /);
  expect(awaited(log, log.now)).toEqual([]);
});

test('the members of a task group are awaited at its end', () => {
  const log = fixture('task-group');
  const end = timeOf(
    log,
    fact => fact.kind === 'wait_started' && fact.wait === 'gather'
  );
  expect(awaited(log, end)).toHaveLength(3);
  // A member that joins while the group is waited for comes on top of the others.
  const joined = timeOf(
    log,
    fact => fact.kind === 'members_named' && fact.t > end
  );
  expect(awaited(log, joined)).toHaveLength(4);
});

test('tasks that await each other', () => {
  const log = logOf(
    story(`
      a  Rw  task b
      b  rw  task a
    `)
  );
  expect(awaited(log, TICK)).toEqual(['b <- a 1', 'a <- b 1']);
});
