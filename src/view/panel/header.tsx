/**
 * The head of the Tasks panel: Watch, the run that is shown, where the cursor stands, how much there is.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Snapshot } from '../../model/session';
import { formatTime } from '../kit/time';
import { counts, runTitle } from './sentences';

export interface HeaderProps {
  readonly snapshot: Snapshot;
  readonly trans: TranslationBundle;
  readonly onWatch: (on: boolean) => void;
  readonly onShow: (run: string | null) => void;
  /** undefined: there is nowhere to put a file. */
  readonly onExport: (() => void) | undefined;
}

export function Header(props: HeaderProps): React.JSX.Element {
  const { snapshot, trans, onWatch, onShow, onExport } = props;
  const { runs, shown, chosen, status } = snapshot;
  const pressed = status.watching !== 'off';
  return (
    <div className="aio-Header">
      {status.kernel.kind !== 'saved' && (
        <button
          type="button"
          className="aio-Button aio-Header-watch"
          aria-pressed={pressed}
          disabled={!canWatch(snapshot)}
          title={trans.__(
            'Record the tasks of every cell that runs from now on'
          )}
          onClick={() => onWatch(!pressed)}
        >
          <span className="aio-Header-lamp" aria-hidden="true" />
          {trans.__('Watch')}
        </button>
      )}
      {runs.length > 1 ? (
        <select
          className="aio-Header-run"
          aria-label={trans.__('Run to show')}
          value={chosen ?? ''}
          onChange={event => onShow(event.currentTarget.value || null)}
        >
          <option value="">
            {shown && chosen === null
              ? trans.__('Newest (%1)', runTitle(shown, trans))
              : trans.__('Newest')}
          </option>
          {[...runs].reverse().map(run => (
            <option key={run.id} value={run.id}>
              {runTitle(run, trans)}
            </option>
          ))}
        </select>
      ) : (
        shown && (
          <span className="aio-Header-run">{runTitle(shown, trans)}</span>
        )
      )}
      {shown && (
        <span className="aio-Header-mode">{mode(snapshot, trans)}</span>
      )}
      {shown && (
        <span className="aio-Header-counts">
          {counts(shown, trans).join(' · ')}
        </span>
      )}
      {shown && onExport && (
        <button
          type="button"
          className="aio-Button aio-Header-export"
          title={trans.__('Keep this run as a file, a trace or a picture')}
          onClick={onExport}
        >
          {trans.__('Export…')}
        </button>
      )}
    </div>
  );
}

/** Recording, replay or ended, in words. */
export function mode(
  { shown, cursor }: Snapshot,
  trans: TranslationBundle
): string {
  if (cursor.time !== null) {
    return trans.__('Replay at %1', formatTime(cursor.time));
  }
  if (!shown || shown.former || shown.log.history.endedAt !== null) {
    return trans.__('Recorded');
  }
  return trans.__('Live');
}

/** Watch is pressed in vain where there is no kernel that can answer. */
function canWatch({ status }: Snapshot): boolean {
  switch (status.kernel.kind) {
    case 'ready':
    case 'starting':
    case 'companion_missing':
      return true;
    default:
      return false;
  }
}
