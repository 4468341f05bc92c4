import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { compare } from '../../model/compare';
import { Session } from '../../model/session';
import type { Fact } from '../../protocol/events';
import { furnish } from '../../testing/dom';
import { fixture, logOf } from '../../testing/fixtures';
import { story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { Compare } from './body';
import type { Source } from './runs';
import { lanesOf, scaleOf } from './layout';

const SEQUENTIAL = story('cell  RwwwwwwRwwwwwwRD');
const TOGETHER = story(`
  cell  RRwwwwwwwwwRD  gather
  a     .rRwwwwwwRD
  b     .rrRwwwwwwRD
`);

let page: HTMLElement;
let root: Root;
let session: Session;
let sources: Source[];
let unfurnish: () => void;

beforeEach(() => {
  jest.useFakeTimers();
  unfurnish = furnish(800, 400);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  session = new Session();
  sources = [{ name: 'own.ipynb', session }];
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  unfurnish();
  jest.useRealTimers();
});

function receive(run: string, facts: readonly Fact[]): void {
  const now = facts.at(-1)?.t ?? 0;
  session.receive({ kind: 'facts', run, first: 0, now, facts });
}

function show(hidden = false): void {
  act(() =>
    root.render(
      <Compare sources={sources} trans={translation(null)} hidden={hidden} />
    )
  );
}

const first = (): string => page.querySelector('li')?.textContent ?? '';
const chosen = (): string[] =>
  [...page.querySelectorAll('select')].map(
    select => select.selectedOptions[0]?.textContent ?? ''
  );

test('with fewer than two runs it says what to do', () => {
  receive('r1', SEQUENTIAL);
  show();
  expect(page.textContent).toMatch(
    /^To compare, record two runs .* %%aioscope on top/
  );
  expect(page.querySelector('select')).toBeNull();
});

test('the last two runs, in words, in figures and as lanes', () => {
  receive('r1', SEQUENTIAL);
  receive('r2', TOGETHER);
  show();
  expect(chosen()).toEqual(['Run 1: cell [1]', 'Run 2: cell [1]']);
  expect(first()).toBe(
    'The second run took 12 ms instead of 15 ms: it was 1.3 times as fast.'
  );
  expect(page.querySelectorAll('tbody tr')).toHaveLength(8);
  expect(page.querySelector('canvas')?.getAttribute('aria-label')).toBe(
    first()
  );
  expect(
    [...page.querySelectorAll('.aio-Compare-label')].map(
      each => each.textContent
    )
  ).toEqual([
    '1 event loop',
    '2 event loop',
    '1 cell [1]',
    '2 cell [1]',
    '1 –',
    '2 a',
    '1 –',
    '2 b'
  ]);
});

test('other runs are chosen, and swapped', () => {
  receive('r1', SEQUENTIAL);
  receive('r2', TOGETHER);
  receive('r3', TOGETHER);
  show();
  expect(chosen()).toEqual(['Run 2: cell [1]', 'Run 3: cell [1]']);
  const [select] = page.querySelectorAll('select');
  act(() => {
    if (select) {
      select.value = 'r1';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
  expect(first()).toMatch(/times as fast/);
  const swap = [...page.querySelectorAll('button')].find(
    button => button.textContent === 'Swap'
  );
  act(() => swap?.click());
  expect(chosen()).toEqual(['Run 3: cell [1]', 'Run 1: cell [1]']);
  expect(first()).toMatch(/times as long/);
});

test('a run of another notebook can be chosen, and is where there is no other', () => {
  const other = new Session();
  sources = [...sources, { name: 'other.ipynb', session: other }];
  receive('r1', SEQUENTIAL);
  other.receive({
    kind: 'facts',
    run: 'r2',
    first: 0,
    now: TOGETHER.at(-1)?.t ?? 0,
    facts: TOGETHER
  });
  show();
  expect(chosen()).toEqual(['Run 1: cell [1]', 'Run 1: cell [1]']);
  expect(first()).toMatch(/15 ms instead of 12 ms: 1\.3 times as long/);
  expect(
    [...page.querySelectorAll('select:first-of-type optgroup')].map(group => [
      group.getAttribute('label'),
      group.children.length
    ])
  ).toEqual([
    ['own.ipynb', 1],
    ['other.ipynb', 1],
    ['own.ipynb', 1],
    ['other.ipynb', 1]
  ]);
  // One kernel, two notebooks: the run is listed once.
  receive('r2', TOGETHER);
  act(() => {
    jest.advanceTimersByTime(500);
  });
  expect(page.querySelectorAll('optgroup')).toHaveLength(0);
  expect(page.querySelectorAll('option')).toHaveLength(4);
});

test('a run without a wait is chosen last, but can be', () => {
  receive('r1', SEQUENTIAL);
  receive('r2', TOGETHER);
  receive('r3', story('cell  RRRRRD'));
  show();
  expect(chosen()).toEqual(['Run 1: cell [1]', 'Run 2: cell [1]']);
  expect(page.querySelectorAll('select option')).toHaveLength(6);
});

test('a run that goes on is looked at twice a second, and not at all while hidden', () => {
  receive('r1', SEQUENTIAL);
  receive('r2', TOGETHER.slice(0, 8));
  show();
  const before = first();
  act(() => {
    receive('r2', TOGETHER);
  });
  expect(first()).toBe(before);
  act(() => {
    jest.advanceTimersByTime(500);
  });
  expect(first()).not.toBe(before);

  show(true);
  act(() => {
    receive('r3', TOGETHER);
    jest.advanceTimersByTime(500);
  });
  expect(chosen()[1]).toBe('Run 2: cell [1]');
  show();
  expect(chosen()[1]).toBe('Run 3: cell [1]');
});

test('both runs begin at the left edge, on one scale', () => {
  const [a, b] = [logOf(SEQUENTIAL).history, fixture('gather').history];
  const comparison = compare(a, b);
  const scale = scaleOf(comparison);
  expect(scale.to).toBe(comparison.second.to - comparison.second.from);
  const lanes = lanesOf(comparison, { first: a, second: b }, scale, 1000, {
    from: 0,
    to: 3
  });
  expect(lanes).toHaveLength(6);
  const [, , cellA, cellB, none, task] = lanes;
  expect(cellA?.boxes[0]?.x).toBe(0);
  expect(cellB?.boxes[0]?.x).toBe(0);
  expect(cellA?.end?.x).toBeLessThan(100);
  expect(cellB?.end?.x).toBe(1000);
  expect(none?.boxes).toEqual([]);
  expect(task?.boxes.length).toBeGreaterThan(0);
});
