/** Marks in every notebook that is open. Loaded with the sessions, when there is a first notebook. */
import '../../../style/marks.css';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Scopes } from '../scopes';
import { type IAioscopeTranslation, SETTINGS } from '../translation';
import { NotebookMarks } from './notebook_marks';

export interface AllMarksOptions {
  readonly tracker: INotebookTracker;
  readonly scopes: Scopes;
  readonly settings: ISettingRegistry | null;
  readonly translation: IAioscopeTranslation;
  readonly commands: JupyterFrontEnd['commands'];
}

export function markNotebooks({
  tracker,
  scopes,
  settings,
  translation,
  commands
}: AllMarksOptions): void {
  let wanted = true;
  const all = new Set<NotebookMarks>();
  const add = (notebook: NotebookPanel) => {
    const marks = new NotebookMarks({
      notebook,
      session: scopes.session(notebook),
      translation,
      commands,
      wanted: () => wanted
    });
    all.add(marks);
    notebook.disposed.connect(() => all.delete(marks));
  };
  tracker.forEach(add);
  tracker.widgetAdded.connect((_, notebook) => add(notebook));

  void settings
    ?.load(SETTINGS)
    .then(its => {
      const read = () => {
        wanted = its.composite.marks !== false;
        for (const marks of all) {
          marks.ask();
        }
      };
      read();
      its.changed.connect(read);
    })
    .catch((error: unknown) => {
      console.warn('aioscope: its settings cannot be read', error);
    });
}
