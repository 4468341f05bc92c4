/** Opening the course: copies the notebooks into the reader's folder, opens one. */
import { type JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import type { Concept, Course, CourseNotebook } from '../concepts/course';
import type { Opener } from '../concepts/host';
import { loadCourses } from '../concepts/load';
import { type CourseChoice, askCourse } from './ask_course';
import { copiedSentence } from './copied';
import { type Copied, type CourseFolder, tidyFolder } from './course_folder';
import { type IAioscopeTranslation } from './translation';

export class CourseOpener implements Opener {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly folders: CourseFolder,
    private readonly translation: IAioscopeTranslation
  ) {}

  /** Copies the course and opens its first notebook; resolves to its path, null: the reader thought better of it. */
  async openCourse(choice: CourseChoice = {}): Promise<string | null> {
    const chosen = await this.choose(choice);
    if (!chosen) {
      return null;
    }
    const course = (await loadCourses())[chosen.language];
    const copied = await this.copy(course, chosen.folder);
    const first = course.concepts[0];
    if (!copied || !first) {
      return null;
    }
    const path = await this.open(`${copied.folder}/${first.path}`);
    if (copied.kept > 0) {
      void this.offerUpdate(course, copied.folder).catch(() => undefined); // it is only an offer
    }
    return path;
  }

  /** Opens the reader's copy of a concept's notebook, making it first if there is none. */
  async openNotebook(concept: Concept): Promise<void> {
    const { language, trans } = this.translation;
    if (concept.folder !== null) {
      await this.open(`${concept.folder}/${concept.path}`); // it is the reader's own, and stays where it is
      return;
    }
    const course: Course = (await loadCourses())[language];
    const wanted = course.notebooks.filter(({ path }) => path === concept.path);
    try {
      const folder = await this.folders.where(language);
      const { written } = await this.folders.copy(course, folder, wanted);
      if (written > 0) {
        Notification.info(
          trans.__('%1 copied into %2.', concept.path, folder),
          { autoClose: 6000 }
        );
      }
      await this.open(`${folder}/${concept.path}`);
    } catch (error) {
      Notification.error(
        trans.__('The notebook cannot be opened: %1', messageOf(error))
      );
    }
  }

  /** Copies, and tells how far it is and what became of it; null: it failed, which was told. */
  private async copy(course: Course, folder: string): Promise<Copied | null> {
    const { trans } = this.translation;
    const id = Notification.emit(
      trans.__('Copying the course into %1…', folder),
      'in-progress',
      { autoClose: false, progress: 0 }
    );
    try {
      const copied = await this.folders.copy(
        course,
        folder,
        course.notebooks,
        progress => {
          Notification.update({ id, progress });
        }
      );
      Notification.update({
        id,
        message: copiedSentence(copied, trans),
        type: 'success',
        progress: 1,
        autoClose: 6000
      });
      return copied;
    } catch (error) {
      Notification.update({
        id,
        message: trans.__('The course cannot be copied: %1', messageOf(error)),
        type: 'error',
        autoClose: false
      });
      return null;
    }
  }

  /** If copies are older than the course and unchanged, asks whether to bring them up to date. */
  private async offerUpdate(course: Course, folder: string): Promise<void> {
    const old = await this.folders.outdated(course, folder);
    if (old.length === 0) {
      return;
    }
    const { trans } = this.translation;
    Notification.info(
      trans._n(
        '%1 notebook of the course has a newer text, and you have not changed your copy.',
        '%1 notebooks of the course have a newer text, and you have not changed your copies.',
        old.length
      ),
      {
        autoClose: false,
        actions: [
          {
            label: trans.__('Update'),
            caption: trans.__(
              'Writes the newer text over them; outputs in them go away'
            ),
            callback: () => void this.update(folder, old)
          }
        ]
      }
    );
  }

  private async update(
    folder: string,
    old: readonly CourseNotebook[]
  ): Promise<void> {
    const { trans } = this.translation;
    try {
      const count = await this.folders.update(folder, old);
      Notification.success(
        trans._n('%1 notebook updated.', '%1 notebooks updated.', count),
        { autoClose: 6000 }
      );
    } catch (error) {
      Notification.error(
        trans.__('The notebooks cannot be updated: %1', messageOf(error))
      );
    }
  }

  private async open(path: string): Promise<string> {
    await this.app.commands.execute('docmanager:open', {
      path,
      factory: 'Notebook'
    });
    return path;
  }

  private async choose(
    choice: CourseChoice
  ): Promise<Required<CourseChoice> | null> {
    const { language, folder } = choice;
    if (language && folder !== undefined) {
      const tidy = tidyFolder(folder);
      if (tidy !== null) {
        return { language, folder: tidy };
      }
    }
    const first = language ?? this.translation.language;
    return askCourse(this.translation.trans, first, {
      en: await this.folders.where('en'),
      'zh-CN': await this.folders.where('zh-CN'),
      ...(folder !== undefined && { [first]: folder })
    });
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
