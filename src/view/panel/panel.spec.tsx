import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import type { Place } from '../../model/records';
import type { Status } from '../../model/status';
import { Session } from '../../model/session';
import type { Fact } from '../../protocol/events';
import { BUSY_RUN } from '../../testing/busy_run';
import { furnish } from '../../testing/dom';
import { fixture } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import type { Catalogue } from '../../testing/trans';
import { translation } from '../../testing/trans';
import zh from '../zh-CN.json';
import { TasksPanel } from './panel';

const STORY = story(`
  cell  RRwwwwRD  gather
  a     .rRwrRD
  b     .rrRwRX   lock door
`);

let page: HTMLElement;
let root: Root;
let session: Session;
let unfurnish: () => void;
const onWatch = jest.fn((on: boolean) => on);
const onJump = jest.fn((place: Place) => place);
const openConcept = jest.fn((concept: string) => concept);

beforeEach(() => {
  unfurnish = furnish(800, 400);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  session = new Session();
  onWatch.mockReset();
  onJump.mockReset();
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  unfurnish();
});

function show(hidden = false, catalogue: Catalogue | null = null): void {
  act(() =>
    root.render(
      <TasksPanel
        session={session}
        trans={translation(catalogue)}
        host={{
          watch: onWatch,
          jump: onJump,
          cancel: jest.fn(),
          whyNotCancel: () => null,
          openConcept
        }}
        hidden={hidden}
      />
    )
  );
}

function receive(facts: readonly Fact[], run = 'r', first = 0): void {
  act(() => {
    session.receive({ kind: 'facts', run, first, now: 0, facts });
  });
}

function ready(part: Partial<Status> = {}): void {
  act(() =>
    session.setStatus({ kernel: { kind: 'ready', busy: false }, ...part })
  );
}

const items = (): string[] =>
  [...page.querySelectorAll('[role="treeitem"]')].map(
    item => item.getAttribute('aria-label') ?? ''
  );

const text = (): string => page.textContent;

function button(name: string): HTMLButtonElement {
  const found = [...page.querySelectorAll('button')].find(
    each => (each.getAttribute('aria-label') ?? each.textContent) === name
  );
  if (!found) {
    throw new Error(`no button ${name}`);
  }
  return found;
}

function press(key: string): void {
  act(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    );
  });
}

describe('an empty panel says why', () => {
  it.each<[string, Partial<Status>, string]>([
    [
      'no notebook',
      { kernel: { kind: 'no_notebook' } },
      'Open a notebook to watch its tasks.'
    ],
    [
      'another language',
      { kernel: { kind: 'not_python', language: 'R' } },
      'This kernel runs R. Only tasks of Python can be watched.'
    ],
    [
      'an old Python',
      { kernel: { kind: 'python_too_old', python: '3.9.18' } },
      'This kernel runs Python 3.9.18. Watching needs Python 3.10 or newer.'
    ],
    [
      'no companion',
      { kernel: { kind: 'companion_missing' } },
      '%pip install aioscope'
    ],
    ['not watching', { watching: 'off' }, 'Press Watch, then run a cell.'],
    ['watching', { watching: 'on' }, 'Watching. Run a cell to see its tasks.'],
    [
      'busy',
      { kernel: { kind: 'ready', busy: true }, watching: 'asked' },
      'Watching begins when the cell that runs now has ended.'
    ],
    [
      'disconnected',
      { kernel: { kind: 'disconnected' } },
      'The connection to the kernel is lost. Nothing new arrives until it is back.'
    ],
    [
      'a broken frame',
      {
        problem: {
          code: 'broken_frame',
          detail: '"t" is not a whole number in range'
        }
      },
      'A message from the kernel could not be read: "t" is not a whole number in range.'
    ]
  ])('%s', (_, status, sentence) => {
    ready(status);
    show();
    expect(text()).toContain(sentence);
    expect(items()).toEqual([]);
  });

  it('the run has no tasks yet', () => {
    ready({ watching: 'on' });
    receive(STORY.slice(0, 1));
    show();
    expect(text()).toContain('This run has no tasks yet.');
  });

  it('in Chinese', () => {
    ready();
    show(false, zh);
    expect(text()).toContain('按下“观察”');
  });
});

