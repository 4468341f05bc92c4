/**
 * What the timeline keeps from frame to frame, because it costs as much as there are tasks or parts: the order of the
 * lanes, the critical path.
 */
import React from 'react';
import type { CriticalPath } from '../../model/critical_path';
import { criticalPath } from '../../model/critical_path';
import type { History } from '../../model/history';
import type { Stage } from '../../model/path_stages';
import { stagesOf } from '../../model/path_stages';
import { inTreeOrder } from './order';
import type { Rows } from './rows';
import { rowsOf } from './rows';
import type { Workers } from './workers';

/** The lanes in their order; another object only when there are more of them. */
export function useRows(history: History, workers: Workers): Rows {
  const count = history.tasks.length;
  const { all } = workers;
  // The history grows in place: the order changes with the number of tasks alone.
  const tasks = React.useMemo(
    () => inTreeOrder(history.tasks),
    [history, count]
  );
  return React.useMemo(() => rowsOf(all, tasks), [all, tasks]);
}

const NO_STAGES: readonly Stage[] = [];

/** The critical path and its stages, found again when the history has grown; null: not wanted, or there is none. */
export function usePath(
  history: History,
  isWanted: boolean
): { readonly path: CriticalPath | null; readonly stages: readonly Stage[] } {
  return React.useMemo(() => {
    const path = isWanted ? criticalPath(history) : null;
    return { path, stages: path ? stagesOf(path.parts) : NO_STAGES };
  }, [history, isWanted, history.now, history.moments.length]);
}
