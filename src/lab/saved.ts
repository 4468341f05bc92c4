/**
 * The plugin for runs that were kept: it renders them in outputs, opens `*.aioscope.json` files, and exports the run that is
 * shown. All of it is light; views and exports are loaded when one is needed.
 */
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { MimeDocumentFactory } from '@jupyterlab/docregistry';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import type { ScopeHost } from '../view/kit/view';
// Small, and loaded at the start by the course's plugin.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { CATEGORY } from './course_commands';
import { tasksIcon } from './icons';
import { jumpTo } from './jump';
// Small, and needed as soon as a run is shown.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { lessons } from './lessons';
import { MIME, SavedRun } from './saved_run';
// Loaded at the start by the course's plugin.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { aioscopeTranslation } from './translation';

const OPEN = 'aioscope:open-run';
/** Of the file type and of the widget factory. */
const NAME = 'aioscope-run';

export const savedPlugin: JupyterFrontEndPlugin<void> = {
  id: 'aioscope:saved',
  description: 'Shows recorded runs in outputs and files.',
  autoStart: true,
  requires: [IRenderMimeRegistry, INotebookTracker],
  optional: [ITranslator, ISettingRegistry, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null
  ): void => {
    const translation = aioscopeTranslation(settings, translator);
    /** Of each rendered run: what it asks of JupyterLab. */
    const hostOf = (run: () => SavedRun): ScopeHost => ({
      watch: () => undefined, // a saved run has no Watch button
      jump: place => {
        jumpTo(place, tracker, app);
      },
      cancel: () => undefined,
      whyNotCancel: () =>
        translation.trans.__('This run was saved; its tasks are gone.'),
      exportRun: () => {
        const { session, node } = run();
        if (session) {
          void import('./export').then(({ exportRun }) =>
            exportRun(app, { session, node }, translation.trans, null, null)
          );
        }
      },
      ...lessons(app)
    });
    const create = (): SavedRun => {
      const run: SavedRun = new SavedRun(
        translation,
        hostOf(() => run)
      );
      return run;
    };
    rendermime.addFactory(
      {
        safe: true, // text nodes only, whatever the notebook holds
        mimeTypes: [MIME],
        createRenderer: create
      },
      0
    );

    const { docRegistry } = app;
    docRegistry.addFileType({
      name: NAME,
      displayName: 'asyncio run',
      extensions: ['.aioscope.json'],
      mimeTypes: [MIME],
      fileFormat: 'text',
      contentType: 'file',
      icon: tasksIcon
    });
    const type = docRegistry.getFileType(NAME);
    docRegistry.addWidgetFactory(
      new MimeDocumentFactory({
        rendermime,
        dataType: 'json',
        modelName: 'text',
        name: NAME,
        label: translation.trans.__('asyncio run'),
        primaryFileType: type,
        fileTypes: [NAME],
        defaultFor: [NAME]
      })
    );

    app.commands.addCommand(OPEN, {
      label: () => translation.trans.__('Open a saved asyncio run…'),
      caption: () =>
        translation.trans.__('Show a run that was saved as a file'),
      icon: tasksIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            path: {
              type: 'string',
              description:
                'The file, from the server’s root; without it, it is asked'
            }
          }
        }
      },
      execute: async args => {
        const { askPath } = await import('./ask_path');
        const path =
          typeof args.path === 'string'
            ? args.path
            : await askPath(translation.trans);
        if (path !== null) {
          await app.commands.execute('docmanager:open', {
            path,
            factory: NAME
          });
        }
        return path;
      }
    });
    palette?.addItem({ command: OPEN, category: CATEGORY });
  }
};
