/**
 * The command that compares two runs. It is light: the tab, and what is in it, come when it is asked for. It is never
 * disabled: where there is nothing to compare yet, the tab says what to do.
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { tasksIcon } from './icons';
import type { Scopes } from './scopes';
import type { IAioscopeTranslation } from './translation';

export const COMPARE = 'aioscope:compare-runs';

export interface CompareOptions {
  /** Brings the sessions of the notebooks. */
  readonly scopes: () => Promise<Scopes>;
  readonly translation: IAioscopeTranslation;
  readonly palette: ICommandPalette | null;
  readonly category: string;
}

/** Adds the command: it opens a tab with the runs of the notebook in front, or returns to it. */
export function addCompareCommand(
  app: JupyterFrontEnd,
  { scopes, translation, palette, category }: CompareOptions
): void {
  app.commands.addCommand(COMPARE, {
    label: () => translation.trans.__('Compare two asyncio runs'),
    caption: () =>
      translation.trans.__(
        'Show two recorded runs side by side, and say in what they differ'
      ),
    icon: tasksIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: async () => {
      const [module, all] = await Promise.all([
        import('./compare_tab'),
        scopes()
      ]);
      const tab = module.tabOf(all, translation);
      if (!tab.isAttached) {
        app.shell.add(tab, 'main', { type: 'aioscope' });
      }
      app.shell.activateById(tab.id);
    }
  });
  palette?.addItem({ command: COMPARE, category });
}

/** Why there is nothing to compare, in words; null: there is. */
export function whyNotCompare(
  scopes: Scopes,
  trans: TranslationBundle
): string | null {
  const runs = scopes
    .all()
    .reduce((sum, { session }) => sum + session.snapshot().runs.length, 0);
  return runs > 1
    ? null
    : trans.__('There is only one run so far. Record another one to compare.');
}
