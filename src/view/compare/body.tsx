/**
 * Two runs of a session side by side: which they are, in what they differ, and their lanes on one time scale.
 *
 * A run that goes on is compared as far as it has come, twice a second: figures look at all of it.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { compare } from '../../model/compare';
import type { SeenRun, Session } from '../../model/session';
import { Words } from '../kit/words';
import { runTitle } from '../panel/sentences';
import { Picture } from './picture';
import { rowsOf } from './rows';
import { differences } from './words';

/** Milliseconds between two looks at a run that goes on. */
const LOOK = 500;

export interface CompareProps {
  readonly session: Session;
  readonly trans: TranslationBundle;
  /** It cannot be seen. */
  readonly hidden?: boolean;
}

type Side = 'first' | 'second';

export function Compare(props: CompareProps): React.JSX.Element {
  const { session, trans, hidden = false } = props;
  const { runs, version } = useRuns(session, hidden);
  const [chosen, setChosen] = React.useState<Readonly<Record<Side, string>>>({
    first: '',
    second: ''
  });
  const told = runs.filter(run => run.log.history.tasks.length > 0);
  const second = told.find(run => run.id === chosen.second) ?? newest(told);
  const first =
    told.find(run => run.id === chosen.first) ??
    newest(told.filter(run => run !== second));
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
          runs={told}
          run={first}
          trans={trans}
          onChoose={run => choose('first', run)}
        />
        <RunSelect
          label={trans.__('Second run')}
          runs={told}
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

/** The newest run that has something to show; else the newest of all. */
function newest(runs: readonly SeenRun[]): SeenRun | undefined {
  return (
    [...runs].reverse().find(run => run.log.history.hasStory) ?? runs.at(-1)
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

function RunSelect({
  label,
  runs,
  run,
  trans,
  onChoose
}: {
  readonly label: string;
  readonly runs: readonly SeenRun[];
  readonly run: SeenRun;
  readonly trans: TranslationBundle;
  readonly onChoose: (run: string) => void;
}): React.JSX.Element {
  return (
    <label className="aio-Compare-choice">
      {label}
      <select
        className="aio-Header-run"
        value={run.id}
        onChange={event => onChoose(event.currentTarget.value)}
      >
        {[...runs].reverse().map(each => (
          <option key={each.id} value={each.id}>
            {runTitle(each, trans)}
          </option>
        ))}
      </select>
    </label>
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

/** The runs of a session, looked at anew some time after each change; a hidden view does not look. */
function useRuns(
  session: Session,
  hidden: boolean
): { readonly runs: readonly SeenRun[]; readonly version: unknown } {
  const [version, setVersion] = React.useState(session.snapshot);
  React.useEffect(() => {
    if (hidden) {
      return;
    }
    setVersion(session.snapshot());
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = session.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = null;
        setVersion(session.snapshot());
      }, LOOK);
    });
    return () => {
      stop();
      if (timer !== null) {
        clearTimeout(timer);
      }
    };
  }, [session, hidden]);
  return { runs: version.runs, version };
}
