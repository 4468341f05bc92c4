/** Says what a copy of the course did. */
import { type TranslationBundle } from '@jupyterlab/translation';
import type { Copied } from './course_folder';

/** A sentence about a copy. */
export function copiedSentence(
  { folder, written, kept }: Copied,
  trans: TranslationBundle
): string {
  if (kept === 0) {
    return trans._n(
      '%1 notebook copied into %2.',
      '%1 notebooks copied into %2.',
      written,
      folder
    );
  }
  if (written === 0) {
    return trans.__(
      'The course is in %1 already; your notebooks were left as they are.',
      folder
    );
  }
  return trans.__(
    'Copied into %1: %2. There already and left as they are: %3.',
    folder,
    written,
    kept
  );
}
