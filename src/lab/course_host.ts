/** What the concept panel and the course's commands use of JupyterLab. Loaded when one of them is first used. */
import { type JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard } from '@jupyterlab/apputils';
import { type INotebookTracker } from '@jupyterlab/notebook';
import { type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { type IStateDB } from '@jupyterlab/statedb';
import type { Host } from '../concepts/host';
import { CourseFolder } from './course_folder';
import { NotebookInserter } from './insert';
import { LabMarkdown } from './markdown';
import { CourseOpener } from './open_course';
import { type IAioscopeTranslation } from './translation';

/** The host of the concept panel, with the more that commands can ask for. */
export interface CourseHost extends Host {
  readonly opener: CourseOpener;
}

/** The parts of the application that the course works with. */
export interface CourseHostOptions {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly rendermime: IRenderMimeRegistry;
  readonly state: IStateDB | null;
  readonly translation: IAioscopeTranslation;
}

export function courseHost(options: CourseHostOptions): CourseHost {
  const { app, tracker, rendermime, state, translation } = options;
  const folders = new CourseFolder(app.serviceManager.contents, state);
  return {
    inserter: new NotebookInserter(app, tracker, translation),
    opener: new CourseOpener(app, folders, translation),
    clipboard: {
      copy: text => {
        Clipboard.copyToSystem(text);
      }
    },
    markdown: new LabMarkdown(rendermime)
  };
}
