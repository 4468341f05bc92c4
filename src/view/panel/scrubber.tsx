/** Moves the cursor through a run: the controls, the slider, what time it is, back to the end, and the keys for all of it. */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import type { Session, Snapshot } from '../../model/session';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import { Controls } from './controls';
import { Help } from './help';
import type { Moves } from './moves';
import { KEYS, keyName, moveName } from './moves';
import { Slider } from './slider';

export interface ScrubberProps {
  readonly session: Session;
  readonly snapshot: Snapshot;
  readonly history: History;
  readonly facts: number;
  readonly moves: Moves;
  readonly words: Words;
  readonly trans: TranslationBundle;
  readonly helpOpen: boolean;
  readonly onHelp: (open: boolean) => void;
}

export function Scrubber(props: ScrubberProps): React.JSX.Element {
  const { session, snapshot, history, facts, moves, words, trans } = props;
  const { cursor, playback } = snapshot;
  const isLive = cursor.time === null;
  return (
    <div className="aio-Scrubber" role="group" aria-label={trans.__('Replay')}>
      <Controls
        session={session}
        moves={moves}
        playback={playback}
        hasTask={cursor.selected !== null}
        trans={trans}
      />
      <div className="aio-Scrubber-time">
        <Slider
          history={history}
          facts={facts}
          time={cursor.time}
          moves={moves}
          words={words}
          trans={trans}
          onMove={time => session.moveTo(time)}
        />
        <span className="aio-Scrubber-now" aria-hidden="true">
          {formatTime(Math.min(cursor.time ?? history.now, history.now))}
        </span>
        <button
          type="button"
          className="aio-Button"
          aria-pressed={isLive}
          aria-keyshortcuts={KEYS.live}
          title={trans.__(
            '%1 (%2)',
            moveName('live', trans),
            keyName('live', trans)
          )}
          onClick={moves.live ?? undefined}
        >
          {trans.__('Live')}
        </button>
        <Help open={props.helpOpen} trans={trans} onOpen={props.onHelp} />
      </div>
    </div>
  );
}
