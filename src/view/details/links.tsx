/**
 * What leads on from the details: to another task, to another instant.
 */
import React from 'react';
import type { TaskHistory } from '../../model/records';
import { formatTime } from '../kit/time';
import type { ViewProps } from '../kit/view';

/** Selects the task that is spoken of. */
export function TaskLink({
  task,
  text,
  onSelect
}: ViewProps & {
  readonly task: TaskHistory;
  readonly text: string;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="aio-Link"
      onClick={() => onSelect(task.id)}
    >
      {text}
    </button>
  );
}

/** Moves the cursor to the instant that is spoken of. */
export function Instant({
  time,
  trans,
  onMove
}: ViewProps & { readonly time: number }): React.JSX.Element {
  const text = trans.__('at %1', formatTime(time));
  return (
    <button
      type="button"
      className="aio-Link aio-Details-dim"
      title={trans.__('Go to this instant')}
      onClick={() => onMove(time)}
    >
      {text}
    </button>
  );
}
