/** What an example or a concept needs that not every kernel has: a newer Python, libraries. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

export interface NeedsProps {
  /** The oldest Python; null: any that aioscope runs on. */
  readonly python: string | null;
  readonly requires: readonly string[];
  readonly trans: TranslationBundle;
}

export function Needs({
  python,
  requires,
  trans
}: NeedsProps): React.ReactElement | null {
  if (python === null && requires.length === 0) {
    return null;
  }
  return (
    <ul className="aio-needs" aria-label={trans.__('Needs')}>
      {python !== null && (
        <li
          className="aio-need"
          title={trans.__('On an older Python it says so instead of failing.')}
        >
          {trans.__('Python %1 or newer', python)}
        </li>
      )}
      {requires.map(library => (
        <li
          key={library}
          className="aio-need"
          title={trans.__(
            'Not in the standard library: %pip install %1',
            library
          )}
        >
          {library}
        </li>
      ))}
    </ul>
  );
}
