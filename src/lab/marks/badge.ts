/**
 * The badge of a cell that has tasks alive, leaked or failed: a button with its menu.
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Cell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Menu } from '@lumino/widgets';
import type { CellPlace } from '../../model/places_at';
import { CANCEL_CELL } from '../cancel';
import { SHOW_CELL } from '../show_cell';

export class Badge {
  constructor(
    private readonly cell: Cell,
    commands: JupyterFrontEnd['commands'],
    private readonly menuLabel: () => string
  ) {
    const menu = (this._menu = new Menu({ commands }));
    const args = { cell: cell.model.id };
    menu.addItem({ command: CANCEL_CELL, args });
    menu.addItem({ command: SHOW_CELL, args });
    menu.aboutToClose.connect(() => {
      this._button.setAttribute('aria-expanded', 'false');
      this._button.focus();
    });
    const button = (this._button = document.createElement('button'));
    button.type = 'button';
    button.className = 'aio-Badge';
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    button.addEventListener('click', () => this.open());
    // The cell would take keys for its own commands.
    button.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.stopPropagation();
      }
    });
  }

  /** Shows what it is about; a cell in a windowed notebook may have come to stand in the page only now. */
  show(words: string): void {
    if (this._button.textContent !== words) {
      this._button.textContent = words;
      this._button.title = this.menuLabel();
    }
    const place = this.cell.node.querySelector('.jp-Cell-inputWrapper');
    if (place && this._button.parentElement !== place) {
      place.append(this._button);
    }
  }

  remove(): void {
    this._button.remove();
    this._menu.dispose();
  }

  private open(): void {
    this._button.setAttribute('aria-expanded', 'true');
    const { left, bottom } = this._button.getBoundingClientRect();
    this._menu.open(left, bottom);
  }

  private readonly _menu: Menu;
  private readonly _button: HTMLButtonElement;
}

/** `2 alive · 1 failed`; empty: nothing to tell. */
export function badgeWords(
  { alive, leaked, failed }: CellPlace,
  trans: TranslationBundle
): string {
  const said: string[] = [];
  if (alive - leaked > 0) {
    said.push(trans._n('%1 task', '%1 tasks', alive - leaked));
  }
  if (leaked > 0) {
    said.push(trans._n('%1 task left', '%1 tasks left', leaked));
  }
  if (failed > 0) {
    said.push(trans._n('%1 failed', '%1 failed', failed));
  }
  return said.join(' · ');
}
