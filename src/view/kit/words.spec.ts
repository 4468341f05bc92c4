import type { Fact, WaitStarted, Waker } from '../../protocol/events';
import { logOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { spanAt } from '../../model/state';
import zh from '../zh-CN.json';
import { Words } from './words';

const BASE = story(`
  cell      RR
  worker-1  .r
  worker-2  .r  semaphore limit
  worker-3  .r  lock door
`);

/** What the words say of a wait of task 4 that began at 2 ms, seen at 3 ms. */
function said(
  wait: Partial<WaitStarted>,
  more: readonly Fact[] = [],
  language: 'en' | 'zh' = 'en'
): string {
  const started: Fact = {
    kind: 'wait_started',
    t: 2_000_000,
    task: 4,
    wait: 'unknown',
    on: null,
    until: null,
    stack: [],
    ...wait
  };
  const log = logOf([...BASE, ...more, started]);
  const words = new Words(
    log.history,
    translation(language === 'zh' ? zh : null)
  );
  const task = log.history.task(4);
  const span = task && spanAt(task, 3_000_000);
  return task && span ? words.detail(task, span, 3_000_000) : '';
}

const held: Fact[] = [
  { kind: 'acquired', t: 1_500_000, resource: 5, task: 2 },
  { kind: 'acquired', t: 1_600_000, resource: 5, task: 3 },
  { kind: 'acquired', t: 1_600_000, resource: 6, task: 2 }
];

describe('what a task waits for', () => {
  it.each<[string, Partial<WaitStarted>]>([
    ['sleeps until 1.20 s', { wait: 'sleep', until: 1_200_000_000 }],
    [
      'slept until 2.5 ms, now waits for the loop',
      { wait: 'sleep', until: 2_500_000 }
    ],
    ['sleeps', { wait: 'sleep' }],
    ['waits for task worker-1', { wait: 'task', on: 2 }],
    ['waits for task cell [1]', { wait: 'task', on: 1 }],
    ['waits for several tasks', { wait: 'gather' }],
    [
      'waits for semaphore limit (2 of 1 held by worker-1, worker-2)',
      { wait: 'semaphore', on: 5 }
    ],
    ['waits for lock door (held by worker-1)', { wait: 'lock', on: 6 }],
    ['waits to get from a queue', { wait: 'queue.get' }],
    ['waits to put into a queue', { wait: 'queue.put' }],
    [
      'waits for an event, at most until 9.0 ms',
      { wait: 'event', until: 9_000_000 }
    ],
    ['waits for work in another thread', { wait: 'executor' }],
    ['waits', { wait: 'unknown' }]
  ])('%s', (text, wait) => {
    expect(said(wait, held)).toBe(text);
  });

  it('names the function where the kind of wait is unknown', () => {
    const place: Fact = {
      kind: 'place_named',
      t: 1,
      place: 9,
      cell: null,
      file: 'client.py',
      line: 3,
      function: 'Client.get'
    };
    expect(said({ stack: [9] }, [place])).toBe('waits in Client.get');
  });

  it('spells out three holders and counts the others', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e'].flatMap((name, index): Fact[] => [
      {
        kind: 'task_created',
        t: 1_000_000,
        task: 10 + index,
        name,
        coroutine: '',
        parent: 1,
        cell: null,
        site: null,
        role: 'task'
      },
      { kind: 'acquired', t: 1_500_000, resource: 6, task: 10 + index }
    ]);
    expect(said({ wait: 'lock', on: 6 }, crowd)).toBe(
      'waits for lock door (held by a, b, c and 2 more)'
    );
  });

  it('says it in Chinese', () => {
    expect(said({ wait: 'lock', on: 6 }, held, 'zh')).toBe(
      '等待锁 door\uff08worker-1 持有\uff09'
    );
    expect(said({ wait: 'sleep', until: 1_200_000_000 }, [], 'zh')).toBe(
      '休眠到 1.20 s'
    );
  });
});

describe('what else a task is about', () => {
  const log = logOf([
    ...story(`
      cell  RRwwRD
      a     .RwwrRX  lock door
    `),
    { kind: 'acquired', t: 6_000_000, resource: 3, task: 1 }
  ]);
  const words = new Words(log.history, translation(null));
  const detail = (id: number, time: number): string => {
    const task = log.history.task(id);
    const span = task && spanAt(task, time);
    return task && span ? words.detail(task, span, time) : '';
  };

  it('says who woke it, how it ended, and what it holds even then', () => {
    expect(detail(2, 4_500_000)).toBe('woken by a timer');
    expect(detail(2, 6_000_000)).toBe('ValueError · took 5.0 ms');
    expect(detail(1, 5_500_000)).toBe('took 5.0 ms');
    expect(detail(1, 6_000_000)).toBe('took 5.0 ms · holds lock door');
    expect(detail(2, 1_000_000)).toBe('');
  });
});

