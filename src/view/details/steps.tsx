/**
 * How long the steps of a task took: percentiles, and a histogram whose bars are also rows of a table.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { formatTime } from '../kit/time';
import type { StepSummary } from './layout';

export function Steps({
  steps,
  trans
}: {
  readonly steps: StepSummary;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { count, untold, percentiles, bins } = steps;
  const most = bins.reduce((high, bin) => Math.max(high, bin.count), 1);
  const said = [trans._n('%1 step is over', '%1 steps are over', count)];
  if (untold > 0) {
    said.push(
      trans._n(
        '%1 step of merged windows is missing here',
        '%1 steps of merged windows are missing here',
        untold
      )
    );
  }
  return (
    <>
      <p className="aio-Details-text">{said.join(' · ')}</p>
      {percentiles && (
        <dl className="aio-Numbers">
          {Object.entries(percentiles).map(([name, time]) => (
            <div key={name}>
              <dt>{name === 'max' ? trans.__('longest') : name}</dt>
              <dd>{formatTime(time)}</dd>
            </div>
          ))}
        </dl>
      )}
      {bins.length > 0 && (
        <table
          className="aio-Histogram"
          aria-label={trans.__('Steps by duration')}
        >
          <tbody>
            {bins.map(bin => (
              <tr key={bin.to}>
                <th scope="row">
                  {formatTime(bin.from)}–{formatTime(bin.to)}
                </th>
                <td className="aio-Histogram-bar" aria-hidden="true">
                  <span style={{ width: `${(100 * bin.count) / most}%` }} />
                </td>
                <td>{bin.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
