/** A saved run where it is rendered, in a cell's output or a document: the same views over a session of its own. */
import type { IRenderMime } from '@jupyterlab/rendermime';
import { ReactWidget } from '@jupyterlab/ui-components';
import { PanelLayout, Widget } from '@lumino/widgets';
import { createElement, type ReactElement } from 'react';
import type { Session } from '../model/session';
import type { ScopeHost } from '../view/kit/view';
import type { IAioscopeTranslation } from './translation';

/** The type of a run in an output, see aioscope/output.py. */
export const MIME = 'application/vnd.aioscope.v1+json';

export class SavedRun extends Widget implements IRenderMime.IRenderer {
  constructor(
    private readonly translation: IAioscopeTranslation,
    private readonly host: ScopeHost
  ) {
    super();
    this.addClass('aio-SavedRun');
    this.layout = new PanelLayout();
  }

  /** The session of what is shown; null: nothing yet. */
  get session(): Session | null {
    return this._session;
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const [{ TasksPanel }, { savedSession }] = await Promise.all([
      import('./styled_panel'),
      import('../model/saved')
    ]);
    if (this.isDisposed) {
      return;
    }
    const session = savedSession(model.data[MIME]);
    this._session = session;
    const layout = this.layout as PanelLayout;
    for (const old of [...layout.widgets]) {
      old.dispose();
    }
    layout.addWidget(
      new Content(() =>
        createElement(TasksPanel, {
          session,
          trans: this.translation.trans,
          host: this.host
        })
      )
    );
  }

  private _session: Session | null = null;
}

class Content extends ReactWidget {
  constructor(private readonly draw: () => ReactElement) {
    super();
    this.addClass('aio-TasksPanel-content');
  }

  protected override render(): ReactElement {
    return this.draw();
  }
}