describe('a run', () => {
  it('shows a tree item for each task, named by task and state', () => {
    ready({ watching: 'on' });
    show();
    receive(STORY.filter(fact => fact.t <= 4 * TICK));
    expect(items()).toEqual([
      'cell [1], waiting, 2.0 ms, waits for several tasks',
      'a, ready, 0 ns, woken by a timer',
      'b, waiting, 0 ns, waits for lock door'
    ]);
    expect(text()).toContain('Live');
    receive(
      STORY.filter(fact => fact.t > 4 * TICK),
      'r',
      STORY.filter(fact => fact.t <= 4 * TICK).length
    );
    expect(items().map(item => item.split(', ').slice(0, 2))).toEqual([
      ['cell [1]', 'done'],
      ['a', 'done'],
      ['b', 'failed']
    ]);
  });

  it('goes back in time with the slider, and returns with Live', () => {
    ready();
    receive(STORY);
    show();
    const slider = page.querySelector<HTMLInputElement>('input[type="range"]');
    slider?.focus();
    expect(slider?.getAttribute('aria-valuetext')).toBe('at the end, 7.0 ms');
    press('ArrowLeft');
    expect(slider?.getAttribute('aria-valuetext')).toBe('6.0 ms of 7.0 ms');
    expect(items()[0]).toMatch(/^cell \[1\], running/);
    expect(text()).toContain('Replay at 6.0 ms');
    act(() => button('Previous moment').click());
    expect(session.snapshot().cursor.time).toBe(5 * TICK);
    act(() => button('Next moment').click());
    expect(session.snapshot().cursor.time).toBe(6 * TICK);
    press('Home');
    expect(items()).toEqual(['cell [1], running, 0 ns']);
    act(() => button('Live').click());
    expect(session.snapshot().cursor.time).toBeNull();
    expect(items()).toHaveLength(3);
  });

  it('is walked by keys: one tab stop, which moves, folds and takes', () => {
    ready();
    receive(STORY);
    show();
    const stop = (): HTMLElement | null =>
      page.querySelector('[role="treeitem"][tabindex="0"]');
    stop()?.focus();
    press('End');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(
      /^b, failed/
    );
    expect(
      page.querySelectorAll('[role="treeitem"][tabindex="0"]')
    ).toHaveLength(1);
    press('Enter');
    expect(session.snapshot().cursor.selected).toBe(3);
    press('ArrowLeft');
    press('ArrowLeft');
    expect(items()).toHaveLength(1);
    expect(stop()?.getAttribute('aria-expanded')).toBe('false');
    press('ArrowRight');
    expect(items()).toHaveLength(3);
  });

  it('jumps to the line of the task that is clicked', () => {
    const facts = fixture('semaphore').facts;
    ready();
    receive(facts);
    show();
    const item = [
      ...page.querySelectorAll<HTMLElement>('[role="treeitem"]')
    ].find(each => each.getAttribute('aria-label')?.startsWith('worker-3'));
    act(() => item?.click());
    expect(onJump).toHaveBeenCalledTimes(1);
    expect(onJump.mock.calls[0]?.[0]).toBe(
      session.snapshot().shown?.log.history.place(1)
    );
    expect(session.snapshot().cursor.selected).toBe(4);
  });

  it('says what is missing, dropped and of the kernel before', () => {
    ready({ watching: 'on' });
    receive([...STORY, { kind: 'facts_dropped', t: 8 * TICK, count: 12 }]);
    receive([], 'r', STORY.length + 4);
    act(() => session.kernelRestarted());
    show();
    expect(text()).toContain('12 facts dropped');
    expect(text()).toContain('3 facts missing');
    expect(text()).toContain(
      'The kernel was restarted. The run shown here is of the kernel before.'
    );
    expect(button('Watch').getAttribute('aria-pressed')).toBe('false');
  });

  it('shows merged windows, a blocked loop, cancelled, lost and failed tasks', () => {
    ready();
    receive(BUSY_RUN);
    show();
    expect(text()).toContain('3 windows merged');
    expect(
      [...page.querySelectorAll('.aio-Legend-entry')].map(
        entry => entry.textContent
      )
    ).toEqual([
      'running',
      'ready',
      'waiting',
      'holds',
      'wakes',
      'merged',
      'loop blocked',
      'cancel requested'
    ]);
    expect(
      page.querySelector('.aio-Timeline-canvas')?.getAttribute('aria-label')
    ).toContain('The loop was blocked once, for 135 ms.');
    const at = (ms: number): string[] => {
      act(() => session.moveTo(ms * 1_000_000));
      return items().map(item => item.replace(/, [\d.]+ ms/, ''));
    };
    expect(at(100)).toEqual([
      'cell [4], waiting, waits for tasks ping, pong, thumbnail and 1 more, cell [4] line 9',
      'ping, merged, 4100 steps, 22 ms in all, not told one by one, cell [4] line 3',
      'pong, merged, 3900 steps, 18 ms in all, not told one by one, cell [4] line 3',
      'thumbnail, waiting, waits for resize in thread 1 (running), cell [4] line 9',
      'download, waiting, waits for data on a stream (tcp fd 12), cell [4] line 9',
      'forgotten, waiting, waits for a future, cell [4] line 9',
      'careless, failed, KeyError: page · took 9.0 ms · nobody asked for this exception, cell [4] line 3'
    ]);
    expect(at(250)[1]).toBe(
      'ping, running, blocks the loop at cell [4] line 12, cell [4] line 12'
    );
    expect(at(250)[5]).toBe(
      'forgotten, destroyed, pending, and nobody referred to it any more, cell [4] line 9'
    );
    expect(at(320)[4]).toBe(
      'download, waiting, sleeps until 360 ms · cancel requested by ping (cell [4] line 12), cell [4] line 9'
    );
    expect(at(362)[4]).toBe(
      'download, cancelled, took 360 ms · cancelled by ping (cell [4] line 12), cell [4] line 3'
    );
  });

  it('offers the runs when there is more than one', () => {
    ready();
    receive(STORY, 'one');
    receive(STORY, 'two');
    show();
    const select = page.querySelector('select');
    expect([...(select?.options ?? [])].map(option => option.text)).toEqual([
      'Newest (Run 2: cell [1])',
      'Run 2: cell [1]',
      'Run 1: cell [1]'
    ]);
    act(() => session.show('one'));
    expect(select?.value).toBe('one');
  });
});

