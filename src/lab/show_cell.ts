/** The command that shows what a cell has started: brings the panel to the front, with the cell's latest run. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Scopes } from './scopes';
import type { IAioscopeTranslation } from './translation';

export const SHOW_CELL = 'aioscope:show-cell';

export interface ShowCellOptions {
  readonly scopes: () => Scopes | null;
  readonly translation: IAioscopeTranslation;
  /** Id of the tasks panel. */
  readonly panel: string;
}

export function addShowCellCommand(
  app: JupyterFrontEnd,
  { scopes, translation, panel }: ShowCellOptions
): void {
  app.commands.addCommand(SHOW_CELL, {
    label: () => translation.trans.__('Show in the scope'),
    caption: () =>
      translation.trans.__('Show the latest run of a cell in the tasks panel'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          cell: { type: 'string', description: "Id of the notebook's cell" }
        },
        required: ['cell']
      }
    },
    execute: args => {
      const cell = typeof args.cell === 'string' ? args.cell : '';
      app.shell.activateById(panel);
      const session = scopes()?.current();
      const { runs, shown } = session?.snapshot() ?? { runs: [], shown: null };
      const run = [...runs]
        .reverse()
        .find(each => each.log.history.cellNamed(cell));
      if (session && run) {
        if (run !== shown) {
          session.show(run.id);
        }
        session.select(run.log.history.cellNamed(cell)?.task ?? null);
      }
    }
  });
}
