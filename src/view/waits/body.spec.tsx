import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import type { EventLog } from '../../model/log';
import { stateAt } from '../../model/state';
import type { Fact } from '../../protocol/events';
import { furnish } from '../../testing/dom';
import { fixture, logOf } from '../../testing/fixtures';
import { story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { Words } from '../kit/words';
import zh from '../zh-CN.json';
import { Waits } from './body';
import { deadlocks } from './lazy';
import { fit } from './node';

let page: HTMLElement;
let root: Root;
let unfurnish: () => void;
const onSelect = jest.fn((task: number | null) => task);
const jump = jest.fn();
const openConcept = jest.fn();

beforeEach(() => {
  unfurnish = furnish(800, 400);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  onSelect.mockReset();
  jump.mockReset();
  openConcept.mockReset();
  // Placing takes no time, so that there are no pauses.
  jest.spyOn(performance, 'now').mockReturnValue(0);
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  unfurnish();
  jest.restoreAllMocks();
});

function propsOf(
  log: EventLog,
  time: number,
  selected: number | null,
  isChinese = false
): React.ComponentProps<typeof Waits> {
  const trans = translation(isChinese ? zh : null);
  return {
    history: log.history,
    version: null,
    state: stateAt(log, { time }),
    words: new Words(log.history, trans),
    trans,
    cursor: { time, selected },
    host: {
      watch: jest.fn(),
      jump,
      cancel: jest.fn(),
      whyNotCancel: () => null,
      openConcept
    },
    onSelect,
    onMove: jest.fn()
  };
}

function show(
  log: EventLog,
  time: number,
  selected: number | null = null,
  isChinese = false
): void {
  const props = propsOf(log, time, selected, isChinese);
  act(() => root.render(<Waits {...props} />));
}

const nodes = (): string[] =>
  [...page.querySelectorAll('[data-node]')].map(
    node => node.getAttribute('aria-label') ?? ''
  );

const focused = (): string | null =>
  document.activeElement?.getAttribute('aria-label') ?? null;

function press(key: string): void {
  act(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    );
  });
}

function click(element: Element | null): void {
  act(() => {
    element?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  });
}

const DEADLOCK = fixture('deadlock');
const THEN = 200_000_000;

test('a deadlock is told in words, and its circle marked', () => {
  show(DEADLOCK, THEN);
  expect(page.querySelector('[role="alert"]')?.textContent).toBe(
    'Deadlock: to the right waits for lock source (2), held by to the left; ' +
      'to the left waits for lock source (1), held by to the right. ' +
      'None of them can go on unless one is cancelled.'
  );
  expect(
    page.querySelectorAll('.aio-Waits-edge.aio-mod-deadlocked')
  ).toHaveLength(4);
  expect(
    page.querySelectorAll('.aio-Waits-node.aio-mod-deadlocked')
  ).toHaveLength(4);
  expect(nodes()).toEqual([
    expect.stringMatching(
      /^cell \[2\], waiting, waits for tasks to the right, to the left, at most until \d/
    ),
    'gather',
    expect.stringMatching(
      /^to the right, waiting, waits for lock source \(2\) \(held by to the left\)/
    ),
    expect.stringMatching(
      /^to the left, waiting, waits for lock source \(1\) \(held by to the right\)/
    ),
    'lock source (2), held',
    'lock source (1), held'
  ]);
  expect(deadlocks(propsOf(DEADLOCK, THEN, null))).toBe(1);
  expect(deadlocks(propsOf(DEADLOCK, 10_000_000, null))).toBe(0);
});

test('the same in Chinese', () => {
  show(DEADLOCK, THEN, null, true);
  expect(page.querySelector('[role="alert"]')?.textContent).toBe(
    '死锁：to the right 等待 to the left 持有的锁 source（2）；to the left 等待 to the right 持有的锁 source（1）。不取消其中一个，谁也无法继续。'
  );
  expect(page.textContent).toContain('3 个任务正在等待别人。');
});

test('a task that waits for a lock which it holds itself', () => {
  const log = logOf([
    ...story(`
      cell  RRw
      a     .rrRw  lock door
    `),
    { kind: 'acquired', t: 5_000_000, resource: 3, task: 2 },
    { kind: 'deadlock_found', t: 6_000_000, tasks: [2], resources: [3] }
  ]);
  show(log, 7_000_000);
  expect(page.querySelector('[role="alert"]')?.textContent).toBe(
    'Deadlock: a waits for lock door, which it holds itself. It can only go on if it is cancelled.'
  );
});

test('keys go along edges, Enter selects a task and goes to its line', () => {
  show(DEADLOCK, THEN);
  const stops = page.querySelectorAll<SVGElement>('[data-node][tabindex="0"]');
  expect(stops).toHaveLength(1);
  act(() => stops[0]?.focus());
  expect(focused()).toMatch(/^cell \[2\]/);
  press('ArrowDown');
  expect(focused()).toBe('gather');
  press('Enter');
  expect(openConcept).toHaveBeenLastCalledWith('gather');
  expect(onSelect).not.toHaveBeenCalled();
  press('ArrowDown');
  expect(focused()).toMatch(/^to the/);
  press('Enter');
  expect(onSelect).toHaveBeenCalledTimes(1);
  expect(jump).toHaveBeenCalledWith(expect.objectContaining({ line: 7 }));
  click(page.querySelector('[aria-label="lock source (1), held"]'));
  expect(openConcept).toHaveBeenLastCalledWith('lock');
  expect(page.querySelectorAll('[data-node][tabindex="0"]')).toHaveLength(1);
});

