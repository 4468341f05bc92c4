/** A session and a connection for each notebook that is open. Loaded with the first notebook or the first look at the panel. */
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { type ISignal, Signal } from '@lumino/signaling';
import { Session } from '../model/session';
import { Connection } from './connection';
import type { IAioscopeTranslation } from './translation';

export class Scopes {
  constructor(
    private readonly tracker: INotebookTracker,
    private readonly translation: IAioscopeTranslation
  ) {
    // Each notebook has its session from the start, so that %load_ext in a cell finds somebody listening.
    tracker.forEach(each => {
      this.session(each);
    });
    tracker.widgetAdded.connect((_, each) => {
      this.session(each);
      this._changed.emit();
    });
  }

  /** The session of the notebook in front; without one, a session that says so. */
  current(): Session {
    const notebook = this.tracker.currentWidget;
    return notebook ? this.session(notebook) : this._none;
  }

  /** Emits when a notebook was opened or closed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Every open notebook's name and session; that of the notebook in front comes first. */
  all(): { readonly name: string; readonly session: Session }[] {
    const current = this.tracker.currentWidget;
    const notebooks: NotebookPanel[] = current ? [current] : [];
    this.tracker.forEach(each => {
      if (each !== current) {
        notebooks.push(each);
      }
    });
    return notebooks.map(each => ({
      name: each.title.label,
      session: this.session(each)
    }));
  }

  /** The session of a notebook; it lives as long as the notebook is open. */
  session(notebook: NotebookPanel): Session {
    let session = this._sessions.get(notebook);
    if (!session) {
      session = new Session();
      this._sessions.set(notebook, session);
      this.connect(notebook, session);
    }
    return session;
  }

  /** Switches the recording of a notebook's cells; resolves to whether the kernel does as asked. */
  async watch(notebook: NotebookPanel, on: boolean): Promise<boolean> {
    this.session(notebook);
    await notebook.sessionContext.ready;
    const connection = this._connections.get(notebook);
    return connection ? connection.watch(on) : false;
  }

  /** Cancels a task of a run of a notebook, or what one of its cells started; resolves to whether the kernel did. */
  async cancel(
    notebook: NotebookPanel,
    what: { run: string; task: number } | { cell: string }
  ): Promise<boolean> {
    const connection = this._connections.get(notebook);
    return connection ? connection.cancel(what) : false;
  }

  /** Loads the companion before a cell of this notebook that asks for it. */
  loadAhead(notebook: NotebookPanel): void {
    this._connections.get(notebook)?.loadAhead();
  }

  private connect(notebook: NotebookPanel, session: Session): void {
    const { sessionContext } = notebook;
    const renew = () => {
      this._connections.get(notebook)?.dispose();
      this._connections.delete(notebook);
      const kernel = sessionContext.session?.kernel;
      if (kernel) {
        this._connections.set(
          notebook,
          new Connection(kernel, session, this.translation)
        );
      } else {
        session.setStatus({ kernel: { kind: 'no_kernel' }, watching: 'off' });
      }
    };
    renew();
    sessionContext.kernelChanged.connect((_, change) => {
      if (change.oldValue) {
        session.kernelRestarted(); // another kernel: what was recorded is of the one before
      }
      renew();
    });
    notebook.disposed.connect(() => {
      this._connections.get(notebook)?.dispose();
      this._connections.delete(notebook);
      this._changed.emit();
    });
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _none = new Session();
  private readonly _sessions = new WeakMap<NotebookPanel, Session>();
  private readonly _connections = new Map<NotebookPanel, Connection>();
}
