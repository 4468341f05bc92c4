/**
 * The language of everything that aioscope shows: of its words on screen and of the course.
 *
 * The setting `language` decides; `auto` follows JupyterLab. The Chinese words come with the extension (the zh-CN.json
 * of each room, fetched only when the language is Chinese). JupyterLab's own way, a language pack, was dropped: it works
 * only where the official pack of that language is installed, and not at all for English Labs with Chinese readers.
 */
import { type ISettingRegistry } from '@jupyterlab/settingregistry';
import {
  Gettext,
  type ITranslator,
  type TranslationBundle,
  nullTranslator
} from '@jupyterlab/translation';
import { type ISignal, Signal } from '@lumino/signaling';
import type { Language } from '../concepts/course';
import { translatedSettings } from './settings';

/** Id of the settings of all of aioscope: schema/plugin.json. */
export const SETTINGS = 'aioscope:plugin';

const DOMAIN = 'aioscope';

/** The words of the language in use, and news of its changes. */
export interface IAioscopeTranslation {
  readonly language: Language;
  /** A new object whenever the language changes. */
  readonly trans: TranslationBundle;
  /** Emits after `trans` and `language` have changed. */
  readonly changed: ISignal<IAioscopeTranslation, void>;
  /** Resolves when the settings have been read and the first language is in use. */
  readonly ready: Promise<void>;
}

/** msgid -> its translation; of a plural, its forms. */
type Catalogue = Readonly<Record<string, string | readonly string[]>>;

const shared = new WeakMap<object, Translation>();

/** The translation for these settings; each of aioscope's plugins asks for it and all get the same. */
export function aioscopeTranslation(
  settings: ISettingRegistry | null,
  translator: ITranslator | null
): IAioscopeTranslation {
  const key = settings ?? translator ?? nullTranslator;
  let translation = shared.get(key);
  if (!translation) {
    translation = new Translation(settings, translator);
    shared.set(key, translation);
  }
  return translation;
}

/** The bundle of a language. */
export async function bundleOf(language: Language): Promise<TranslationBundle> {
  if (language === 'en') {
    return nullTranslator.load(DOMAIN);
  }
  const rooms = await Promise.all([
    import('../concepts/zh-CN.json'),
    import('../view/zh-CN.json'),
    import('./zh-CN.json')
  ]);
  const messages: Record<string, string[]> = {};
  for (const { default: room } of rooms) {
    const catalogue: Catalogue = room;
    for (const [id, text] of Object.entries(catalogue)) {
      messages[id] = typeof text === 'string' ? [text] : [...text];
    }
  }
  const bundle = new ChineseWords({ domain: DOMAIN, locale: language });
  bundle.loadJSON(
    {
      ...messages,
      '': { domain: DOMAIN, language, pluralForms: 'nplurals=1; plural=0;' }
    },
    DOMAIN
  );
  return bundle;
}

/**
 * Chinese has one form for every number, so a plural is looked up like any other message, with the number as %1. Left
 * to itself, Gettext ignores a plural with one form, and it compiles the rule for choosing one from a string, which a
 * page with a strict content security policy forbids.
 */
class ChineseWords extends Gettext {
  override ngettext(
    msgid: string,
    _plural: string,
    n: number,
    ...args: unknown[]
  ): string {
    return this.dcnpgettext('', '', msgid, '', 0, n, ...args);
  }
}

class Translation implements IAioscopeTranslation {
  constructor(
    settings: ISettingRegistry | null,
    private readonly translator: ITranslator | null
  ) {
    this.ready = this.follow(settings);
  }

  get language(): Language {
    return this._language;
  }

  get trans(): TranslationBundle {
    return this._trans;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  readonly ready: Promise<void>;

  private async follow(registry: ISettingRegistry | null): Promise<void> {
    try {
      const ofLab = await bundleOf(this.languageOf('auto'));
      registry?.transform(SETTINGS, {
        fetch: plugin => translatedSettings(plugin, ofLab)
      });
      const settings = await registry?.load(SETTINGS);
      await this.use(settings?.composite.language);
      settings?.changed.connect(() => {
        void this.use(settings.composite.language);
      });
    } catch (error) {
      console.warn('aioscope: its settings cannot be read', error);
      await this.use('auto');
    }
  }

  private languageOf(setting: unknown): Language {
    return languageOf(setting, this.translator?.languageCode ?? 'en');
  }

  private async use(setting: unknown): Promise<void> {
    const next = this.languageOf(setting);
    this._wanted = next;
    const bundle = await bundleOf(next);
    if (next !== this._wanted || next === this._language) {
      return; // the setting changed again while the words were on their way, or nothing changed
    }
    this._language = next;
    this._trans = bundle;
    this._changed.emit();
  }

  private _language: Language = 'en';
  private _wanted: Language = 'en';
  private _trans: TranslationBundle = nullTranslator.load(DOMAIN);
  private readonly _changed = new Signal<this, void>(this);
}

/** The language that a setting means in a JupyterLab of this language. */
export function languageOf(setting: unknown, ofLab: string): Language {
  if (setting === 'en' || setting === 'zh-CN') {
    return setting;
  }
  return ofLab.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