test('the selected task is the tab stop, and is marked', () => {
  show(DEADLOCK, THEN, 3);
  const pressed = page.querySelector('[aria-pressed="true"][data-node]');
  expect(pressed?.getAttribute('aria-label')).toMatch(/^to the left/);
  expect(pressed?.getAttribute('tabindex')).toBe('0');
});

test('the list says the same as the picture', () => {
  show(DEADLOCK, THEN);
  const details = page.querySelector('details');
  expect(page.querySelectorAll('li')).toHaveLength(0);
  act(() => {
    if (details) {
      details.open = true;
      details.dispatchEvent(new Event('toggle'));
    }
  });
  const items = [...page.querySelectorAll('li')].map(item => item.textContent);
  expect(items).toEqual(nodes().filter(text => text.includes(', waiting')));
  click(page.querySelectorAll('li button')[1] ?? null);
  expect(onSelect).toHaveBeenCalledWith(2);
});

test('sleepers are shown when asked for', () => {
  const log = logOf(
    story(`
      cell  RRwwww
      a     .rRwww
    `)
  );
  show(log, 5_000_000);
  const button = [...page.querySelectorAll('button')].find(
    each => each.textContent === 'Show them'
  );
  expect(page.textContent).toContain(
    'At this instant no task waits for another one'
  );
  expect(nodes()).toEqual([]);
  click(button ?? null);
  expect(nodes()).toEqual(['cell [1], waiting, sleeps', 'a, waiting, sleeps']);
});

test('ten thousand tasks: a few nodes, and how many there are', () => {
  const count = 10_000;
  const facts = Array.from({ length: count }, (_, index): Fact[] => [
    {
      kind: 'task_created',
      t: 1,
      task: index + 10,
      name: `w${index}`,
      coroutine: 'w',
      parent: null,
      cell: null,
      site: null,
      role: 'task'
    },
    {
      kind: 'wait_started',
      t: 2,
      task: index + 10,
      wait: 'semaphore',
      on: 1,
      until: null,
      stack: []
    }
  ]).flat();
  const log = logOf([
    {
      kind: 'resource_seen',
      t: 0,
      resource: 1,
      type: 'semaphore',
      name: 'limit',
      capacity: 3,
      detail: null
    },
    ...facts
  ]);
  show(log, 3, 500);
  expect(page.textContent).toContain('10000 tasks wait for others.');
  expect(nodes()).toHaveLength(6);
  expect(nodes()).toContainEqual(
    expect.stringMatching(/^and 9996 more, waiting, waits for semaphore limit/)
  );
  // Unfolded, it is too much to draw.
  click(page.querySelector('.aio-mod-more'));
  expect(nodes()).toHaveLength(60);
  expect(page.textContent).toContain('Showing 59 of 10000 tasks that wait.');
  expect(nodes().join()).toContain('w490,');
  click(
    [...page.querySelectorAll('button')].find(
      each => each.textContent === 'Fold again'
    ) ?? null
  );
  expect(nodes()).toHaveLength(6);
});

test('after placing there is a pause, and then the latest shape is placed', () => {
  jest.useFakeTimers();
  let clock = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (clock += 1000));
  show(DEADLOCK, 30_000_000);
  expect(nodes()).toHaveLength(4);
  // The locks have no place yet.
  show(DEADLOCK, THEN);
  expect(nodes()).toHaveLength(4);
  act(() => jest.runAllTimers());
  expect(nodes()).toHaveLength(6);
  // What is gone is gone at once.
  show(DEADLOCK, 30_000_000);
  expect(nodes()).toHaveLength(4);
  jest.useRealTimers();
});

test('a name is text, and is cut where it does not fit', () => {
  const log = logOf(
    story(`
      cell  RRw  task <b>
      <b>   .rRw  lock <script>alert(1)</script>${'x'.repeat(5000)}
    `)
  );
  show(log, 9_000_000);
  expect(page.querySelector('script, b')).toBeNull();
  expect(nodes().every(text => text.length < 300)).toBe(true);
  expect(fit('short', 20)).toBe('short');
  expect(fit('abcdefghij', 3)).toBe('abcd…');
  expect(fit('信号量信号量', 3)).toBe('信…');
  expect(fit('', 3)).toBe('');
});

test.each([
  'queue',
  'semaphore',
  'barrier',
  'condition',
  'event',
  'works',
  'network-io',
  'task-group',
  'wait-for',
  'future'
])('every instant of the recorded run %s can be drawn', name => {
  const log = fixture(name);
  const { moments } = log.history;
  for (let index = 0; index < moments.length; index += 5) {
    show(log, moments[index] ?? 0);
    expect(page.textContent).not.toContain('undefined');
    expect(page.innerHTML).not.toContain('NaN');
  }
});
