/** `aioscope:export`: the run in the Tasks panel as a file. What it does is in export.ts, loaded when it is first asked. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import { CATEGORY } from './course_commands';
import type { Format, Source } from './export';
import type { IAioscopeTranslation } from './translation';

export const EXPORT = 'aioscope:export';

export interface ExportOptions {
  /** The panel's session and element; null: not loaded yet. */
  readonly source: () => Source | null;
  readonly translation: IAioscopeTranslation;
  readonly palette: ICommandPalette | null;
}

const FORMATS: readonly Format[] = ['aioscope', 'perfetto', 'svg', 'png'];

export function addExportCommand(
  app: JupyterFrontEnd,
  { source, translation, palette }: ExportOptions
): void {
  app.commands.addCommand(EXPORT, {
    label: () => translation.trans.__('Export the asyncio run that is shown'),
    caption: () =>
      translation.trans.__(
        'Keep it as a file, a trace for Perfetto or a picture'
      ),
    isEnabled: () => Boolean(source()?.session.snapshot().shown),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          format: {
            type: 'string',
            enum: [...FORMATS],
            description: 'What kind of file; without it, it is asked'
          },
          path: {
            type: 'string',
            description:
              'Where to write it, from the server’s root; without it, the browser downloads it'
          }
        }
      }
    },
    execute: async args => {
      const from = source();
      if (!from) {
        return null;
      }
      const { exportRun } = await import('./export');
      const format = FORMATS.find(each => each === args.format) ?? null;
      const path = typeof args.path === 'string' ? args.path : null;
      return exportRun(app, from, translation.trans, format, path);
    }
  });
  palette?.addItem({ command: EXPORT, category: CATEGORY });
}
