/**
 * The scope as a tab of the main area: the session of one notebook in the wide form, tree beside views. Panel and tab share
 * the session, so they stand at one cursor. It goes with its notebook.
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { ScopeHost } from '../view/kit/view';
import { CATEGORY } from './course_commands';
import { tasksIcon } from './icons';
import type { Scopes } from './scopes';
import { TasksPanel } from './tasks_panel';
import type { IAioscopeTranslation } from './translation';

export const OPEN_WIDE = 'aioscope:open-wide';

export interface WideOptions {
  readonly tracker: INotebookTracker;
  readonly scopes: () => Promise<Scopes>;
  readonly host: ScopeHost;
  readonly translation: IAioscopeTranslation;
  readonly palette: ICommandPalette | null;
}

export function addWideTabs(app: JupyterFrontEnd, options: WideOptions): void {
  const { tracker, translation, palette } = options;
  const tabs = new WeakMap<NotebookPanel, TasksPanel>();

  app.commands.addCommand(OPEN_WIDE, {
    label: () => translation.trans.__('Open the asyncio tasks in a wide tab'),
    caption: () =>
      translation.trans.__(
        'Show the tasks of this notebook in the main area, beside it'
      ),
    icon: tasksIcon,
    isEnabled: () => tracker.currentWidget !== null,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => {
      const notebook = tracker.currentWidget;
      if (!notebook) {
        return null;
      }
      const known = tabs.get(notebook);
      const tab =
        known?.isDisposed === false ? known : tabOf(notebook, options);
      tabs.set(notebook, tab);
      if (!tab.isAttached) {
        app.shell.add(tab, 'main', { mode: 'split-right', ref: notebook.id });
      }
      app.shell.activateById(tab.id);
      return tab.id;
    }
  });
  palette?.addItem({ command: OPEN_WIDE, category: CATEGORY });
}

function tabOf(
  notebook: NotebookPanel,
  { scopes, host, translation }: WideOptions
): TasksPanel {
  const tab = new TasksPanel({
    session: async () => {
      const all = await scopes();
      return () => all.session(notebook);
    },
    translation,
    host
  });
  tab.id = `aioscope-wide-${notebook.id}`;
  tab.title.icon = tasksIcon;
  tab.title.closable = true;
  const name = () => {
    tab.title.label = translation.trans.__('Tasks of %1', notebook.title.label);
  };
  name();
  notebook.title.changed.connect(name);
  translation.changed.connect(name);
  tab.disposed.connect(() => {
    notebook.title.changed.disconnect(name);
    translation.changed.disconnect(name);
  });
  notebook.disposed.connect(() => {
    tab.dispose();
  });
  return tab;
}
