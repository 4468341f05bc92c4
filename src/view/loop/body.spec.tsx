import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import type { EventLog } from '../../model/log';
import type { Place } from '../../model/records';
import { stateAt } from '../../model/state';
import { BUSY_RUN } from '../../testing/busy_run';
import { fixture, logOf, timeOf } from '../../testing/fixtures';
import { translation } from '../../testing/trans';
import type { Catalogue } from '../../testing/trans';
import type { ViewProps } from '../kit/view';
import { Words } from '../kit/words';
import zh from '../zh-CN.json';
import { Loop } from './body';

const onSelect = jest.fn((task: number | null) => task);
const jump = jest.fn((place: Place) => place);

let page: HTMLElement;
let root: Root;

beforeEach(() => {
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  jest.clearAllMocks();
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
});

/** Shows a run at a time; the buttons move it on. */
function show(
  log: EventLog,
  time: number | null,
  catalogue: Catalogue | null = null
): void {
  const trans = translation(catalogue);
  const cursor = { time, selected: null };
  const props: ViewProps = {
    history: log.history,
    version: {},
    state: stateAt(log, cursor),
    words: new Words(log.history, trans),
    trans,
    cursor,
    host: {
      watch: () => undefined,
      jump,
      openConcept: () => undefined,
      cancel: () => undefined,
      whyNotCancel: () => null
    },
    onSelect,
    onMove: to => show(log, to, catalogue)
  };
  act(() => root.render(<Loop {...props} />));
}

function press(label: string): void {
  const found = [...page.querySelectorAll('button')].find(
    each => (each.getAttribute('aria-label') ?? each.textContent) === label
  );
  if (!found) {
    throw new Error(`no button ${label}`);
  }
  act(() => found.click());
}

/** What stands at a place, a line each. */
function station(name: string): string[] {
  const section = [...page.querySelectorAll('section')].find(each =>
    each.querySelector('h4')?.textContent.startsWith(name)
  );
  return [...(section?.querySelectorAll('p, li') ?? [])].map(
    each => each.textContent
  );
}

const title = (): string =>
  page.querySelector('.aio-Loop-round strong')?.textContent ?? '';

test('stepping through a recorded run shows the queue shrink and the timers grow', () => {
  const log = fixture('semaphore');
  show(log, log.history.loop.rounds[0]?.start ?? 0);
  expect(title()).toMatch(/^Round 1 of \d+$/);
  expect(station('Runs now')).toContain('runs worker-1');
  expect(station('Runs now')).toContain('its first step');
  expect(station('Ready').map(line => line.split(' ')[0])).toEqual([
    'worker-2',
    'worker-3',
    'worker-4',
    'worker-5'
  ]);
  press('Next step');
  expect(station('Runs now')).toContain('runs worker-2');
  expect(station('Ready')).toHaveLength(3);
  expect(station('Timers').at(-1)).toMatch(/^worker-1 due in \d/);
  press('Previous step');
  expect(station('Runs now')).toContain('runs worker-1');
  press('Next round');
  expect(title()).toMatch(/^Round 2 of/);
  expect(station('Runs now')).toEqual(['Nothing: the loop polls.']);
  expect(station('Selector')[0]).toMatch(
    /^polling since .*, until .* at most$/
  );
  expect(page.querySelector('[aria-current="step"] h4')?.textContent).toBe(
    'Selector'
  );
});

test('a task is selected where it stands, and its line can be shown', () => {
  const log = fixture('semaphore');
  const worker = log.history.tasks.find(({ name }) => name === 'worker-1');
  const again = worker?.spans.filter(({ state }) => state === 'running')[1];
  show(log, again?.start ?? 0);
  const place = page.querySelector('.aio-Loop-jump');
  expect(place?.textContent).toMatch(/^goes on from cell \[\d+\] line \d+$/);
  act(() => page.querySelector<HTMLElement>('.aio-Loop-jump')?.click());
  expect(jump).toHaveBeenCalledTimes(1);
  act(() => page.querySelector<HTMLElement>('.aio-Loop-task')?.click());
  expect(onSelect).toHaveBeenCalledWith(worker?.id);
});

test('a blocked loop says who blocks it, and which timer is late', () => {
  const log = fixture('blocked');
  show(
    log,
    timeOf(log, fact => fact.kind === 'loop_blocked')
  );
  expect(station('Runs now').join()).toMatch(/blocked by blocker at cell/);
  expect(station('Timers').join()).toMatch(
    /clock due .* ago: the loop has not looked yet/
  );
  expect(page.querySelector('.aio-mod-now.aio-mod-alarm')).not.toBeNull();
});

test('a merged window is told in words', () => {
  const log = logOf(BUSY_RUN);
  show(log, (log.history.loop.windows[0]?.start ?? 0) + 1);
  expect(title()).toBe('Rounds that are not told one by one');
  expect(station('Runs now').join()).toContain('not told one by one');
});

test('a run of which nothing is known yet is a picture too', () => {
  show(logOf([]), null);
  expect(title()).toBe('Before the first round that is told');
  expect(station('Ready')).toEqual(['No task is ready.']);
  const buttons = [...page.querySelectorAll('button')];
  expect(buttons.every(button => button.disabled)).toBe(true);
});

test('it speaks Chinese', () => {
  const log = fixture('semaphore');
  show(log, log.history.loop.rounds[0]?.start ?? 0, zh);
  expect(title()).toMatch(/^第 1 轮，共 \d+ 轮$/);
  expect(station('本轮就绪')).toHaveLength(4);
});
