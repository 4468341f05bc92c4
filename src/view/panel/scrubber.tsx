/**
 * Moves the cursor through a run: a slider, steps to the moment before and after, and back to the end.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { firstAfter, lastBefore } from '../../model/search';
import { formatTime } from '../kit/time';

export interface ScrubberProps {
  readonly history: History;
  /** null: live. */
  readonly time: number | null;
  readonly trans: TranslationBundle;
  readonly onMove: (time: number | null) => void;
}

export function Scrubber(props: ScrubberProps): React.JSX.Element {
  const { history, time, trans, onMove } = props;
  const end = history.now;
  const at = Math.min(time ?? end, end);
  const before = lastBefore(history.moments, at);
  const after = firstAfter(history.moments, at);
  const isLive = time === null;

  // A nanosecond a key press would never arrive: the arrow keys go from moment to moment.
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const moves: Readonly<Record<string, number | null>> = {
      ArrowLeft: before ?? 0,
      ArrowDown: before ?? 0,
      ArrowRight: after,
      ArrowUp: after,
      PageDown: Math.max(0, at - end / 10),
      PageUp: at + end / 10,
      Home: 0,
      End: null
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      onMove(to);
    }
  };

  return (
    <div className="aio-Scrubber" role="group" aria-label={trans.__('Replay')}>
      <button
        type="button"
        className="aio-Button"
        aria-label={trans.__('Previous moment')}
        title={trans.__('Previous moment')}
        disabled={before === null}
        onClick={() => onMove(before)}
      >
        ◀
      </button>
      <button
        type="button"
        className="aio-Button"
        aria-label={trans.__('Next moment')}
        title={trans.__('Next moment')}
        disabled={after === null}
        onClick={() => onMove(after)}
      >
        ▶
      </button>
      <input
        type="range"
        className="aio-Scrubber-slider"
        aria-label={trans.__('Time')}
        aria-valuetext={
          isLive
            ? trans.__('at the end, %1', formatTime(end))
            : trans.__('%1 of %2', formatTime(at), formatTime(end))
        }
        min={0}
        max={Math.max(1, end)}
        value={at}
        onChange={event => onMove(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
      />
      <span className="aio-Scrubber-time" aria-hidden="true">
        {formatTime(at)}
      </span>
      <button
        type="button"
        className="aio-Button"
        aria-pressed={isLive}
        title={trans.__('Return to the end and follow it')}
        onClick={() => onMove(null)}
      >
        {trans.__('Live')}
      </button>
    </div>
  );
}
