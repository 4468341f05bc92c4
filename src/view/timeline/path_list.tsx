/**
 * The critical path in words, below the lanes: its longest stages in the order of time, each a button that selects task and instant.
 */
import React from 'react';
import type { CriticalPath } from '../../model/critical_path';
import type { Stage } from '../../model/path_stages';
import { formatTime } from '../kit/time';
import type { PathSpeech } from './path_words';
import {
  longestWords,
  nameOf,
  pathWords,
  shareOf,
  stageWords
} from './path_words';

/** Stages that are listed at most, and at least, however short. */
const MOST = 12;
const LEAST = 3;

/** What is shorter than this part of the path sets no run's time. */
const LITTLE = 0.01;

export interface PathListProps {
  readonly path: CriticalPath;
  readonly stages: readonly Stage[];
  readonly speech: PathSpeech;
  readonly selected: number | null;
  readonly onPick: (task: number, time: number) => void;
}

export function PathList(props: PathListProps): React.JSX.Element {
  const { path, stages, speech, selected, onPick } = props;
  const { trans } = speech;
  const { listed, left, time } = React.useMemo(
    () => longestStages(stages, LITTLE * (path.end - path.start)),
    [stages, path]
  );
  return (
    <section className="aio-Path" aria-label={trans.__('Critical path')}>
      <p className="aio-Path-head">
        {pathWords(path, stages, speech)} {longestWords(path, stages, speech)}
      </p>
      <ol className="aio-Path-stages">
        {listed.map(stage => (
          <li key={stage.start}>
            <button
              type="button"
              className="aio-Path-stage"
              aria-current={stage.task === selected ? 'true' : undefined}
              onClick={() => onPick(stage.task, instantOf(stage))}
            >
              <span className="aio-Path-share">
                {shareOf(stage.end - stage.start, path)}
              </span>
              <span className="aio-Path-name">
                {nameOf(stage.task, speech)}
              </span>{' '}
              {stageWords(stage, speech).join(' · ')}
            </button>
          </li>
        ))}
      </ol>
      {left > 0 && (
        <p className="aio-Path-rest">
          {trans._n(
            'And %1 shorter part, %2 in all.',
            'And %1 shorter parts, %2 in all.',
            left,
            formatTime(time)
          )}
        </p>
      )}
    </section>
  );
}

/** Within the longest part that a stage has: there its task says why. */
function instantOf({ sums, start }: Stage): number {
  const part = sums[0]?.first;
  return part ? Math.floor((part.start + part.end) / 2) : start;
}

/** The longest stages, in the order of time, and what is left. */
function longestStages(
  stages: readonly Stage[],
  least: number
): {
  readonly listed: readonly Stage[];
  readonly left: number;
  readonly time: number;
} {
  const length = ({ start, end }: Stage): number => end - start;
  const sorted = [...stages].sort((a, b) => length(b) - length(a));
  const long = sorted.filter(stage => length(stage) >= least).length;
  const count = Math.min(MOST, Math.max(LEAST, long));
  const rest = sorted.slice(count);
  return {
    listed: sorted.slice(0, count).sort((a, b) => a.start - b.start),
    left: rest.length,
    time: rest.reduce((sum, stage) => sum + length(stage), 0)
  };
}
