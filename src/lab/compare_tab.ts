/** A tab of the main area that compares runs of one notebook, or of two. Loaded with the first comparison. */
import { MainAreaWidget } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { createElement, type ReactElement } from 'react';
import type { Session } from '../model/session';
import { Compare } from '../view/compare/body';
import type { Source } from '../view/compare/runs';
import { tasksIcon } from './icons';
import type { Scopes } from './scopes';
import type { IAioscopeTranslation } from './translation';

const tabs = new WeakMap<Session, CompareTab>();
let count = 0;

/** The tab of the notebook in front: the one that is open, else a new one. */
export function tabOf(
  scopes: Scopes,
  translation: IAioscopeTranslation
): CompareTab {
  const [own = { name: '', session: scopes.current() }] = scopes.all();
  let tab = tabs.get(own.session);
  if (!tab || tab.isDisposed) {
    tab = new CompareTab(own, scopes, translation);
    tabs.set(own.session, tab);
  }
  return tab;
}

class CompareTab extends MainAreaWidget {
  /** `own` is the notebook whose runs are compared unless others are chosen; it may be closed meanwhile. */
  constructor(
    private readonly own: Source,
    scopes: Scopes,
    private readonly translation: IAioscopeTranslation
  ) {
    super({ content: new Content(own, scopes, translation) });
    this.toolbar.hide();
    this.id = `aioscope-compare-${++count}`;
    this.title.icon = tasksIcon;
    this.title.closable = true;
    this.name();
    // Disposing of a widget takes back what it is connected to.
    translation.changed.connect(() => this.name(), this);
    scopes.changed.connect(() => this.content.update(), this);
  }

  private name(): void {
    const { own, translation } = this;
    this.title.label =
      own.name === ''
        ? translation.trans.__('Compare runs')
        : translation.trans.__('Compare runs of %1', own.name);
    this.content.update();
  }
}

/** A hidden tab does no work: it is told when it is hidden and when it is shown. */
class Content extends ReactWidget {
  constructor(
    private readonly own: Source,
    private readonly scopes: Scopes,
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
    const others = this.scopes
      .all()
      .filter(({ session }) => session !== this.own.session);
    return createElement(Compare, {
      sources: [this.own, ...others],
      trans: this.translation.trans,
      hidden: !this.isVisible
    });
  }
}
