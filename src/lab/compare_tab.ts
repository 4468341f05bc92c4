/** A tab of the main area that compares the runs of one notebook. Loaded with the first comparison. */
import '../../style/scope.css';
import { MainAreaWidget } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { createElement, type ReactElement } from 'react';
import type { Session } from '../model/session';
import { Compare } from '../view/compare/body';
import { tasksIcon } from './icons';
import type { IAioscopeTranslation } from './translation';

const tabs = new WeakMap<Session, CompareTab>();
let count = 0;

/** The tab of a session: the one that is open, else a new one. */
export function tabOf(
  session: Session,
  notebook: string,
  translation: IAioscopeTranslation
): CompareTab {
  let tab = tabs.get(session);
  if (!tab || tab.isDisposed) {
    tab = new CompareTab(session, notebook, translation);
    tabs.set(session, tab);
  }
  return tab;
}

class CompareTab extends MainAreaWidget {
  /** `notebook` is the name of the notebook whose runs these are; empty: there is none. */
  constructor(
    session: Session,
    notebook: string,
    private readonly translation: IAioscopeTranslation
  ) {
    super({ content: new Content(session, translation) });
    this.toolbar.hide();
    this.id = `aioscope-compare-${++count}`;
    this.title.icon = tasksIcon;
    this.title.closable = true;
    this.title.caption = notebook;
    this.name();
    // Disposing of a widget takes back what it is connected to.
    translation.changed.connect(() => this.name(), this);
  }

  private name(): void {
    this.title.label = this.translation.trans.__('Compare runs');
    this.content.update();
  }
}

/** A hidden tab does no work: it is told when it is hidden and when it is shown. */
class Content extends ReactWidget {
  constructor(
    private readonly session: Session,
    private readonly translation: IAioscopeTranslation
  ) {
    super();
    this.addClass('aio-CompareTab');
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.update();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.update();
  }

  protected override render(): ReactElement {
    return createElement(Compare, {
      session: this.session,
      trans: this.translation.trans,
      hidden: !this.isVisible
    });
  }
}
