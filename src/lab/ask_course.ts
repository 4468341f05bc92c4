/** Asks for the language of the course and the folder to copy it into. */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { type TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Language } from '../concepts/course';
import { defaultFolder, tidyFolder } from './course_folder';
import { LANGUAGE_NAMES } from './language_names';

/** What a command may say; the rest is asked. */
export interface CourseChoice {
  readonly language?: Language;
  readonly folder?: string;
}

/** What the reader chose, at first that language and its folder; null: the reader thought better of it. */
export async function askCourse(
  trans: TranslationBundle,
  language: Language,
  folders: Readonly<Record<Language, string>>
): Promise<Required<CourseChoice> | null> {
  const { button, value } = await showDialog({
    title: trans.__('Open the asyncio course'),
    body: new Fields(trans, language, folders),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Open') })
    ],
    focusNodeSelector: 'select'
  });
  return button.accept ? value : null;
}

/** The dialog's fields: language and folder. The folder follows the language until the reader has typed one. */
class Fields
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
