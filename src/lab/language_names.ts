/** What each language calls itself: the same on every screen, so never translated. */
import type { Language } from '../concepts/course';

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-CN': '简体中文'
};
