import type { Fact, WaitKind } from '../protocol/events';
import { BUSY_RUN } from '../testing/busy_run';
import { fixture, logOf, timeOf } from '../testing/fixtures';
import { TICK, story } from '../testing/story';
import type { EventLog } from './log';
import { MAX_LINKS, why } from './why';

/** The chain as text: names with how each is tied to the one before, then the cause. */
function whyAt(log: EventLog, name: string, time: number): string {
  const task = log.history.tasks.find(each => each.name === name);
  const found = task && why(task, log.history, time);
  if (!found) {
    return 'not there';
  }
  const { links, cause } = found;
  const chain = links.map(
    ({ task: each, tie }) => `${tie ? `${tie} ` : ''}${each.name}`
  );
  return `${chain.join(' > ')}: ${cause.kind}`;
}

const tasks = (count: number): Fact[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'task_created',
    t: 0,
    task: index + 1,
    name: `t${index + 1}`,
    coroutine: '',
    parent: null,
    cell: null,
    site: null,
    role: 'task'
  }));

const waits = (
  task: number,
  wait: WaitKind,
  on: number | null,
  until: number | null = null
): Fact => ({ kind: 'wait_started', t: 1, task, wait, on, until, stack: [] });

const seen = (
  resource: number,
  type: 'lock' | 'semaphore' | 'queue' | 'gather' | 'barrier',
  capacity: number | null = 1
): Fact => ({
  kind: 'resource_seen',
  t: 0,
  resource,
  type,
  name: null,
  capacity,
  detail: null
});

const acquired = (resource: number, task: number): Fact => ({
  kind: 'acquired',
  t: 1,
  resource,
  task
});

const ended = (task: number): Fact => ({
  kind: 'task_ended',
  t: 2,
  task,
  outcome: 'returned',
  error: null,
  message: null
});

const resized = (size: number, task: number): Fact => ({
  kind: 'resized',
  t: 1,
  resource: 20,
  size,
  task
});

const madeUp = (...facts: Fact[]): EventLog => logOf([...tasks(4), ...facts]);

describe('a chain ends where the cause is', () => {
  it('follows a lock to its holder, which sleeps', () => {
    const log = madeUp(
      seen(20, 'lock'),
      acquired(20, 2),
      waits(1, 'lock', 20),
      waits(2, 'sleep', null, 900)
    );
    expect(whyAt(log, 't1', 2)).toBe('t1 > holder t2: timer');
  });

  it('follows an awaited task, and a wait_for around it', () => {
    const log = madeUp(waits(1, 'task', 2, 500), waits(2, 'stream', null));
    expect(whyAt(log, 't1', 2)).toBe('t1 > awaited t2: outside');
  });

  it('follows the member of a gather that seems to be longest in coming', () => {
    const log = madeUp(
      seen(20, 'gather'),
      { kind: 'members_named', t: 1, resource: 20, tasks: [2, 3, 4] },
      waits(1, 'gather', 20),
      waits(2, 'sleep', null, 300),
      waits(3, 'sleep', null, 900)
    );
    expect(whyAt(log, 't1', 2)).toBe('t1 > member t3: timer');
  });

  it('follows the holder of a permit that comes next', () => {
    const log = madeUp(
      seen(20, 'semaphore', 2),
      acquired(20, 2),
      acquired(20, 3),
      waits(1, 'semaphore', 20),
      waits(2, 'sleep', null, 900),
      waits(3, 'sleep', null, 300)
    );
    expect(whyAt(log, 't1', 2)).toBe('t1 > holder t3: timer');
  });

  it('does not follow members that have ended', () => {
    const log = madeUp(
      seen(20, 'gather'),
      { kind: 'members_named', t: 1, resource: 20, tasks: [2] },
      waits(1, 'gather', 20),
      { kind: 'step', t: 2, task: 2 },
      ended(2)
    );
    expect(whyAt(log, 't1', 1)).toBe('t1 > member t2: ready');
    expect(whyAt(log, 't1', 2)).toBe('t1: unknown');
  });

  it('follows a queue to who put into it, or says that all of those have ended', () => {
    const facts = [
      seen(20, 'queue', null),
      resized(1, 2),
      resized(0, 1),
      waits(1, 'queue.get', 20),
      waits(2, 'sleep', null, 900)
    ];
    expect(whyAt(madeUp(...facts), 't1', 1)).toBe('t1 > feeder t2: timer');
    expect(whyAt(madeUp(...facts, ended(2)), 't1', 2)).toBe('t1: starved');
  });

  it('follows a full queue to who gets from it', () => {
    const log = madeUp(
      seen(20, 'queue', 1),
      resized(1, 1),
      resized(0, 2),
      resized(1, 1),
      waits(1, 'queue.put', 20),
      waits(2, 'sleep', null, 900)
    );
    expect(whyAt(log, 't1', 1)).toBe('t1 > feeder t2: timer');
  });

  it('a queue that nobody has touched waits for somebody unknown', () => {
    const log = madeUp(seen(20, 'queue'), waits(1, 'queue.get', 20));
    expect(whyAt(log, 't1', 1)).toBe('t1: signal');
  });

  it.each<[WaitKind, string]>([
    ['sleep', 'timer'],
    ['timer', 'timer'],
    ['future', 'signal'],
    ['task', 'unknown'],
    ['gather', 'unknown'],
    ['lock', 'unknown'],
    ['semaphore', 'unknown'],
    ['condition', 'signal'],
    ['event', 'signal'],
    ['barrier', 'signal'],
    ['queue.get', 'signal'],
    ['queue.put', 'signal'],
    ['stream', 'outside'],
    ['socket', 'outside'],
    ['executor', 'outside'],
    ['subprocess', 'outside'],
    ['unknown', 'unknown']
  ])('%s on something that was not seen: %s', (kind, cause) => {
    expect(whyAt(madeUp(waits(1, kind, null)), 't1', 1)).toBe(`t1: ${cause}`);
  });

  it('counts who waits for the same thing', () => {
    const log = madeUp(
      seen(20, 'barrier', 3),
      waits(1, 'barrier', 20),
      waits(2, 'barrier', 20),
      waits(3, 'event', null)
    );
    const task = log.history.task(1);
    expect(task && why(task, log.history, 1)?.cause).toMatchObject({
      kind: 'signal',
      resource: { capacity: 3 },
      waiting: 2
    });
  });
});

