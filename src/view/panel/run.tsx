/** One run: tree and pane with the separator between them, and the scrubber. All of them stand at the same cursor. */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Session, Snapshot } from '../../model/session';
import { stateAt } from '../../model/state';
import type { ScopeHost, ViewProps } from '../kit/view';
import { Words } from '../kit/words';
import { Tree } from '../tree/body';
import { moveOfKey, movesOf } from './moves';
import { usePlaying } from './playing';
import { Scrubber } from './scrubber';
import { Split } from './split';
import { Pane } from './tabs';

export interface RunProps {
  readonly session: Session;
  readonly snapshot: Snapshot;
  readonly trans: TranslationBundle;
  readonly host: ScopeHost;
  readonly hidden: boolean;
}

export function Run(props: RunProps): React.JSX.Element | null {
  const { session, snapshot, trans, host, hidden } = props;
  const { shown, cursor, playback } = snapshot;
  const log = shown?.log;
  const [helpOpen, setHelpOpen] = React.useState(false);
  const words = React.useMemo(
    () => (log ? new Words(log.history, trans) : null),
    [log, trans]
  );
  // The snapshot is replaced whenever the log has grown.
  const state = React.useMemo(
    () => (log ? stateAt(log, cursor) : null),
    [log, cursor, snapshot]
  );
  usePlaying(session, playback.playing && !hidden);
  if (!shown || !log || !words || !state) {
    return null;
  }
  const { history } = log;
  const moves = movesOf(session, snapshot);
  const view: ViewProps = {
    history,
    version: snapshot,
    state,
    words,
    trans,
    cursor,
    host,
    onSelect: task => session.select(task),
    onMove: time => session.moveTo(time)
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.defaultPrevented) {
      return;
    }
    const move = moveOfKey(event);
    if (move !== null) {
      event.preventDefault();
      event.stopPropagation();
      moves[move]?.();
    } else if (isHelp(event)) {
      event.preventDefault();
      setHelpOpen(!helpOpen);
    }
  };

  return (
    // A press on a part that takes no focus leaves it here, so that the keys go on working.
    <div className="aio-Run" tabIndex={-1} onKeyDown={onKeyDown}>
      <Split
        // Another run is another tree: what was folded or zoomed there means nothing here.
        key={shown.id}
        trans={trans}
        first={<Tree {...view} />}
        second={<Pane {...view} />}
      />
      <Scrubber
        session={session}
        snapshot={snapshot}
        history={history}
        facts={log.facts.length}
        moves={moves}
        words={words}
        trans={trans}
        helpOpen={helpOpen}
        onHelp={setHelpOpen}
      />
    </div>
  );
}

function isHelp(event: React.KeyboardEvent): boolean {
  return (
    event.key === '?' &&
    event.target instanceof Element &&
    !event.target.matches('input:not([type="range"]), textarea, select')
  );
}
