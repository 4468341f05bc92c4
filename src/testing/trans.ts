/**
 * A translation bundle without JupyterLab, for specs and the gallery: looks messages up in a catalogue as JupyterLab's own
 * does, and leaves what is not in it as it is.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

/** msgid to msgstr; for a plural, its forms. Chinese has one. */
export type Catalogue = Readonly<Record<string, string | readonly string[]>>;

/** The bundle of a catalogue; null: English, as in the source. */
export function translation(catalogue: Catalogue | null): TranslationBundle {
  const find = (msgid: string): string | undefined => {
    const found = catalogue?.[msgid];
    return typeof found === 'string' ? found : found?.[0];
  };
  const one = (msgid: string, ...args: unknown[]): string =>
    fill(find(msgid) ?? msgid, args);
  const many = (
    msgid: string,
    plural: string,
    n: number,
    ...args: unknown[]
  ): string => fill(find(msgid) ?? (n === 1 ? msgid : plural), [n, ...args]);
  return {
    __: one,
    _n: many,
    _p: (_, msgid, ...args: unknown[]) => one(msgid, ...args),
    _np: (_, msgid, plural, n, ...args: unknown[]) =>
      many(msgid, plural, n, ...args),
    gettext: one,
    ngettext: many,
    pgettext: (_, msgid, ...args: unknown[]) => one(msgid, ...args),
    npgettext: (_, msgid, plural, n, ...args: unknown[]) =>
      many(msgid, plural, n, ...args),
    dcnpgettext: (_, __, msgid, plural, n, ...args: unknown[]) =>
      many(msgid, plural, n, ...args)
  };
}

function fill(message: string, args: readonly unknown[]): string {
  return message.replace(/%(\d+)/g, (_, number: string) =>
    String(args[Number(number) - 1])
  );
}
