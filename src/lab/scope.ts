/**
 * The scope's plugin: the tasks panel and the Watch command. It is light: sessions and connections (scopes.ts) come with
 * the first notebook, and what the panel shows (src/view) when it is first seen.
 */
import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import type { ScopeHost } from '../view/kit/view';
import { whyNotCancel } from '../view/kit/cancellable';
import { addCancelCommands, CANCEL_TASK } from './cancel';
import { addCompareCommand, COMPARE, whyNotCompare } from './compare';
// Small, and loaded at the start by the course's plugin.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { CATEGORY } from './course_commands';
// Small: what writes the files comes when the command runs.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { addExportCommand, EXPORT } from './export_command';
import { tasksIcon } from './icons';
import { jumpTo } from './jump';
// Small, and needed as soon as a run is shown.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { lessons } from './lessons';
import type { Scopes } from './scopes';
import { addShowCellCommand } from './show_cell';
import { TasksPanel } from './tasks_panel';
// Small, and loaded at the start by the course's plugin.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { aioscopeTranslation } from './translation';
// Small: the tab's content is loaded with it.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { addWideTabs, OPEN_WIDE } from './wide';

const WATCH = 'aioscope:watch';
const MAGIC = /^\s*%%aioscope(\s|$)/;

export const scopePlugin: JupyterFrontEndPlugin<void> = {
  id: 'aioscope:scope',
  description: 'Watches asyncio tasks of notebook cells, live and in replay.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ITranslator, ISettingRegistry, ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const translation = aioscopeTranslation(settings, translator);
    let scopes: Scopes | null = null;
    let loading: Promise<Scopes> | null = null;
    const load = (): Promise<Scopes> =>
      (loading ??= Promise.all([
        import('./scopes'),
        import('./marks/all_marks')
      ]).then(([sessions, marks]) => {
        scopes = new sessions.Scopes(tracker, translation);
        const { commands } = app;
        marks.markNotebooks({
          tracker,
          scopes,
          settings,
          translation,
          commands
        });
        return scopes;
      }));

    const host: ScopeHost = {
      watch: on => void app.commands.execute(WATCH, { on }),
      jump: place => {
        jumpTo(place, tracker, app);
      },
      cancel: task => void app.commands.execute(CANCEL_TASK, { task }),
      whyNotCancel: task =>
        scopes &&
        whyNotCancel(scopes.current().snapshot(), task, translation.trans),
      exportRun: () => void app.commands.execute(EXPORT, {}),
      compareRuns: () => void app.commands.execute(COMPARE),
      whyNotCompare: () => scopes && whyNotCompare(scopes, translation.trans),
      ...lessons(app)
    };
    const panel = new TasksPanel({
      session: async () => {
        const all = await load();
        return () => all.current();
      },
      translation,
      host: {
        ...host,
        openWide: () => void app.commands.execute(OPEN_WIDE)
      }
    });
    panel.id = 'aioscope-tasks';
    panel.title.icon = tasksIcon;
    const name = () => {
      panel.title.caption = translation.trans.__('asyncio tasks');
    };
    name();
    translation.changed.connect(name);
    app.shell.add(panel, 'right', { rank: 600, type: 'aioscope' });
    restorer?.add(panel, panel.id);

    if (tracker.size > 0) {
      void load();
    }
    tracker.widgetAdded.connect(() => void load());
    tracker.currentChanged.connect(() => {
      panel.refresh();
    });
    // Emitted before the cell is sent: %%aioscope works in a kernel where nobody typed %load_ext.
    NotebookActions.executionScheduled.connect((_, { notebook, cell }) => {
      const owner = tracker.find(each => each.content === notebook);
      if (owner && MAGIC.test(cell.model.sharedModel.getSource())) {
        scopes?.loadAhead(owner);
      }
    });

    app.commands.addCommand(WATCH, {
      label: () => translation.trans.__('Watch asyncio tasks'),
      caption: () =>
        translation.trans.__(
          'Record what asyncio does in every cell that runs'
        ),
      icon: tasksIcon,
      isToggleable: true,
      isToggled: () => scopes?.current().snapshot().status.watching === 'on',
      isEnabled: () => tracker.currentWidget !== null,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            on: {
              type: 'boolean',
              description: 'Whether to record; without it, the other way round'
            }
          }
        }
      },
      execute: async args => {
        const notebook = tracker.currentWidget;
        if (!notebook) {
          return false;
        }
        app.shell.activateById(panel.id);
        const all = await load();
        const { watching } = all.session(notebook).snapshot().status;
        const on = typeof args.on === 'boolean' ? args.on : watching === 'off';
        const done = await all.watch(notebook, on);
        app.commands.notifyCommandChanged(WATCH);
        return done;
      }
    });
    palette?.addItem({ command: WATCH, category: CATEGORY });
    addCompareCommand(app, {
      scopes: load,
      translation,
      palette,
      category: CATEGORY
    });
    addShowCellCommand(app, {
      scopes: () => scopes,
      translation,
      panel: panel.id
    });
    addExportCommand(app, {
      source: () => scopes && { session: scopes.current(), node: panel.node },
      translation,
      palette
    });
    addWideTabs(app, { tracker, scopes: load, host, translation, palette });
    addCancelCommands(app, {
      tracker,
      scopes: () => scopes,
      translation,
      palette,
      category: CATEGORY
    });
  }
};
