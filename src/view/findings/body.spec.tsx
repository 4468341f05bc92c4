import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import type { Place } from '../../model/records';
import { stateAt } from '../../model/state';
import type { EventLog } from '../../model/log';
import { fixture, logOf } from '../../testing/fixtures';
import { findingOf, said } from '../../testing/found';
import { story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { Words } from '../kit/words';
import { Findings, countFindings } from './body';
import type { ViewProps } from '../kit/view';

const trans = translation(null);
const onSelect = jest.fn((task: number | null) => task);
const onMove = jest.fn((time: number | null) => time);
const jump = jest.fn((place: Place) => place);
const openConcept = jest.fn((concept: string) => concept);
const watchExample = jest.fn();

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

function propsOf(log: EventLog, selected: number | null = null): ViewProps {
  const cursor = { time: null, selected };
  return {
    history: log.history,
    version: {},
    state: stateAt(log, cursor),
    words: new Words(log.history, trans),
    trans,
    cursor,
    host: {
      watch: () => undefined,
      jump,
      cancel: () => undefined,
      whyNotCancel: () => null,
      openConcept,
      watchExample
    },
    onSelect,
    onMove
  };
}

function show(log: EventLog, selected: number | null = null): void {
  act(() => root.render(<Findings {...propsOf(log, selected)} />));
}

function press(card: Element | undefined, title: string): void {
  const button = [...(card?.querySelectorAll('button') ?? [])].find(
    each => each.title === title
  );
  act(() => button?.click());
}

const cards = (): Element[] => [...page.querySelectorAll('article')];

test('a recorded run of mistakes: every link of a card leads where it says', () => {
  const log = fixture('mistakes');
  show(log);
  expect(countFindings(propsOf(log))).toBe(cards().length);
  const blocked = cards().find(card => card.textContent.includes('blocked'));
  press(blocked, 'Show this line');
  expect(jump).toHaveBeenLastCalledWith(
    expect.objectContaining({ cell: 'mistakes', function: 'crunch' })
  );
  const cruncher = log.history.tasks.find(task => task.name === 'cruncher');
  press(blocked, 'Select this task');
  expect(onSelect).toHaveBeenLastCalledWith(cruncher?.id);
  press(blocked, 'Show this instant');
  const [at] = onMove.mock.lastCall ?? [];
  const { state } = propsOf(log);
  const { tasks } = stateAt(log, { time: at ?? state.time });
  expect(tasks.find(each => each.state === 'running')?.task).toBe(cruncher);
  press(blocked, 'blocking-io');
  expect(openConcept).toHaveBeenLastCalledWith('blocking-io');
  press(
    blocked,
    'Insert an example of it below the active cell, run it and watch its tasks'
  );
  expect(watchExample).toHaveBeenLastCalledWith(
    'blocking-io',
    'blocking-io-frozen'
  );
  expect(blocked?.querySelector('pre')?.textContent).toContain(
    'await asyncio.to_thread('
  );
});

test('the cards of the selected task stand out', () => {
  const log = logOf([findingOf({ task: 1 }), findingOf({ task: 2 })]);
  const known = logOf([...story('a R\n b .R'), ...log.facts]);
  show(known, 2);
  expect(
    cards().map(card => card.classList.contains('aio-mod-selected'))
  ).toEqual([false, true]);
});

test('where nothing was found, it says what was looked for', () => {
  show(logOf([{ kind: 'run_ended', t: 9, overhead: 0 }]));
  expect(page.textContent).toContain('Nothing was found in this run.');
  expect(page.querySelectorAll('li')).toHaveLength(13);
  show(logOf([]));
  expect(page.textContent).toContain('Nothing has been found so far.');
});

test('thousands of findings are built a page at a time', () => {
  const many = Array.from({ length: 3000 }, (_, n) =>
    findingOf({ task: n + 1 })
  );
  show(logOf(many));
  expect(page.querySelector('h3')?.textContent).toBe('3000 warnings');
  expect(cards()).toHaveLength(20);
  const more = [...page.querySelectorAll('button')].at(-1);
  expect(more?.textContent).toBe('Show more (2980)');
  act(() => more?.click());
  expect(cards()).toHaveLength(40);
});

test('what the kernel says stays text', () => {
  show(logOf([findingOf({ message: said('<img src=x onerror=alert(1)>') })]));
  expect(page.querySelector('img')).toBeNull();
  expect(page.textContent).toContain('<img src=x');
});
