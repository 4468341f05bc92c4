/**
 * The Tasks panel: header, sentences, task tree, timeline and scrubber over one session.
 *
 * A hidden panel does no work: it lets go of the session and keeps what it showed last.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Place } from '../../model/records';
import type { Session, Snapshot } from '../../model/session';
import { stateAt } from '../../model/state';
import { Words } from '../kit/words';
import { Timeline } from '../timeline/body';
import { Tree } from '../tree/body';
import { Header } from './header';
import { Scrubber } from './scrubber';
import type { Sentence } from './sentences';
import { sentences } from './sentences';

export interface TasksPanelProps {
  readonly session: Session;
  readonly trans: TranslationBundle;
  /** The reader wants every cell recorded from now on, or no longer. */
  readonly onWatch: (on: boolean) => void;
  /** The reader asks for a place in the code. */
  readonly onJump: (place: Place) => void;
  /** The panel cannot be seen. */
  readonly hidden?: boolean;
}

export function TasksPanel(props: TasksPanelProps): React.JSX.Element {
  const { session, trans, onWatch, onJump, hidden = false } = props;
  const snapshot = useSnapshot(session, hidden);
  const said = sentences(snapshot, trans);
  const hasTasks = (snapshot.shown?.log.history.tasks.length ?? 0) > 0;
  return (
    <div className={`aio-Panel${hasTasks ? '' : ' aio-mod-empty'}`}>
      <Header
        snapshot={snapshot}
        trans={trans}
        onWatch={onWatch}
        onShow={run => session.show(run)}
      />
      {said.length > 0 && (
        <div className="aio-Sentences">
          {said.map(sentence => (
            <Said key={sentence.text} sentence={sentence} />
          ))}
        </div>
      )}
      {hasTasks && (
        <Run
          session={session}
          snapshot={snapshot}
          trans={trans}
          onJump={onJump}
        />
      )}
    </div>
  );
}

interface RunProps {
  readonly session: Session;
  readonly snapshot: Snapshot;
  readonly trans: TranslationBundle;
  readonly onJump: (place: Place) => void;
}

function Run({
  session,
  snapshot,
  trans,
  onJump
}: RunProps): React.JSX.Element | null {
  const { shown, cursor } = snapshot;
  const log = shown?.log;
  const words = React.useMemo(
    () => (log ? new Words(log.history, trans) : null),
    [log, trans]
  );
  // The snapshot is replaced whenever the log has grown.
  const state = React.useMemo(
    () => (log ? stateAt(log, cursor) : null),
    [log, cursor, snapshot]
  );
  if (!shown || !log || !words || !state) {
    return null;
  }
  const { history } = log;
  const select = (task: number): void => session.select(task);
  const move = (time: number | null): void => session.moveTo(time);
  return (
    // Another run is another tree: what was folded or zoomed there means nothing here.
    <React.Fragment key={shown.id}>
      <div className="aio-Views">
        <Tree
          state={state}
          history={history}
          words={words}
          trans={trans}
          selected={cursor.selected}
          onSelect={select}
          onJump={onJump}
        />
        <Timeline
          history={history}
          version={snapshot}
          words={words}
          trans={trans}
          cursor={cursor}
          onSelect={select}
          onMove={move}
        />
      </div>
      <Scrubber
        history={history}
        time={cursor.time}
        trans={trans}
        onMove={move}
      />
    </React.Fragment>
  );
}

function Said({
  sentence
}: {
  readonly sentence: Sentence;
}): React.JSX.Element {
  const { text, code, alarm } = sentence;
  return (
    <p
      className={`aio-Sentence${alarm ? ' aio-mod-alarm' : ''}`}
      role={alarm ? 'alert' : 'status'}
    >
      {text}
      {code !== null && <code className="aio-Sentence-code">{code}</code>}
    </p>
  );
}

/** The session's snapshot; while hidden the last one, and no subscription. */
function useSnapshot(session: Session, hidden: boolean): Snapshot {
  const kept = React.useRef<{ session: Session; snapshot: Snapshot } | null>(
    null
  );
  const subscribe = React.useCallback(
    (listener: () => void) =>
      hidden ? () => undefined : session.subscribe(listener),
    [session, hidden]
  );
  const read = (): Snapshot =>
    hidden && kept.current?.session === session
      ? kept.current.snapshot
      : session.snapshot();
  const snapshot = React.useSyncExternalStore(subscribe, read);
  React.useEffect(() => {
    kept.current = { session, snapshot };
  });
  return snapshot;
}
