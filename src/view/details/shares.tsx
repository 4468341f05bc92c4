/**
 * How a task's life is shared out: a bar for the eye, and the same in words and numbers.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Totals } from '../../model/totals';
import { formatTime } from '../kit/time';

export function Shares({
  totals,
  trans
}: {
  readonly totals: Totals;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { total, busy, ready, waiting, untold } = totals;
  const parts = [
    { id: 'busy', label: trans.__('busy'), time: busy },
    { id: 'ready', label: trans.__('ready'), time: ready },
    { id: 'waiting', label: trans.__('waiting'), time: waiting },
    { id: 'untold', label: trans.__('not told'), time: untold }
  ].filter(({ id, time }) => id !== 'untold' || time > 0);
  return (
    <>
      <div className="aio-Shares" aria-hidden="true">
        {parts.map(({ id, time }) => (
          <span
            key={id}
            className={`aio-Shares-part aio-mod-${id}`}
            style={{ flexGrow: time }}
          />
        ))}
      </div>
      <dl className="aio-Numbers">
        <div>
          <dt>{trans.__('total')}</dt>
          <dd>{formatTime(total)}</dd>
        </div>
        {parts.map(({ id, label, time }) => (
          <div key={id} className={`aio-mod-${id}`}>
            <dt>{label}</dt>
            <dd>
              {formatTime(time)}
              {total > 0 && ` (${percent(time / total)})`}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** `62 %`; what is there and rounds to nothing is `< 1 %`. */
function percent(share: number): string {
  const rounded = Math.round(100 * share);
  return rounded === 0 && share > 0 ? '< 1 %' : `${rounded} %`;
}
