import type { Cell } from '@jupyterlab/cells';
import { CommandRegistry } from '@lumino/commands';
import { translation } from '../../testing/trans';
import { CANCEL_CELL } from '../cancel';
import { SHOW_CELL } from '../show_cell';
import { Badge, badgeWords } from './badge';

const trans = translation(null);
const words = (alive: number, leaked: number, failed: number): string =>
  badgeWords({ alive, leaked, failed, lines: [] }, trans);

test.each([
  [0, 0, 0, ''],
  [1, 0, 0, '1 task'],
  [3, 0, 0, '3 tasks'],
  [3, 1, 0, '2 tasks · 1 task left'],
  [2, 2, 0, '2 tasks left'],
  [0, 0, 1, '1 failed'],
  [4, 1, 2, '3 tasks · 1 task left · 2 failed']
])('%i alive, %i of them left, %i failed: %s', (alive, left, failed, said) => {
  expect(words(alive, left, failed)).toBe(said);
});

/** As a cell has it. */
function input(): HTMLElement {
  const wrapper = document.createElement('div');
  wrapper.className = 'jp-Cell-inputWrapper';
  return wrapper;
}

describe('the button', () => {
  let node: HTMLElement;
  let badge: Badge;

  beforeEach(() => {
    node = document.body.appendChild(document.createElement('div'));
    node.append(input());
    const commands = new CommandRegistry();
    const describedBy = { args: {} };
    commands.addCommand(CANCEL_CELL, {
      label: 'Cancel',
      describedBy,
      execute: () => undefined
    });
    commands.addCommand(SHOW_CELL, {
      label: 'Show',
      describedBy,
      execute: () => undefined
    });
    const cell = { node, model: { id: 'c1' } } as never as Cell;
    badge = new Badge(cell, commands, () => 'What this cell has started');
  });

  afterEach(() => {
    badge.remove();
    node.remove();
  });

  const button = (): HTMLButtonElement | null => node.querySelector('button');

  test('stands in the cell’s input, says how things are, and goes', () => {
    badge.show('1 task');
    badge.show('2 tasks');
    expect(node.querySelectorAll('.jp-Cell-inputWrapper button')).toHaveLength(
      1
    );
    expect(button()?.textContent).toBe('2 tasks');
    expect(button()?.title).toBe('What this cell has started');
    badge.remove();
    expect(button()).toBeNull();
  });

  test('comes back to a cell whose input a windowed notebook has made anew', () => {
    badge.show('1 task');
    node.replaceChildren(input());
    expect(button()).toBeNull();
    badge.show('1 task');
    expect(button()?.textContent).toBe('1 task');
  });

  test('opens a menu that acts on its cell, and takes the focus back', () => {
    badge.show('1 task');
    const its = button();
    expect(its?.getAttribute('aria-haspopup')).toBe('menu');
    its?.click();
    expect(its?.getAttribute('aria-expanded')).toBe('true');
    const [first] = document.querySelectorAll('.lm-Menu-item');
    expect(first?.textContent).toBe('Cancel');
    document
      .querySelector('.lm-Menu')
      ?.dispatchEvent(new KeyboardEvent('keydown', { keyCode: 27 }));
    expect(its?.getAttribute('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(its);
  });

  test('keeps its keys from the cell', () => {
    badge.show('1 task');
    const heard = jest.fn();
    node.addEventListener('keydown', heard);
    for (const key of ['Enter', ' ', 'a']) {
      button()?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true })
      );
    }
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
