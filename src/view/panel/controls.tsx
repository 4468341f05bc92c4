/** The buttons that move the cursor: to the change and the moment before, play, to the moment and the change after; speed. */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Playback } from '../../model/playback';
import { SPEEDS } from '../../model/playback';
import type { Session } from '../../model/session';
import type { Move, Moves } from './moves';
import { KEYS, keyName, moveName } from './moves';

export interface ControlsProps {
  readonly session: Session;
  readonly moves: Moves;
  readonly playback: Playback;
  /** A task is selected: without one there are no changes to go to. */
  readonly hasTask: boolean;
  readonly trans: TranslationBundle;
}

/** Drawings of 16 by 16, in the colour of the text. */
const DRAWINGS = {
  previousChange: 'M3 3h1.6v10H3zM13 3v10L9 8zM8.5 3v10l-4-5z',
  previousMoment: 'M4 3h1.6v10H4zM12.5 3v10L6 8z',
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  nextMoment: 'M10.4 3H12v10h-1.6zM3.5 3v10L10 8z',
  nextChange: 'M11.4 3H13v10h-1.6zM3 3v10l4-5zM7.5 3v10l4-5z'
} as const;

export function Controls(props: ControlsProps): React.JSX.Element {
  const { session, moves, playback, hasTask, trans } = props;
  const { playing, speed } = playback;

  const button = (
    move: Move & keyof typeof DRAWINGS,
    name = moveName(move, trans),
    title = name
  ): React.JSX.Element => {
    const act = moves[move];
    const pause = move === 'play' && playing;
    return (
      <button
        type="button"
        className="aio-Button aio-Controls-button"
        aria-label={name}
        aria-keyshortcuts={move === 'play' ? 'Space' : KEYS[move]}
        title={trans.__('%1 (%2)', title, keyName(move, trans))}
        disabled={act === null}
        onClick={act ?? undefined}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={DRAWINGS[pause ? 'pause' : move]} fill="currentColor" />
        </svg>
      </button>
    );
  };
  const change = (move: 'previousChange' | 'nextChange'): React.JSX.Element =>
    button(
      move,
      moveName(move, trans),
      hasTask
        ? undefined
        : trans.__('Select a task to go from one of its changes to the next')
    );

  return (
    <div
      className="aio-Controls"
      role="group"
      aria-label={trans.__('Playback')}
    >
      {change('previousChange')}
      {button('previousMoment')}
      {button('play', playing ? trans.__('Pause') : trans.__('Play'))}
      {button('nextMoment')}
      {change('nextChange')}
      <select
        className="aio-Controls-speed"
        aria-label={trans.__('Speed')}
        title={trans.__('Speed, against the time at which it was recorded')}
        value={speed}
        onChange={event => {
          const chosen = Number(event.currentTarget.value);
          session.setSpeed(SPEEDS.find(each => each === chosen) ?? speed);
        }}
      >
        {SPEEDS.map(each => (
          <option key={each} value={each}>
            {`${each}×`}
          </option>
        ))}
      </select>
    </div>
  );
}
