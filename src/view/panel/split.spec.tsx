import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { furnish } from '../../testing/dom';
import { translation } from '../../testing/trans';
import { recall, remember } from './memory';
import { Split } from './split';

let page: HTMLElement;
let root: Root;
let unfurnish: () => void;

function open(width: number, height = 400): void {
  unfurnish = furnish(width, height);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  act(() =>
    root.render(
      <Split
        first={<p>tree</p>}
        second={<p>views</p>}
        trans={translation(null)}
      />
    )
  );
}

beforeEach(() => {
  sessionStorage.clear();
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  unfurnish();
});

function separator(): HTMLElement {
  const found = page.querySelector<HTMLElement>('[role="separator"]');
  if (!found) {
    throw new Error('no separator');
  }
  return found;
}

const now = (): number => Number(separator().getAttribute('aria-valuenow'));

/** Whether the page's own meaning of the key was left to it. */
function press(key: string): boolean {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    cancelable: true
  });
  act(() => {
    separator().dispatchEvent(event);
  });
  return !event.defaultPrevented;
}

test('it is a separator that can be focused, with a name, limits and what it moves', () => {
  open(400);
  const its = separator();
  expect(its.tabIndex).toBe(0);
  expect(its.getAttribute('aria-label')).toBe('Share of the task tree');
  expect(its.getAttribute('aria-valuemin')).toBe('10');
  expect(its.getAttribute('aria-valuemax')).toBe('90');
  const first = page.querySelector(
    `[id="${its.getAttribute('aria-controls')}"]`
  );
  expect(first?.textContent).toBe('tree');
});

test.each([
  [400, 'horizontal', 'ArrowUp', 'ArrowDown', 'ArrowLeft'],
  [1200, 'vertical', 'ArrowLeft', 'ArrowRight', 'ArrowUp']
])(
  'at %i px it is %s: its arrows move it, the others do not',
  (width, orientation, less, more, other) => {
    open(width);
    expect(separator().getAttribute('aria-orientation')).toBe(orientation);
    press('Home');
    expect(now()).toBe(10);
    expect(press(more)).toBe(false);
    expect(now()).toBe(15);
    expect(press(other)).toBe(true);
    expect(now()).toBe(15);
    press(less);
    press(less);
    expect(now()).toBe(10);
    press('End');
    press(more);
    expect(now()).toBe(90);
    expect(
      page.querySelector<HTMLElement>('.aio-Split-first')?.style.flexBasis
    ).toBe('90%');
  }
);

test('until it is moved the first part is as large as what is in it', () => {
  open(400);
  const first = page.querySelector<HTMLElement>('.aio-Split-first');
  expect(first?.style.flexBasis).toBe('');
  expect(first?.classList.contains('aio-mod-moved')).toBe(false);
  press('Home');
  expect(first?.classList.contains('aio-mod-moved')).toBe(true);
});

test('each form remembers where it was left, within the limits', () => {
  open(400);
  press('Home');
  press('ArrowDown');
  expect(recall('split-stacked')).toBe('15');
  expect(recall('split-beside')).toBeNull();
  act(() => root.unmount());
  unfurnish();
  remember('split-beside', '3');
  open(1200);
  expect(now()).toBe(10);
  act(() => root.unmount());
  unfurnish();
  remember('split-stacked', 'nonsense');
  open(400);
  expect(
    page.querySelector<HTMLElement>('.aio-Split-first')?.style.flexBasis
  ).toBe('');
});

test('it is dragged by the pointer that has pressed it', () => {
  open(400);
  const its = separator();
  const box = its.parentElement;
  if (!box) {
    throw new Error('no box');
  }
  box.getBoundingClientRect = () =>
    ({ left: 0, top: 100, width: 400, height: 400 }) as DOMRect;
  let captured: number | null = null;
  its.setPointerCapture = id => {
    captured = id;
  };
  its.hasPointerCapture = id => id === captured;
  const drag = (kind: string, y: number): void =>
    act(() => {
      const event = new MouseEvent(kind, { clientY: y, bubbles: true });
      its.dispatchEvent(Object.assign(event, { pointerId: 7 }));
    });
  press('Home');
  drag('pointermove', 300);
  expect(now()).toBe(10);
  drag('pointerdown', 140);
  drag('pointermove', 300);
  expect(now()).toBe(50);
  drag('pointermove', 900);
  expect(now()).toBe(90);
});
