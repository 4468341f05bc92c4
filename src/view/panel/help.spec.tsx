import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { translation } from '../../testing/trans';
import { Help } from './help';
import { KEYS } from './moves';

let page: HTMLElement;
let root: Root;

function Page(): React.JSX.Element {
  const [open, setOpen] = React.useState(false);
  return (
    <>
      <p>elsewhere</p>
      <Help open={open} trans={translation(null)} onOpen={setOpen} />
    </>
  );
}

beforeEach(() => {
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  act(() => root.render(<Page />));
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
});

const button = (): HTMLButtonElement | null => page.querySelector('button');
const dialog = (): Element | null => page.querySelector('[role="dialog"]');

function press(key: string): void {
  act(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    );
  });
}

function pointAt(element: Element | null): void {
  act(() => {
    element?.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
  });
}

test('the button opens a dialog that lists every key, and takes the focus', () => {
  expect(dialog()).toBeNull();
  expect(button()?.getAttribute('aria-expanded')).toBe('false');
  act(() => button()?.click());
  expect(button()?.getAttribute('aria-expanded')).toBe('true');
  expect(button()?.getAttribute('aria-controls')).toBe(dialog()?.id);
  expect(dialog()?.getAttribute('aria-label')).toBe('Keys');
  expect(document.activeElement).toBe(dialog());
  const keys = [...page.querySelectorAll('kbd')].map(key => key.textContent);
  expect(keys).toEqual([
    ...Object.values(KEYS).map(key => (key === ' ' ? 'Space' : key)),
    '?'
  ]);
  const names = [...page.querySelectorAll('dd')].map(name => name.textContent);
  expect(names).toHaveLength(keys.length);
  expect(names).toContain('Next change of the selected task');
});

test('Escape closes it, gives the focus back, and goes no further', () => {
  const heard = jest.fn();
  page.addEventListener('keydown', heard);
  act(() => button()?.click());
  press('a');
  expect(heard).toHaveBeenCalledTimes(1);
  press('Escape');
  expect(dialog()).toBeNull();
  expect(document.activeElement).toBe(button());
  // Closed, the key is whoever else's.
  press('Escape');
  expect(dialog()).toBeNull();
});

test('a press elsewhere closes it, one within does not', () => {
  act(() => button()?.click());
  pointAt(page.querySelector('dl'));
  expect(dialog()).not.toBeNull();
  pointAt(page.querySelector('p'));
  expect(dialog()).toBeNull();
  act(() => button()?.click());
  act(() => button()?.click());
  expect(dialog()).toBeNull();
});
