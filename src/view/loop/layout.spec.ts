import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '../../model/log';
import { stateAt } from '../../model/state';
import type { Fact } from '../../protocol/events';
import { BUSY_RUN } from '../../testing/busy_run';
import { fixture, logOf, timeOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import type { Anatomy } from './layout';
import { MOST, anatomyOf } from './layout';

function at(log: EventLog, time: number): Anatomy {
  return anatomyOf(log.history, stateAt(log, { time }));
}

const names = (list: Anatomy['ready']): string[] =>
  list.rows.map(each => each.task.name);

const round = (t: number, polled: number, ready: number): Fact => ({
  kind: 'iteration',
  t,
  polled,
  ready,
  timers: 0,
  due: null
});

test('the queue holds the ready tasks in the order in which they became ready', () => {
  const log = logOf(
    story(`
      a  RRRRwwww
      b  ..rrRRRR
      c  .rrrrrrR
      d  ...rrrrr
    `)
  );
  expect(names(at(log, 3 * TICK).ready)).toEqual(['c', 'b', 'd']);
  expect(names(at(log, 5 * TICK).ready)).toEqual(['c', 'd']);
});

test('what is ready at one instant stands in the order in which it runs', () => {
  const log = logOf(
    story(`
      a  RRwwww
      b  .rrrRR
      c  .rrRww
    `)
  );
  expect(names(at(log, TICK).ready)).toEqual(['c', 'b']);
});

test('what becomes ready once a round has begun gets its turn in the next', () => {
  const facts = story(`
    a  rRRRww
    b  rrrrRR
    c  ..rrrr
  `);
  const first = facts.findIndex(fact => fact.t >= TICK);
  facts.splice(first, 0, round(TICK, 0, 2));
  const log = logOf(facts);
  const found = at(log, 3 * TICK);
  expect(names(found.ready)).toEqual(['b']);
  expect(names(found.later)).toEqual(['c']);
});

test('sleepers are timers by their due time, deadlines and timeouts are among them', () => {
  const waits = (
    t: number,
    task: number,
    wait: 'sleep' | 'queue.get',
    until: number | null
  ): Fact => ({
    kind: 'wait_started',
    t,
    task,
    wait,
    on: null,
    until,
    stack: []
  });
  const log = logOf([
    ...story('a  R\n b  .R\n c  ..R\n d  ...R', 10),
    {
      kind: 'resource_seen',
      t: 30,
      resource: 9,
      type: 'timeout',
      name: null,
      capacity: null,
      detail: null
    },
    { kind: 'timeout_set', t: 30, resource: 9, task: 4, until: 70 },
    waits(31, 1, 'sleep', 90),
    waits(32, 2, 'sleep', 60),
    waits(33, 3, 'queue.get', 80),
    waits(34, 4, 'queue.get', null),
    { kind: 'step', t: 34, task: 0 }
  ]);
  const found = at(log, 40);
  expect(
    found.timers.rows.map(({ each, due, type }) => [each.task.name, due, type])
  ).toEqual([
    ['b', 60, 'sleep'],
    ['d', 70, 'timeout'],
    ['c', 80, 'deadline'],
    ['a', 90, 'sleep']
  ]);
  expect(names(found.others)).toEqual(['c', 'd']);
  expect(found.doing).toEqual({ kind: 'poll', until: 60 });
});

test('a timer that was due when the round began is a callback in the queue', () => {
  const log = fixture('semaphore');
  const callback = log.history.loop.spans.find(
    ({ task, start }) =>
      task !== null &&
      log.history.loop.callback(task)?.function ===
        '_set_result_unless_cancelled' &&
      start > 0
  );
  const found = at(log, callback?.start ?? -1);
  expect(found.doing.kind).toBe('callback');
  expect(found.timers.rows.map(timer => timer.queued)).toEqual([true, true]);
});

test('a step that goes on for too long keeps a due timer waiting', () => {
  const log = fixture('blocked');
  const told = timeOf(log, fact => fact.kind === 'loop_blocked');
  const { doing, block, timers } = at(log, told);
  expect(doing).toMatchObject({
    kind: 'step',
    each: { task: { name: 'blocker' } }
  });
  expect(block).not.toBeNull();
  const [clock] = timers.rows;
  expect(clock).toMatchObject({
    each: { task: { name: 'clock' } },
    queued: false
  });
  expect(clock?.due).toBeLessThan(told);
});

test('readers of sockets wait at the selector', () => {
  const log = fixture('network-io');
  const read = timeOf(
    log,
    fact => fact.kind === 'wait_started' && fact.wait === 'stream'
  );
  const [reader] = at(log, read).outside.rows;
  expect(reader?.wait?.kind).toBe('stream');
});

test('in a merged window nothing is made up', () => {
  const log = logOf(BUSY_RUN);
  const window = log.history.loop.windows[0];
  const found = at(log, (window?.start ?? 0) + 1);
  expect(found.round).toBeNull();
  expect(found.doing.kind).toBe('merged');
});

test.each(
  readdirSync(join(__dirname, '../../../protocol/fixtures')).map(name =>
    name.replace('.json', '')
  )
)(
  'at each moment of the run %s every living task stands in one place',
  name => {
    const log = fixture(name);
    const { moments } = log.history;
    const stride = Math.ceil(moments.length / 200);
    for (const time of moments.filter((_, index) => index % stride === 0)) {
      const state = stateAt(log, { time });
      const found = anatomyOf(log.history, state);
      const placed = [
        ...(found.doing.kind === 'step' ? [found.doing.each] : []),
        ...found.ready.rows,
        ...found.later.rows,
        ...found.timers.rows.flatMap(({ each, type }) =>
          type === 'sleep' ? each : []
        ),
        ...found.outside.rows,
        ...found.others.rows
      ].map(each => each.task.id);
      const alive = state.tasks.flatMap(({ task, state: word }) =>
        word === 'running' || word === 'ready' || word === 'waiting'
          ? task.id
          : []
      );
      expect(placed.sort((a, b) => a - b)).toEqual(alive);
    }
  }
);

test('of ten thousand sleepers the first few are built and the rest is counted', () => {
  const facts: Fact[] = [];
  for (let task = 1; task <= 10_000; task++) {
    facts.push(
      {
        kind: 'task_created',
        t: 0,
        task,
        name: `${task}`,
        coroutine: 'nap',
        parent: null,
        cell: null,
        site: null,
        role: 'task'
      },
      {
        kind: 'wait_started',
        t: 1,
        task,
        wait: 'sleep',
        on: null,
        until: 50_000 - task,
        stack: []
      }
    );
  }
  const { timers } = at(logOf(facts), 2);
  expect(timers.rows).toHaveLength(MOST);
  expect(timers.more).toBe(10_000 - MOST);
  expect(timers.rows[0]?.each.task.name).toBe('10000');
});
