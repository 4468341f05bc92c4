/** What the concept panel and the course's commands use of JupyterLab. Loaded when one of them is first used. */
import '../../style/concepts.css';
import { type JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard } from '@jupyterlab/apputils';
import { type INotebookTracker } from '@jupyterlab/notebook';
import { type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { type ISettingRegistry } from '@jupyterlab/settingregistry';
import { type IStateDB } from '@jupyterlab/statedb';
import type { Host } from '../concepts/host';
import { CourseFolder } from './course_folder';
import { NotebookInserter } from './insert';
import { Library } from './library';
import { LabMarkdown } from './markdown';
import { CourseOpener } from './open_course';
import { type IAioscopeTranslation } from './translation';

/** The host of the concept panel, with the more that commands can ask for. */
export interface CourseHost extends Host {
  readonly opener: CourseOpener;
  readonly library: Library;
}

/** The parts of the application that the course works with. */
export interface CourseHostOptions {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly rendermime: IRenderMimeRegistry;
  readonly state: IStateDB | null;
  readonly settings: ISettingRegistry | null;
  readonly translation: IAioscopeTranslation;
}

export function courseHost(options: CourseHostOptions): CourseHost {
  const { app, tracker, rendermime, state, settings, translation } = options;
  const { contents } = app.serviceManager;
  const folders = new CourseFolder(contents, state);
  return {
    inserter: new NotebookInserter(app, tracker, translation),
    opener: new CourseOpener(app, folders, translation),
    library: new Library(contents, settings),
    clipboard: {
      copy: text => {
        Clipboard.copyToSystem(text);
      }
    },
    markdown: new LabMarkdown(rendermime)
  };
}