describe('states', () => {
  const log = logOf(
    story(`
      cell  RRRwwwwwRD
      a     .rrRRRRD
      b     .rrrrrrRX
    `)
  );

  it('running, ready behind another task, ended, not there yet', () => {
    expect(whyAt(log, 'a', 4 * TICK)).toBe('a: running');
    expect(whyAt(log, 'b', 4 * TICK)).toBe('b: ready');
    expect(whyAt(log, 'a', 8 * TICK)).toBe('a: ended');
    expect(whyAt(log, 'b', 8 * TICK)).toBe('b: ended');
    expect(whyAt(log, 'b', 0)).toBe('not there');
  });

  it('says whose step the loop runs, and how many are ready for longer', () => {
    const b = log.history.task(3);
    expect(b && why(b, log.history, 4 * TICK)?.cause).toEqual({
      kind: 'ready',
      ahead: 0,
      runner: 2,
      block: null
    });
    const later = logOf([
      ...tasks(1),
      { ...tasks(2)[1], t: 5 } as Fact,
      { ...tasks(3)[2], t: 6 } as Fact
    ]);
    const last = later.history.task(3);
    expect(last && why(last, later.history, 7)?.cause).toMatchObject({
      kind: 'ready',
      ahead: 2,
      runner: null
    });
  });

  it('a timer that is due waits for the loop, which is blocked', () => {
    const facts = [
      ...BUSY_RUN.filter(fact => fact.t <= 170_000_000),
      { ...waits(6, 'sleep', null, 180_000_000), t: 170_000_000 },
      ...BUSY_RUN.filter(fact => fact.t > 170_000_000)
    ];
    const { history } = logOf(facts);
    const task = history.task(6);
    expect(task && why(task, history, 175_000_000)?.cause.kind).toBe('timer');
    expect(task && why(task, history, 200_000_000)?.cause).toMatchObject({
      kind: 'overdue',
      runner: 2,
      block: { start: 165_000_000 }
    });
  });

  it('a merged window tells no cause', () => {
    expect(whyAt(logOf(BUSY_RUN), 'ping', 100_000_000)).toBe('ping: merged');
  });
});

describe('circles', () => {
  it('two tasks that hold what the other wants, seen from within and from outside', () => {
    const log = madeUp(
      seen(20, 'lock'),
      seen(21, 'lock'),
      acquired(20, 1),
      acquired(21, 2),
      waits(1, 'lock', 21),
      waits(2, 'lock', 20),
      waits(3, 'task', 1)
    );
    expect(whyAt(log, 't1', 2)).toBe('t1 > holder t2: circle');
    expect(whyAt(log, 't3', 2)).toBe('t3 > awaited t1 > holder t2: circle');
    const outside = log.history.task(3);
    const found = outside && why(outside, log.history, 2);
    expect(found?.cause).toMatchObject({
      tasks: [{ name: 't1' }, { name: 't2' }],
      deadlock: false
    });
  });

  it('a task that waits for itself', () => {
    const log = madeUp(seen(20, 'lock'), acquired(20, 1), waits(1, 'lock', 20));
    expect(whyAt(log, 't1', 2)).toBe('t1: circle');
  });

  it('a circle through a gather is found among many members', () => {
    const log = madeUp(
      seen(20, 'gather'),
      { kind: 'members_named', t: 1, resource: 20, tasks: [2, 3] },
      waits(1, 'gather', 20),
      waits(2, 'stream', null),
      waits(3, 'task', 1)
    );
    expect(whyAt(log, 't3', 2)).toBe('t3 > awaited t1: circle');
  });

  it('the recorded deadlock: the recorder found it too', () => {
    const log = fixture('deadlock');
    const time = timeOf(log, fact => fact.kind === 'deadlock_found');
    const [deadlock] = log.history.findings.deadlocks;
    for (const id of deadlock?.tasks ?? []) {
      const task = log.history.task(id);
      expect(task && why(task, log.history, time)?.cause).toMatchObject({
        kind: 'circle',
        deadlock: true
      });
    }
    expect(deadlock?.tasks).toHaveLength(2);
  });

  it('a chain of ten thousand ends', () => {
    const many = 10_000;
    const log = logOf([
      ...tasks(many),
      ...Array.from({ length: many - 1 }, (_, index) =>
        waits(index + 1, 'task', index + 2)
      )
    ]);
    const first = log.history.task(1);
    const found = first && why(first, log.history, 2);
    expect(found?.cause).toEqual({ kind: 'long' });
    expect(found?.links).toHaveLength(MAX_LINKS);
  });
});

test.each<[string, string, string]>([
  ['semaphore', 'worker-3', 'worker-3 > holder worker-1: timer'],
  ['queue', 'producer', 'producer > feeder consumer: timer']
])('%s: why %s is not done', (name, task, said) => {
  const log = fixture(name);
  const waitsFirst = log.history.tasks
    .find(each => each.name === task)
    ?.spans.find(
      span => span.state === 'waiting' && span.wait?.kind !== 'sleep'
    );
  expect(whyAt(log, task, (waitsFirst?.start ?? 0) + 1_000_000)).toBe(said);
});
