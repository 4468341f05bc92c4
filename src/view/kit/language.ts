/**
 * The language of the words on screen, for what the kernel says in every language at once.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

export type Language = 'en' | 'zh-CN';

/** A catalogue says itself which language it is in: it translates the name of the source's. */
export function languageOf(trans: TranslationBundle): Language {
  return trans.__('en') === 'zh-CN' ? 'zh-CN' : 'en';
}