describe('what format 2 tells', () => {
  const place: Fact = {
    kind: 'place_named',
    t: 0,
    place: 9,
    cell: 'c1',
    file: 'cell',
    line: 7,
    function: 'main'
  };
  /** What is said of the task with this id, at a time in milliseconds. */
  const detail = (
    more: readonly Fact[],
    id: number,
    ms: number,
    language: 'en' | 'zh' = 'en'
  ): string => {
    const { history } = logOf([...BASE, place, ...more]);
    const words = new Words(
      history,
      translation(language === 'zh' ? zh : null)
    );
    const task = history.task(id);
    const span = task && spanAt(task, ms * TICK);
    return task && span ? words.detail(task, span, ms * TICK) : '';
  };
  const wait = (kind: WaitStarted['wait'], on: number): Fact => ({
    kind: 'wait_started',
    t: 2 * TICK,
    task: 2,
    wait: kind,
    on,
    until: null,
    stack: []
  });
  const asked = (by: Waker, site: number | null): Fact => ({
    kind: 'cancel_requested',
    t: 3 * TICK,
    task: 2,
    by,
    site,
    requests: 1
  });
  const over = (outcome: 'cancelled' | 'raised'): Fact => ({
    kind: 'task_ended',
    t: 4 * TICK,
    task: 2,
    outcome,
    error: outcome === 'raised' ? 'KeyError' : null,
    message: null
  });

  it('names the work that a task waits for, and how it stands', () => {
    const work: Fact[] = [
      {
        kind: 'work_submitted',
        t: 2 * TICK,
        work: 30,
        type: 'thread',
        function: 'resize',
        task: 2,
        site: null
      },
      wait('executor', 30),
      { kind: 'work_started', t: 3 * TICK, work: 30, worker: 2 },
      { kind: 'work_ended', t: 4 * TICK, work: 30, outcome: 'returned' }
    ];
    expect([2, 3, 4].map(ms => detail(work, 2, ms))).toEqual([
      'waits for resize in another thread (queued)',
      'waits for resize in thread 2 (running)',
      'waits for resize in thread 2 (over)'
    ]);
    expect(detail(work, 2, 3, 'zh')).toBe('等待线程 2 里的 resize（运行中）');
  });

  it('says what a resource is made of', () => {
    const socket: Fact = {
      kind: 'resource_seen',
      t: 1,
      resource: 30,
      type: 'stream',
      name: null,
      capacity: null,
      detail: 'tcp fd 12'
    };
    const facts = [socket, wait('stream', 30)];
    expect(detail(facts, 2, 3)).toBe('waits for data on a stream (tcp fd 12)');
    expect(detail(facts, 2, 3, 'zh')).toBe('等待流上的数据（tcp fd 12）');
  });

  it('names the tasks that a gather still waits for', () => {
    const gather: Fact[] = [
      {
        kind: 'resource_seen',
        t: 1,
        resource: 30,
        type: 'gather',
        name: null,
        capacity: null,
        detail: null
      },
      { kind: 'members_named', t: 1, resource: 30, tasks: [2, 3] },
      { ...wait('gather', 30), t: 2 * TICK, task: 4 } as Fact
    ];
    expect(detail([...gather, over('raised')], 4, 3)).toBe(
      'waits for tasks worker-1, worker-2'
    );
    expect(detail([...gather, over('raised')], 4, 4)).toBe(
      'waits for task worker-2'
    );
  });

  it('says who asked to cancel a task, and where, as long as that holds', () => {
    const main = asked({ kind: 'task', task: 1 }, 9);
    expect(detail([wait('event', 99), main], 2, 3)).toBe(
      'waits for an event · cancel requested by cell [1] (cell [1] line 7)'
    );
    const withdrawn: Fact = {
      kind: 'cancel_withdrawn',
      t: 4 * TICK,
      task: 2,
      requests: 0
    };
    expect(detail([wait('event', 99), main, withdrawn], 2, 4)).toBe(
      'waits for an event'
    );
    const timer = asked({ kind: 'timer', task: null }, null);
    expect(detail([timer, over('cancelled')], 2, 4)).toBe(
      'took 3.0 ms · cancelled by a timer'
    );
    expect(detail([timer, over('cancelled')], 2, 4, 'zh')).toBe(
      '历时 3.0 ms · 被取消，请求来自：定时器'
    );
  });

  it('names the line at which a step blocks the loop', () => {
    const blocked: Fact[] = [
      { kind: 'step', t: 2 * TICK, task: 2 },
      {
        kind: 'loop_blocked',
        t: 9 * TICK,
        task: 2,
        since: 2 * TICK,
        stack: [9]
      }
    ];
    expect(detail(blocked, 2, 5)).toBe('blocks the loop at cell [1] line 7');
    expect(detail(blocked, 2, 5, 'zh')).toBe(
      '在单元格 [1] 第 7 行阻塞着事件循环'
    );
    expect(detail(blocked, 3, 5)).toBe('');
  });

  it('counts the steps of a merged window', () => {
    const merged: Fact = {
      kind: 'window_merged',
      t: 50 * TICK,
      since: 10 * TICK,
      tasks: [2],
      steps: [400],
      busy: [7 * TICK]
    };
    expect(detail([merged], 2, 20)).toBe(
      '400 steps, 7.0 ms in all, not told one by one'
    );
    expect(detail([merged], 2, 50)).toBe('');
  });

  it('says that a task was thrown away, or its exception', () => {
    expect(
      detail([{ kind: 'task_destroyed', t: 4 * TICK, task: 2 }], 2, 4)
    ).toBe('pending, and nobody referred to it any more');
    const unasked: Fact[] = [
      over('raised'),
      { kind: 'exception_unretrieved', t: 5 * TICK, task: 2 }
    ];
    expect([4, 5].map(ms => detail(unasked, 2, ms))).toEqual([
      'KeyError · took 3.0 ms',
      'KeyError · took 3.0 ms · nobody asked for this exception'
    ]);
  });
});

test('a name that is far too long is cut', () => {
  const log = logOf([
    ...BASE,
    { kind: 'task_renamed', t: 3, task: 2, name: 'x'.repeat(9_000) }
  ]);
  const words = new Words(log.history, translation(null));
  const [, task] = log.history.tasks;
  expect(task && words.task(task)).toHaveLength(60);
});
