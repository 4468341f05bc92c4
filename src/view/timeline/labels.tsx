/**
 * The names left of the lanes. They stand in the page, not on the canvas, and scroll; the loop's stays on top.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Slice } from '../kit/size';
import type { Words } from '../kit/words';
import { LANE } from './layout';
import type { Rows } from './rows';
import { workerName } from './worker_words';

/** Depth of the tree that is shown by indenting. */
const DEEPEST = 8;

export interface LabelsProps {
  readonly rows: Rows;
  readonly slice: Slice;
  readonly width: number;
  readonly selected: number | null;
  readonly words: Words;
  readonly trans: TranslationBundle;
  readonly onSelect: (task: number) => void;
}

export function Labels(props: LabelsProps): React.JSX.Element {
  const { rows, slice, width, selected, words, trans, onSelect } = props;
  const first = rows.workers.length;
  const at = (row: number): React.CSSProperties => ({
    top: (row + 1) * LANE,
    height: LANE,
    lineHeight: `${LANE}px`
  });
  const from = Math.max(0, slice.from - first);
  return (
    <div className="aio-Timeline-labels" aria-hidden="true" style={{ width }}>
      <div
        className="aio-Timeline-loop"
        style={{ height: LANE, lineHeight: `${LANE}px` }}
      >
        {trans.__('event loop')}
      </div>
      {rows.workers.slice(slice.from, slice.to).map((worker, index) => (
        <div
          key={worker.key}
          className="aio-Timeline-label aio-mod-worker"
          style={at(slice.from + index)}
          title={workerName(worker, trans)}
        >
          {workerName(worker, trans)}
        </div>
      ))}
      {rows.tasks
        .slice(from, Math.max(0, slice.to - first))
        .map(({ task, depth }, index) => (
          <div
            key={task.id}
            className={`aio-Timeline-label${task.id === selected ? ' aio-mod-selected' : ''}`}
            style={{
              ...at(first + from + index),
              paddingLeft: 6 + Math.min(depth, DEEPEST) * 8
            }}
            title={words.task(task)}
            onClick={() => onSelect(task.id)}
          >
            {words.task(task)}
          </div>
        ))}
    </div>
  );
}
