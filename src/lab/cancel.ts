/**
 * The commands that cancel what runs in the kernel. They only ask: which task that is, and how a ring of tasks that wait
 * for each other is cancelled, the kernel half knows (cancelling.py).
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { whyNoCancels, whyNotCancel } from '../view/kit/cancellable';
import type { Scopes } from './scopes';
import type { IAioscopeTranslation } from './translation';

export const CANCEL_TASK = 'aioscope:cancel-task';
export const CANCEL_CELL = 'aioscope:cancel-cell';

export interface CancelOptions {
  readonly tracker: INotebookTracker;
  /** The sessions; null: not loaded, so there is nothing to cancel. */
  readonly scopes: () => Scopes | null;
  readonly translation: IAioscopeTranslation;
  readonly palette: ICommandPalette | null;
  readonly category: string;
}

export function addCancelCommands(
  app: JupyterFrontEnd,
  { tracker, scopes, translation, palette, category }: CancelOptions
): void {
  const snapshot = () => scopes()?.current().snapshot() ?? null;
  const taskOf = (given: unknown): number | null =>
    typeof given === 'number' ? given : (snapshot()?.cursor.selected ?? null);

  app.commands.addCommand(CANCEL_TASK, {
    label: () => translation.trans.__('Cancel the selected task'),
    caption: () =>
      translation.trans.__(
        'Ask a task of the run that is shown to end, also while its cell runs'
      ),
    isEnabled: args => {
      const [seen, task] = [snapshot(), taskOf(args.task)];
      return (
        seen !== null &&
        task !== null &&
        whyNotCancel(seen, task, translation.trans) === null
      );
    },
    describedBy: {
      args: {
        type: 'object',
        properties: {
          task: {
            type: 'integer',
            description:
              'Id of a task of the run that is shown; without it, the selected one'
          }
        }
      }
    },
    execute: async args => {
      const [notebook, task] = [tracker.currentWidget, taskOf(args.task)];
      const run = snapshot()?.shown?.id;
      return notebook && task !== null && run !== undefined
        ? scopes()?.cancel(notebook, { run, task })
        : false;
    }
  });

  app.commands.addCommand(CANCEL_CELL, {
    label: () => translation.trans.__('Cancel what this cell started'),
    caption: () =>
      translation.trans.__(
        'Ask every task that the cell has started to end, also while it runs'
      ),
    isEnabled: () => {
      const seen = snapshot();
      return seen !== null && whyNoCancels(seen, translation.trans) === null;
    },
    describedBy: {
      args: {
        type: 'object',
        properties: {
          cell: {
            type: 'string',
            description: "Id of the notebook's cell; without it, the active one"
          }
        }
      }
    },
    execute: async args => {
      const given =
        typeof args.cell === 'string'
          ? args.cell
          : tracker.activeCell?.model.id;
      const notebook =
        tracker.find(each =>
          each.content.widgets.some(cell => cell.model.id === given)
        ) ?? null;
      return notebook && given !== undefined
        ? scopes()?.cancel(notebook, { cell: given })
        : false;
    }
  });
  palette?.addItem({ command: CANCEL_TASK, category });
  palette?.addItem({ command: CANCEL_CELL, category });
}
