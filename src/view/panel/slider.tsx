/** The slider of time, with what stands out in the run marked above it. */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import type { Landmark } from './landmarks';
import { landmarksOf, landmarksSaid } from './landmarks';
import type { Moves } from './moves';

export interface SliderProps {
  readonly history: History;
  /** Changes whenever the history has grown. */
  readonly facts: number;
  /** null: live. */
  readonly time: number | null;
  readonly moves: Moves;
  readonly words: Words;
  readonly trans: TranslationBundle;
  readonly onMove: (time: number | null) => void;
}

export function Slider(props: SliderProps): React.JSX.Element {
  const { history, facts, time, moves, words, trans, onMove } = props;
  const end = history.now;
  const at = Math.min(time ?? end, end);
  const id = React.useId();
  const marks = React.useMemo(
    () => landmarksOf(history, words, trans),
    [history, facts, words, trans]
  );

  // A nanosecond a key press would never arrive: the arrow keys go from moment to moment.
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const acts: Readonly<Record<string, (() => void) | null>> = {
      ArrowLeft: moves.previousMoment ?? moves.start,
      ArrowDown: moves.previousMoment ?? moves.start,
      ArrowRight: moves.nextMoment ?? moves.live,
      ArrowUp: moves.nextMoment ?? moves.live,
      PageDown: () => onMove(Math.max(0, at - end / 10)),
      PageUp: () => onMove(at + end / 10)
    };
    const act = acts[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  };

  return (
    <div className="aio-Slider">
      <div className="aio-Slider-marks" aria-hidden="true">
        {marks.map((mark, index) => (
          <Mark
            key={index}
            mark={mark}
            end={Math.max(1, end)}
            onTake={() => onMove(mark.start)}
          />
        ))}
      </div>
      <input
        type="range"
        className="aio-Slider-input"
        aria-label={trans.__('Time')}
        aria-valuetext={
          time === null
            ? trans.__('at the end, %1', formatTime(end))
            : trans.__('%1 of %2', formatTime(at), formatTime(end))
        }
        aria-describedby={id}
        min={0}
        max={Math.max(1, end)}
        value={at}
        onChange={event => onMove(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
      />
      <span id={id} hidden>
        {landmarksSaid(history, trans)}
      </span>
    </div>
  );
}

interface MarkProps {
  readonly mark: Landmark;
  readonly end: number;
  readonly onTake: () => void;
}

/** The findings are a view of their own, so a mark is for the pointer alone. */
function Mark({ mark, end, onTake }: MarkProps): React.JSX.Element {
  const { kind, start, title } = mark;
  return (
    <span
      className={`aio-Slider-mark aio-mod-${kind}`}
      style={{
        left: `${(start / end) * 100}%`,
        width: kind === 'blocked' ? `${((mark.end - start) / end) * 100}%` : 0
      }}
      title={title}
      onClick={onTake}
    />
  );
}
