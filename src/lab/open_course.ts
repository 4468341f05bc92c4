/** Opening the course: asks for what is not given, copies the notebooks into the reader's folder, opens one. */
import { type JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import { type TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Concept, Course, Language } from '../concepts/course';
import type { Opener } from '../concepts/host';
import { loadCourses } from '../concepts/load';
import { copiedSentence } from './copied';
import { type CourseFolder, defaultFolder, tidyFolder } from './course_folder';
import { LANGUAGE_NAMES } from './language_names';
import { type IAioscopeTranslation } from './translation';

/** What a command may say; the rest is asked. */
export interface CourseChoice {
  readonly language?: Language;
  readonly folder?: string;
}

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
    const { trans } = this.translation;
    const copying = this.folders.copy(course, chosen.folder);
    const sentence = copying.then(copied => copiedSentence(copied, trans));
    Notification.promise(sentence, {
      pending: {
        message: trans.__('Copying the course into %1…', chosen.folder)
      },
      success: { message: String, options: { autoClose: 6000 } },
      error: {
        message: reason =>
          trans.__('The course cannot be copied: %1', messageOf(reason))
      }
    });
    const copied = await copying.catch(() => null); // the notification has said it
    const first = course.concepts[0];
    if (!copied || !first) {
      return null;
    }
    return this.open(`${copied.folder}/${first.path}`);
  }

  /** Opens the reader's copy of a concept's notebook, making it first if there is none. */
  async openNotebook(concept: Concept): Promise<void> {
    const { language, trans } = this.translation;
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
    const { trans } = this.translation;
    const first = language ?? this.translation.language;
    const body = new ChoiceBody(trans, first, {
      en: await this.folders.where('en'),
      'zh-CN': await this.folders.where('zh-CN'),
      ...(folder !== undefined && { [first]: folder })
    });
    const { button, value } = await showDialog({
      title: trans.__('Open the asyncio course'),
      body,
      buttons: [
        Dialog.cancelButton({ label: trans.__('Cancel') }),
        Dialog.okButton({ label: trans.__('Open') })
      ],
      focusNodeSelector: 'select'
    });
    return button.accept ? value : null;
  }
}

/** The dialog's fields: language and folder. The folder follows the language until the reader has typed one. */
class ChoiceBody
  extends Widget
  implements Dialog.IBodyWidget<Required<CourseChoice>>
{
  constructor(
    trans: TranslationBundle,
    language: Language,
    private readonly folders: Readonly<Record<Language, string>>
  ) {
    super();
    this.addClass('aio-choice');
    for (const [value, name] of Object.entries(LANGUAGE_NAMES)) {
      this.select.add(new Option(name, value, false, value === language));
    }
    this.input.value = folders[language];
    this.input.spellcheck = false;
    let typed = false;
    this.input.addEventListener('input', () => {
      typed = true;
    });
    this.select.addEventListener('change', () => {
      if (!typed) {
        this.input.value = this.folders[this.language];
      }
    });
    const note = document.createElement('p');
    note.textContent = trans.__(
      'The notebooks are copied into this folder. Files that are already there are not changed.'
    );
    this.node.append(
      labelled(trans.__('Language'), this.select),
      labelled(trans.__('Folder'), this.input),
      note
    );
  }

  getValue(): Required<CourseChoice> {
    return {
      language: this.language,
      folder: tidyFolder(this.input.value) ?? defaultFolder(this.language)
    };
  }

  private get language(): Language {
    return this.select.value === 'zh-CN' ? 'zh-CN' : 'en';
  }

  private readonly select = document.createElement('select');
  private readonly input = document.createElement('input');
}

function labelled(text: string, field: HTMLElement): HTMLElement {
  field.classList.add('jp-mod-styled');
  const label = document.createElement('label');
  label.append(text, field);
  return label;
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
