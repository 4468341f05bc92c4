/** The shell of the tasks panel: light, and filled from src/view when it is first seen. */
import { ReactWidget } from '@jupyterlab/ui-components';
import { Message } from '@lumino/messaging';
import { PanelLayout, Widget } from '@lumino/widgets';
import { createElement } from 'react';
import type { Session } from '../model/session';
import type { Place } from '../model/records';
import type { IAioscopeTranslation } from './translation';

export interface TasksPanelOptions {
  readonly session: Session;
  readonly translation: IAioscopeTranslation;
  readonly onWatch: (on: boolean) => void;
  readonly onJump: (place: Place) => void;
}

export class TasksPanel extends Widget {
  constructor(private readonly options: TasksPanelOptions) {
    super();
    this.addClass('aio-TasksPanel');
    this.layout = new PanelLayout();
    this._session = options.session;
    options.translation.changed.connect(() => this._content?.update());
  }

  /** Shows another notebook's session. */
  follow(session: Session): void {
    this._session = session;
    this._content?.update();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    if (this._content) {
      this._content.update();
    } else {
      void this.fill();
    }
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this._content?.update(); // a hidden panel does no work: it is told
  }

  private async fill(): Promise<void> {
    const view = await import('../view/panel/panel');
    if (this._content || this.isDisposed) {
      return;
    }
    const { translation, onWatch, onJump } = this.options;
    this._content = new Content(() =>
      createElement(view.TasksPanel, {
        session: this._session,
        trans: translation.trans,
        hidden: !this.isVisible,
        onWatch,
        onJump
      })
    );
    this._content.addClass('aio-TasksPanel-content');
    (this.layout as PanelLayout).addWidget(this._content);
  }

  private _content: ReactWidget | null = null;
  private _session: Session;
}

/** Draws anew each time it is updated. */
class Content extends ReactWidget {
  constructor(private readonly draw: () => JSX.Element) {
    super();
  }

  protected override render(): JSX.Element {
    return this.draw();
  }
}
