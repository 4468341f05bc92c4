/** The shell of the tasks panel: light, and filled from src/view when it is first seen. */
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { PanelLayout, Widget } from '@lumino/widgets';
import { createElement, type ReactElement } from 'react';
import type { Session } from '../model/session';
import type { ScopeHost } from '../view/kit/view';
import type { IAioscopeTranslation } from './translation';

export interface TasksPanelOptions {
  /** Brings what tells the session to show: that of the notebook in front, or always the same. */
  readonly session: () => Promise<() => Session>;
  readonly translation: IAioscopeTranslation;
  readonly host: ScopeHost;
}

export class TasksPanel extends Widget {
  constructor(private readonly options: TasksPanelOptions) {
    super();
    this.addClass('aio-TasksPanel');
    this.layout = new PanelLayout();
    options.translation.changed.connect(() => {
      this.refresh();
    });
  }

  /** Another notebook is in front, or the language changed. */
  refresh(): void {
    this._content?.update();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.seen();
  }

  /** A tab that is opened in front is attached, and not shown after that. */
  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      this.seen();
    }
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.refresh(); // a hidden panel does no work: it is told
  }

  private seen(): void {
    this.refresh();
    void (this._filled ??= this.fill());
  }

  private async fill(): Promise<void> {
    const { session, translation, host } = this.options;
    const [view, current] = await Promise.all([
      import('./styled_panel'),
      session()
    ]);
    if (this.isDisposed) {
      return;
    }
    this._content = new Content(() =>
      createElement(view.TasksPanel, {
        session: current(),
        trans: translation.trans,
        hidden: !this.isVisible,
        host
      })
    );
    this._content.addClass('aio-TasksPanel-content');
    (this.layout as PanelLayout).addWidget(this._content);
  }

  private _content: Content | null = null;
  private _filled: Promise<void> | null = null;
}

/** Draws anew each time it is updated. */
class Content extends ReactWidget {
  constructor(private readonly draw: () => ReactElement) {
    super();
  }

  protected override render(): ReactElement {
    return this.draw();
  }
}
