import type { Fact, WaitStarted } from '../../protocol/events';
import { logOf } from '../../testing/fixtures';
import { story } from '../../testing/story';
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

test('a name that is far too long is cut', () => {
  const log = logOf([
    ...BASE,
    { kind: 'task_renamed', t: 3, task: 2, name: 'x'.repeat(9_000) }
  ]);
  const words = new Words(log.history, translation(null));
  const [, task] = log.history.tasks;
  expect(task && words.task(task)).toHaveLength(60);
});
