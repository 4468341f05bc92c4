/**
 * The scope's plugin: the tasks panel, the Watch command, and one connection and session for each notebook. What the
 * panel shows is in src/view and is loaded when the panel is first seen.
 */
import {
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import {
  INotebookTracker,
  NotebookActions,
  NotebookPanel
} from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import { Session } from '../model/session';
import { Connection } from './connection';
import { tasksIcon } from './icons';
import { jumpTo } from './jump';
import { TasksPanel } from './tasks_panel';
import { aioscopeTranslation } from './translation';

const MAGIC = /^\s*%%aioscope(\s|$)/;

/** Sessions and connections of the notebooks that are open. */
class Scopes {
  /** What is shown while no notebook is open. */
  readonly none = new Session();

  /** The session of a notebook; it lives as long as the notebook is open. */
  session(panel: NotebookPanel): Session {
    let session = this._sessions.get(panel);
    if (!session) {
      session = new Session();
      this._sessions.set(panel, session);
      this.connect(panel, session);
    }
    return session;
  }

  /** Switches the recording of a notebook's cells; resolves to whether the kernel does as asked. */
  async watch(panel: NotebookPanel, on: boolean): Promise<boolean> {
    this.session(panel);
    await panel.sessionContext.ready;
    const connection = this._connections.get(panel);
    return connection ? connection.watch(on) : false;
  }

  /** Loads the companion before a cell of this notebook that asks for it. */
  loadAhead(panel: NotebookPanel): void {
    this._connections.get(panel)?.loadAhead();
  }

  private connect(panel: NotebookPanel, session: Session): void {
    const renew = () => {
      this._connections.get(panel)?.dispose();
      this._connections.delete(panel);
      const kernel = panel.sessionContext.session?.kernel;
      if (kernel) {
        this._connections.set(panel, new Connection(kernel, session));
      } else {
        session.setStatus({ kernel: { kind: 'no_kernel' }, watching: 'off' });
      }
    };
    renew();
    panel.sessionContext.kernelChanged.connect((_, change) => {
      if (change.oldValue) {
        session.kernelRestarted(); // another kernel: what was recorded is of the one before
      }
      renew();
    });
    panel.disposed.connect(() => {
      this._connections.get(panel)?.dispose();
      this._connections.delete(panel);
    });
  }

  private readonly _sessions = new WeakMap<NotebookPanel, Session>();
  private readonly _connections = new Map<NotebookPanel, Connection>();
}

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
    const scopes = new Scopes();
    const watch = 'aioscope:watch';
    const current = () =>
      tracker.currentWidget ? scopes.session(tracker.currentWidget) : null;
    const panel = new TasksPanel({
      session: scopes.none,
      translation,
      onWatch: on => void app.commands.execute(watch, { on }),
      onJump: place => jumpTo(place, tracker, app)
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

    // Each notebook has its session from the start, so that %load_ext in a cell finds the panel listening.
    tracker.forEach(each => void scopes.session(each));
    tracker.widgetAdded.connect((_, each) => void scopes.session(each));
    const follow = () => panel.follow(current() ?? scopes.none);
    tracker.currentChanged.connect(follow);
    follow();

    // Emitted before the cell is sent: %%aioscope works in a kernel where nobody typed %load_ext.
    NotebookActions.executionScheduled.connect((_, { notebook, cell }) => {
      const owner = tracker.find(each => each.content === notebook);
      if (owner && MAGIC.test(cell.model.sharedModel.getSource())) {
        scopes.loadAhead(owner);
      }
    });

    app.commands.addCommand(watch, {
      label: () => translation.trans.__('Watch asyncio tasks'),
      caption: () =>
        translation.trans.__(
          'Record what asyncio does in every cell that runs'
        ),
      icon: tasksIcon,
      isToggleable: true,
      isToggled: () => current()?.snapshot().status.watching === 'on',
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
        const { watching } = scopes.session(notebook).snapshot().status;
        const on = typeof args.on === 'boolean' ? args.on : watching === 'off';
        const done = await scopes.watch(notebook, on);
        app.commands.notifyCommandChanged(watch);
        return done;
      }
    });
    palette?.addItem({ command: watch, category: 'asyncio' });
  }
};
