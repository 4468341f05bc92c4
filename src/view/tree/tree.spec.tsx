import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import type { EventLog } from '../../model/log';
import { stateAt } from '../../model/state';
import { crowd } from '../../testing/crowd';
import { furnish } from '../../testing/dom';
import { fixture, logOf, timeOf } from '../../testing/fixtures';
import { translation } from '../../testing/trans';
import type { ScopeHost } from '../kit/view';
import { Words } from '../kit/words';
import { Tree } from './body';

const trans = translation(null);
const SEMAPHORE = fixture('semaphore');
const QUEUED = timeOf(
  SEMAPHORE,
  fact => fact.kind === 'wait_started' && fact.task === 6
);

let page: HTMLElement;
let root: Root;
let unfurnish: () => void;
const openConcept = jest.fn((concept: string) => concept);
const onSelect = jest.fn((task: number | null) => task);
const host: ScopeHost = {
  watch: jest.fn(),
  jump: jest.fn(),
  cancel: jest.fn(),
  whyNotCancel: () => null,
  openConcept
};

function draw(
  log: EventLog,
  time: number,
  selected: number | null = null
): void {
  const { history } = log;
  act(() =>
    root.render(
      <Tree
        history={history}
        version={time}
        state={stateAt(log, { time })}
        words={new Words(history, trans)}
        trans={trans}
        cursor={{ time, selected }}
        host={host}
        onSelect={onSelect}
        onMove={jest.fn()}
      />
    )
  );
}

/** A page of that width; each test gets the choice that a page begins with. */
function open(width: number): void {
  unfurnish = furnish(width, 400);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
}

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  unfurnish();
});

const items = (): HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>('[role="treeitem"]')
];

const names = (): string[] =>
  items().map(item => item.getAttribute('aria-label')?.split(',')[0] ?? '');

function named(selector: string, name: string): HTMLElement {
  const found = [...page.querySelectorAll<HTMLElement>(selector)].find(
    each => (each.getAttribute('aria-label') ?? each.textContent) === name
  );
  if (!found) {
    throw new Error(`no ${selector} ${name}`);
  }
  return found;
}

function input(name: string): HTMLInputElement {
  const found = named('input', name);
  if (!(found instanceof HTMLInputElement)) {
    throw new Error(`${name} is no input`);
  }
  return found;
}

function select(name: string): HTMLSelectElement {
  const found = named('select', name);
  if (!(found instanceof HTMLSelectElement)) {
    throw new Error(`${name} is no select`);
  }
  return found;
}

/** Sets a field as a reader does. */
function fill(
  field: HTMLInputElement | HTMLSelectElement,
  value: string
): void {
  const type =
    field instanceof HTMLInputElement ? HTMLInputElement : HTMLSelectElement;
  act(() => {
    Object.getOwnPropertyDescriptor(type.prototype, 'value')?.set?.call(
      field,
      value
    );
    field.dispatchEvent(
      new Event(field instanceof HTMLInputElement ? 'input' : 'change', {
        bubbles: true
      })
    );
  });
}

function press(key: string): void {
  act(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    );
  });
}

describe('narrow', () => {
  beforeEach(() => open(300));

  it('says how many tasks pass the filter, and forgets it for the next run', () => {
    draw(SEMAPHORE, QUEUED);
    const field = input('Filter tasks');
    fill(field, 'worker-3');
    expect(names()).toEqual(['cell [2]', 'worker-3']);
    expect(page.querySelector('[role="status"]')?.textContent).toBe(
      '1 of 6 tasks'
    );
    fill(field, 'nobody');
    expect(page.textContent).toContain('No task fits the filter');
    fill(field, '');
    expect(names()).toHaveLength(6);
  });

  it('keeps the options behind a button', () => {
    draw(SEMAPHORE, QUEUED);
    const button = named('button', 'Options');
    const options = (): string | null | undefined =>
      document.getElementById(button.getAttribute('aria-controls') ?? '')
        ?.className;
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(options()).not.toContain('aio-mod-open');
    act(() => button.click());
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(options()).toContain('aio-mod-open');
    fill(select('State to show'), 'failed');
    expect(names()).toEqual([]);
    fill(select('State to show'), 'waiting');
    expect(names()).toHaveLength(6);
  });

  it('explains what a task waits for: a button for the mouse, ? for the keyboard', () => {
    draw(SEMAPHORE, QUEUED, 4);
    const row = items().find(item => item.tabIndex === 0);
    expect(row?.getAttribute('aria-label')).toMatch(/^worker-3/);
    row?.focus();
    press('?');
    expect(openConcept).toHaveBeenLastCalledWith('semaphore');
    onSelect.mockClear();
    const sleeping = items()[1]?.querySelector('button');
    act(() => sleeping?.click());
    expect(openConcept).toHaveBeenLastCalledWith('sleep');
    draw(SEMAPHORE, SEMAPHORE.now);
    const [ended] =
      page.querySelectorAll<HTMLButtonElement>('.aio-Tree-explain');
    act(() => ended?.click());
    expect(openConcept).toHaveBeenLastCalledWith('task');
    expect(onSelect).not.toHaveBeenCalled();
  });

  it('a run of one task has no tools', () => {
    draw(logOf(crowd(0)), 0);
    expect(page.querySelector('input')).toBeNull();
  });
});

