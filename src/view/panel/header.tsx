/**
 * The head of the Tasks panel: Watch, the run that is shown, what is recorded right now, how much there is and what it
 * cost. In a narrow panel the second line says less, and its titles the rest.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Snapshot } from '../../model/session';
import type { ScopeHost } from '../kit/view';
import { costOf, countsOf, mode, watchedCell } from './counts';
import { runTitle } from './sentences';

export interface HeaderProps {
  readonly snapshot: Snapshot;
  readonly trans: TranslationBundle;
  readonly host: ScopeHost;
  readonly onShow: (run: string | null) => void;
  readonly onForget: (run: string) => void;
}

export function Header(props: HeaderProps): React.JSX.Element {
  const { snapshot, trans, host } = props;
  const { shown, status } = snapshot;
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
          onClick={() => host.watch(!pressed)}
        >
          <span className="aio-Header-lamp" aria-hidden="true" />
          {trans.__('Watch')}
        </button>
      )}
      {shown && <Runs {...props} />}
      {shown && host.openWide && (
        <button
          type="button"
          className="aio-Button aio-Controls-button aio-Header-wide"
          aria-label={trans.__('Open in a wide tab')}
          title={trans.__('Open in a wide tab')}
          onClick={() => host.openWide?.()}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path
              d="M2 3.5h12v9H2zM6 3.5v9"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.3"
            />
          </svg>
        </button>
      )}
      {shown && host.compareRuns && <CompareButton {...props} />}
      {shown && host.exportRun && (
        <button
          type="button"
          className="aio-Button aio-Header-export"
          title={trans.__('Keep this run as a file, a trace or a picture')}
          onClick={() => host.exportRun?.()}
        >
          {trans.__('Export…')}
        </button>
      )}
      {shown && (
        <div className="aio-Header-facts">
          <span className="aio-Header-mode">{mode(snapshot, trans)}</span>
          <Facts snapshot={snapshot} trans={trans} />
        </div>
      )}
    </div>
  );
}

/** With one run it can be reached all the same, so that everybody hears what is lacking. */
function CompareButton({ trans, host }: HeaderProps): React.JSX.Element {
  const why = host.whyNotCompare?.() ?? null;
  const name = trans.__('Compare two runs');
  return (
    <button
      type="button"
      className="aio-Button aio-Controls-button"
      aria-label={name}
      aria-disabled={why !== null}
      title={why ?? name}
      onClick={() => {
        if (why === null) {
          host.compareRuns?.();
        }
      }}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M2 4h9M2 6.5h5M2 10h12M2 12.5h8M1 2v12"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
        />
      </svg>
    </button>
  );
}

/** The run that is shown, others to choose from, and a way to be rid of it. */
function Runs(props: HeaderProps): React.JSX.Element | null {
  const { snapshot, trans, onShow, onForget } = props;
  const { runs, shown, chosen } = snapshot;
  if (!shown) {
    return null;
  }
  const title = runTitle(shown, trans);
  return (
    <span className="aio-Header-runs">
      {runs.length > 1 ? (
        <select
          className="aio-Header-run"
          aria-label={trans.__('Run to show')}
          title={title}
          value={chosen ?? ''}
          onChange={event => onShow(event.currentTarget.value || null)}
        >
          <option value="">
            {chosen === null
              ? trans.__('Newest (%1)', title)
              : trans.__('Newest')}
          </option>
          {[...runs].reverse().map(run => (
            <option key={run.id} value={run.id}>
              {runTitle(run, trans)}
            </option>
          ))}
        </select>
      ) : (
        <span className="aio-Header-run" title={title}>
          {title}
        </span>
      )}
      <button
        type="button"
        className="aio-Button aio-Controls-button aio-mod-plain"
        aria-label={trans.__('Forget this run')}
        title={trans.__(
          'Forget this run: takes it off this list, and changes nothing in the notebook'
        )}
        onClick={() => onForget(shown.id)}
      >
        ×
      </button>
    </span>
  );
}

/** The second line: what is watched, how much there is, what it cost. */
function Facts({
  snapshot,
  trans
}: {
  readonly snapshot: Snapshot;
  readonly trans: TranslationBundle;
}): React.JSX.Element | null {
  const { shown } = snapshot;
  if (!shown) {
    return null;
  }
  const cell = watchedCell(shown, trans);
  const cost = costOf(shown, trans);
  return (
    <span className="aio-Header-counts">
      {cell !== null && <span className="aio-Header-cell">{cell}</span>}
      {countsOf(shown, trans).map(said => (
        <span
          key={said.text}
          className={said.alarm ? 'aio-mod-alarm' : undefined}
          title={said.title}
        >
          {said.text}
        </span>
      ))}
      {cost && (
        <span title={cost.title}>
          <span className="aio-Header-long">{cost.long}</span>
          <span className="aio-Header-short">{cost.short}</span>
        </span>
      )}
    </span>
  );
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
