/**
 * Two runs side by side, of one notebook or of two: which they are, in what they differ, and their lanes on one time scale.
 *
 * A run that goes on is compared as far as it has come, twice a second: figures look at all of it.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { compare } from '../../model/compare';
import type { SeenRun } from '../../model/session';
import { Words } from '../kit/words';
import { Picture } from './picture';
import { rowsOf } from './rows';
import type { Source } from './runs';
import { RunSelect, comparable, newest, useRuns } from './runs';
import { differences } from './words';

export interface CompareProps {
  /** The notebooks whose runs there are to choose from, the one in question first. */
  readonly sources: readonly Source[];
  readonly trans: TranslationBundle;
  /** It cannot be seen. */
  readonly hidden?: boolean;
}

type Side = 'first' | 'second';

export function Compare(props: CompareProps): React.JSX.Element {
  const { sources, trans, hidden = false } = props;
  const { groups, version } = useRuns(sources, hidden);
  const [chosen, setChosen] = React.useState<Readonly<Record<Side, string>>>({
    first: '',
    second: ''
  });
  const told = comparable(groups);
  const second = told.find(run => run.id === chosen.second) ?? newest(groups);
  const first =
    told.find(run => run.id === chosen.first) ?? newest(groups, second);
  if (!first || !second) {
    return (
      <div className="aio-Compare aio-Panel">
        <p className="aio-Sentence" role="status">
          {trans.__(
            'To compare, record two runs in this notebook: press Watch, or put %1 on top of a cell, and run it twice.',
            // JupyterLab reads two signs in a message as one.
            '%%aioscope'
          )}
        </p>
      </div>
    );
  }
  const choose = (side: Side, run: string): void =>
    setChosen({ first: first.id, second: second.id, [side]: run });
  return (
    <div className="aio-Compare aio-Panel">
      <div className="aio-Compare-head">
        <RunSelect
          label={trans.__('First run')}
          groups={groups}
          run={first}
          trans={trans}
          onChoose={run => choose('first', run)}
        />
        <RunSelect
          label={trans.__('Second run')}
          groups={groups}
          run={second}
          trans={trans}
          onChoose={run => choose('second', run)}
        />
        <button
          type="button"
          className="aio-Button"
          onClick={() => setChosen({ first: second.id, second: first.id })}
        >
          {trans.__('Swap')}
        </button>
      </div>
      <Both
        key={`${first.id} ${second.id}`}
        first={first}
        second={second}
        version={version}
        trans={trans}
      />
    </div>
  );
}

interface BothProps {
  readonly first: SeenRun;
  readonly second: SeenRun;
  readonly version: unknown;
  readonly trans: TranslationBundle;
}

function Both(props: BothProps): React.JSX.Element {
  const { first, second, version, trans } = props;
  const sides = React.useMemo(
    () => ({ first: first.log.history, second: second.log.history }),
    // The histories grow in place: the version says when.
    [first, second, version]
  );
  const comparison = React.useMemo(
    () => compare(sides.first, sides.second),
    [sides]
  );
  const words = React.useMemo(
    () => ({
      first: new Words(sides.first, trans),
      second: new Words(sides.second, trans)
    }),
    [sides, trans]
  );
  const said = differences(comparison, trans);
  return (
    <>
      <ul
        className="aio-Compare-words"
        aria-label={trans.__('In what they differ')}
      >
        {said.map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div className="aio-Compare-parts">
        <Table rows={rowsOf(comparison, trans)} trans={trans} />
        <Picture
          comparison={comparison}
          sides={sides}
          words={words}
          trans={trans}
          label={said[0] ?? ''}
        />
      </div>
    </>
  );
}

function Table({
  rows,
  trans
}: {
  readonly rows: ReturnType<typeof rowsOf>;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <div className="aio-Compare-figures">
      <table className="aio-Compare-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{trans.__('First run')}</th>
            <th scope="col">{trans.__('Second run')}</th>
            <th scope="col">{trans.__('Difference')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{row.first}</td>
              <td>{row.second}</td>
              <td>{row.difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
