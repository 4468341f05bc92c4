/** The marks in cells' editors as a person sees them: at which line, which sign, what it says. */
import { type IJupyterLabPageFixture } from '@jupyterlab/galata';
import { type Locator } from '@playwright/test';

/** A cell of the notebook in front. */
export function cell(page: IJupyterLabPageFixture, index: number): Locator {
  return page.locator(
    `.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell[data-windowed-list-index="${index}"]`
  );
}

/** The dots in a cell's editor, from the top: the line from 1, the sign, and what it says in one line. */
export async function marks(of: Locator): Promise<string[]> {
  return of.evaluateAll(cells =>
    cells.flatMap(node => {
      const lines = [...node.querySelectorAll('.cm-line')];
      return [...node.querySelectorAll('.aio-Mark')].map(dot => {
        const { top, bottom } = dot.getBoundingClientRect();
        const middle = (top + bottom) / 2;
        const line = lines.findIndex(each => {
          const box = each.getBoundingClientRect();
          return box.top <= middle && middle <= box.bottom;
        });
        const said = (dot.getAttribute('aria-label') ?? '').replaceAll(
          '\n',
          ' | '
        );
        return `${line + 1} ${dot.textContent} ${said}`;
      });
    })
  );
}
