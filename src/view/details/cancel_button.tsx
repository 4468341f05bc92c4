/** Cancels the task that the details are about; where that cannot be done now, it says why. */
import React from 'react';
import type { ViewProps } from '../kit/view';

export function CancelButton({
  task,
  host,
  trans
}: Pick<ViewProps, 'host' | 'trans'> & {
  readonly task: number;
}): React.JSX.Element {
  const reason = React.useId();
  const why = host.whyNotCancel(task);
  return (
    <p className="aio-Details-cancel">
      <button
        type="button"
        className="aio-Button"
        disabled={why !== null}
        aria-describedby={why === null ? undefined : reason}
        onClick={() => host.cancel(task)}
      >
        {trans.__('Cancel this task')}
      </button>
      {why !== null && <span id={reason}>{why}</span>}
    </p>
  );
}