test('Watch tells what is wanted and is pressed while it is asked for', () => {
  ready();
  show();
  expect(button('Watch').getAttribute('aria-pressed')).toBe('false');
  act(() => button('Watch').click());
  expect(onWatch).toHaveBeenCalledWith(true);
  ready({ watching: 'asked' });
  expect(button('Watch').getAttribute('aria-pressed')).toBe('true');
  act(() => button('Watch').click());
  expect(onWatch).toHaveBeenLastCalledWith(false);
  act(() => session.setStatus({ kernel: { kind: 'no_notebook' } }));
  expect(button('Watch').disabled).toBe(true);
});

test('a hidden panel does no work, and catches up when it is seen again', () => {
  ready();
  receive(STORY.slice(0, 8));
  show();
  const before = items();
  show(true);
  const renders = jest.spyOn(React, 'createElement');
  receive(STORY.slice(8), 'r', 8);
  expect(renders).not.toHaveBeenCalled();
  expect(items()).toEqual(before);
  show(false);
  expect(renders).toHaveBeenCalled();
  renders.mockRestore();
  expect(items()[2]).toMatch(/^b, failed/);
});

test('what the kernel sends is text, never markup', () => {
  ready();
  show();
  receive(
    story(`
      cell  RR
      <img/src=x/onerror=alert(1)>  .r
    `)
  );
  expect(page.querySelector('img')).toBeNull();
  expect(text()).toContain('<img/src=x/onerror=alert(1)>');
});