describe('wide', () => {
  beforeEach(() => open(900));

  it('stays a tree, and its columns sort and tell so', () => {
    draw(SEMAPHORE, QUEUED);
    const heads = [...page.querySelectorAll('[role="columnheader"]')];
    expect(heads.map(each => each.textContent)).toEqual([
      'Name',
      'State',
      'Total',
      'Busy',
      'Ready',
      'Waiting',
      'Steps',
      'Waits on',
      'Created'
    ]);
    expect(items()[1]?.getAttribute('aria-level')).toBe('2');
    const created = named('[role="columnheader"]', 'Created');
    const button = created.querySelector('button');
    act(() => button?.click());
    expect(created.getAttribute('aria-sort')).toBe('ascending');
    expect(items()[1]?.getAttribute('aria-level')).toBe('1');
    act(() => button?.click());
    expect(created.getAttribute('aria-sort')).toBe('descending');
    expect(names().at(-1)).toBe('cell [2]');
    act(() => button?.click());
    expect(created.getAttribute('aria-sort')).toBe('none');
    expect(items()[1]?.getAttribute('aria-level')).toBe('2');
  });

  it('keeps the order for the next run, and not the filter', () => {
    draw(SEMAPHORE, QUEUED);
    const by = (): HTMLSelectElement => select('Tree by');
    fill(by(), 'awaiter');
    fill(input('Filter tasks'), 'worker-1');
    act(() => root.render(<></>));
    draw(fixture('task-group'), 1_000_000_000);
    expect(by().value).toBe('awaiter');
    expect(input('Filter tasks').value).toBe('');
    fill(by(), 'creator');
  });

  it('shows the sums of each task in its row', () => {
    draw(SEMAPHORE, SEMAPHORE.now);
    const cells = [
      ...(items()[1]?.querySelectorAll('.aio-Tree-number') ?? [])
    ].map(cell => cell.textContent.replace(/[\d.]+ (ms|µs|s)$/, 'TIME'));
    expect(cells).toEqual(['TIME', 'TIME', 'TIME', 'TIME', '2', 'TIME']);
  });

  it('ten thousand tasks: the rows in sight are built, the others only counted', () => {
    const log = logOf(crowd(10_000));
    draw(log, 30_000_000);
    expect(items().length).toBeLessThan(40);
    expect(items()[1]?.getAttribute('aria-setsize')).toBe('10000');
    draw(log, log.now / 2);
    const fold = items()[1];
    expect(fold?.getAttribute('aria-label')).toMatch(/^\d{4} finished tasks$/);
    expect(fold?.getAttribute('aria-expanded')).toBe('false');
    act(() => fold?.click());
    expect(items()[1]?.getAttribute('aria-expanded')).toBe('true');
    expect(items()[2]?.getAttribute('aria-level')).toBe('3');
    act(() => items()[1]?.click());
  });

  it('a task that another view selects comes in sight', () => {
    const log = logOf(crowd(1_000));
    draw(log, 3_000_000);
    expect(names()).not.toContain('worker-700');
    draw(log, 3_000_000, 709);
    expect(names()).toContain('worker-700');
    const stop = items().find(item => item.tabIndex === 0);
    expect(stop?.getAttribute('aria-selected')).toBe('true');
  });
});
