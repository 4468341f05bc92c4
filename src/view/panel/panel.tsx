/**
 * The Tasks panel: header, sentences, task tree, the pane of views and scrubber over one session.
 *
 * A hidden panel does no work: it lets go of the session and keeps what it showed last.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Session, Snapshot } from '../../model/session';
import { stateAt } from '../../model/state';
import type { ScopeHost, ViewProps } from '../kit/view';
import { Words } from '../kit/words';
import { Tree } from '../tree/body';
import { Header } from './header';
import { Scrubber } from './scrubber';
import type { Sentence } from './sentences';
import { sentences } from './sentences';
import { Pane } from './tabs';

export interface TasksPanelProps {
  readonly session: Session;
  readonly trans: TranslationBundle;
  readonly host: ScopeHost;
  /** The panel cannot be seen. */
  readonly hidden?: boolean;
}

export function TasksPanel(props: TasksPanelProps): React.JSX.Element {
  const { session, trans, host, hidden = false } = props;
  const snapshot = useSnapshot(session, hidden);
  const said = sentences(snapshot, trans);
  const hasTasks = (snapshot.shown?.log.history.tasks.length ?? 0) > 0;
  return (
    <div className={`aio-Panel${hasTasks ? '' : ' aio-mod-empty'}`}>
      <Header
        snapshot={snapshot}
        trans={trans}
        onWatch={on => host.watch(on)}
        onShow={run => session.show(run)}
        onExport={host.exportRun && (() => host.exportRun?.())}
      />
      {said.length > 0 && (
        <div className="aio-Sentences">
          {said.map(sentence => (
            <Said key={sentence.text} sentence={sentence} />
          ))}
        </div>
      )}
      {hasTasks && (
        <Run session={session} snapshot={snapshot} trans={trans} host={host} />
      )}
    </div>
  );
}

interface RunProps {
  readonly session: Session;
  readonly snapshot: Snapshot;
  readonly trans: TranslationBundle;
  readonly host: ScopeHost;
}

function Run({
  session,
  snapshot,
  trans,
  host
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
  const move = (time: number | null): void => session.moveTo(time);
  const props: ViewProps = {
    history,
    version: snapshot,
    state,
    words,
    trans,
    cursor,
    host,
    onSelect: task => session.select(task),
    onMove: move
  };
  return (
    // Another run is another tree: what was folded or zoomed there means nothing here.
    <React.Fragment key={shown.id}>
      <div className="aio-Views">
        <Tree {...props} />
        <Pane {...props} />
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
