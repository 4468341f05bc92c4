/**
 * The Tasks panel: header, sentences and the run that is shown, over one session.
 *
 * A hidden panel does no work: it lets go of the session and keeps what it showed last.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Session, Snapshot } from '../../model/session';
import type { ScopeHost } from '../kit/view';
import { Header } from './header';
import { Run } from './run';
import type { Sentence } from './sentences';
import { sentences } from './sentences';

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
        host={host}
        onShow={run => session.show(run)}
        onForget={run => session.forget(run)}
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
          host={host}
          hidden={hidden}
        />
      )}
    </div>
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
