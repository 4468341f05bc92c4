/**
 * The course's plugin: the concept panel, the launcher card and the commands. What the panel shows is in src/concepts
 * and is loaded with the course when the panel is first seen or a command first needs it.
 */
import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator } from '@jupyterlab/translation';
import { type IDisposable } from '@lumino/disposable';
import { ProgressBook } from '../concepts/progress';
// The panel's shell and the commands' labels are there from the start; both are small and load the rest when used.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { ConceptsPanel } from './concepts_panel';
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { addCourseCommands, CATEGORY, COMMANDS } from './course_commands';
import { type CourseHost } from './course_host';
import { conceptsIcon } from './icons';
import { StateProgressStore } from './progress_store';
import { watchProgress } from './progress_watch';
import { aioscopeTranslation, SETTINGS } from './translation';

export const coursePlugin: JupyterFrontEndPlugin<void> = {
  id: SETTINGS,
  description:
    'Teaches asyncio: a panel of concepts with examples to insert, and the course as notebooks.',
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry],
  optional: [
    ITranslator,
    ISettingRegistry,
    IStateDB,
    ICommandPalette,
    ILauncher,
    ILayoutRestorer
  ],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    rendermime: IRenderMimeRegistry,
    translator: ITranslator | null,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const translation = aioscopeTranslation(settings, translator);
    const progress = new ProgressBook(new StateProgressStore(state));
    let loading: Promise<CourseHost> | undefined;
    const host = () =>
      (loading ??= import('./course_host').then(({ courseHost }) =>
        courseHost({ app, tracker, rendermime, state, settings, translation })
      ));
    const panel = new ConceptsPanel({ host, progress, translation });
    panel.id = 'aioscope-concepts';
    panel.title.icon = conceptsIcon;
    app.shell.add(panel, 'left', { rank: 600, type: 'aioscope' });
    restorer?.add(panel, panel.id);

    addCourseCommands({ app, panel, host, translation });
    for (const command of Object.values(COMMANDS)) {
      palette?.addItem({ command, category: CATEGORY });
    }
    watchProgress(progress);

    // Everything that holds words, again in every language that comes into use.
    let card: IDisposable | undefined;
    const name = () => {
      const { trans } = translation;
      panel.title.caption = trans.__('Learn asyncio');
      card?.dispose();
      card = launcher?.add({
        command: COMMANDS.openCourse,
        category: trans.__('Learn'),
        args: { isLauncher: true }
      });
      for (const command of Object.values(COMMANDS)) {
        app.commands.notifyCommandChanged(command);
      }
    };
    name();
    translation.changed.connect(name);
  }
};
