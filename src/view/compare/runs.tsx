/**
 * The runs that can be compared: those of one notebook first, then those of others that are open.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { SeenRun, Session } from '../../model/session';
import { short } from '../kit/short';
import { runTitle } from '../panel/sentences';

/** Milliseconds between two looks at a run that goes on. */
const LOOK = 500;

/** A notebook and its runs. */
export interface Source {
  readonly name: string;
  readonly session: Session;
}

/** The runs of one notebook that have tasks, oldest first. */
export interface Group {
  readonly name: string;
  readonly runs: readonly SeenRun[];
}

/** All that can be compared. */
export function comparable(groups: readonly Group[]): SeenRun[] {
  return groups.flatMap(group => group.runs);
}

/**
 * The newest run but this one that has something to show, else the newest of all: of the first notebook that has any, since
 * nothing says which of two notebooks ran last.
 */
export function newest(
  groups: readonly Group[],
  but?: SeenRun
): SeenRun | undefined {
  for (const { runs } of groups) {
    const others = runs.filter(run => run !== but).reverse();
    const found = others.find(run => run.log.history.hasStory) ?? others[0];
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** The runs of notebooks, looked at anew some time after each change; a hidden view does not look. */
export function useRuns(
  sources: readonly Source[],
  hidden: boolean
): { readonly groups: readonly Group[]; readonly version: unknown } {
  const [version, setVersion] = React.useState({});
  const [groups, setGroups] = React.useState(() => groupsOf(sources));
  React.useEffect(() => {
    if (hidden) {
      return;
    }
    const look = (): void => {
      setGroups(groupsOf(sources));
      setVersion({});
    };
    look();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stops = sources.map(({ session }) =>
      session.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = null;
          look();
        }, LOOK);
      })
    );
    return () => {
      stops.forEach(stop => stop());
      if (timer !== null) {
        clearTimeout(timer);
      }
    };
  }, [sources, hidden]);
  return { groups, version };
}

/** Two notebooks on one kernel see the same runs: they are listed with the first. */
function groupsOf(sources: readonly Source[]): Group[] {
  const listed = new Set<string>();
  return sources.map(({ name, session }) => {
    const runs = session
      .snapshot()
      .runs.filter(
        ({ id, log }) => log.history.tasks.length > 0 && !listed.has(id)
      );
    runs.forEach(({ id }) => listed.add(id));
    return { name, runs };
  });
}

/** A choice among the runs, newest first; under the names of their notebooks, if they are of several. */
export function RunSelect({
  label,
  groups,
  run,
  trans,
  onChoose
}: {
  readonly label: string;
  readonly groups: readonly Group[];
  readonly run: SeenRun;
  readonly trans: TranslationBundle;
  readonly onChoose: (run: string) => void;
}): React.JSX.Element {
  const filled = groups.filter(({ runs }) => runs.length > 0);
  const options = ({ runs }: Group): React.JSX.Element[] =>
    [...runs].reverse().map(each => (
      <option key={each.id} value={each.id}>
        {runTitle(each, trans)}
      </option>
    ));
  return (
    <label className="aio-Compare-choice">
      {label}
      <select
        className="aio-Header-run"
        value={run.id}
        onChange={event => onChoose(event.currentTarget.value)}
      >
        {filled.length === 1
          ? filled.map(options)
          : filled.map((group, index) => (
              <optgroup key={index} label={short(group.name)}>
                {options(group)}
              </optgroup>
            ))}
      </select>
    </label>
  );
}
