/**
 * Every fixture in every view, small, on one page: `?all=1`. What throws is caught in its own box, which says so and has
 * `data-failed`; the journeys' gallery spec looks for that, and for boxes in which nothing is drawn.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Session } from '../src/model/session';
import { stateAt } from '../src/model/state';
import type { Fact } from '../src/protocol/events';
import type { ScopeHost, ViewProps } from '../src/view/kit/view';
import { Words } from '../src/view/kit/words';
import { VIEWS } from '../src/view/panel/views';
import { Tree } from '../src/view/tree/body';
import type { Fixtures } from './fixtures';
import { receive } from './fixtures';

const BODIES: readonly {
  readonly id: string;
  readonly Body: (props: ViewProps) => React.JSX.Element | null;
}[] = [{ id: 'tree', Body: Tree }, ...VIEWS];

const HOST: ScopeHost = {
  watch: () => undefined,
  jump: () => undefined,
  cancel: () => undefined,
  whyNotCancel: () => null,
  openConcept: () => undefined
};

export function Overview({
  fixtures,
  trans
}: {
  readonly fixtures: Fixtures;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <main className="overview">
      {[...fixtures].map(([name, facts]) => (
        <Fixture key={name} name={name} facts={facts} trans={trans} />
      ))}
    </main>
  );
}

/** One fixture half way, its first task selected, so that every view has something to say. */
function Fixture({
  name,
  facts,
  trans
}: {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly trans: TranslationBundle;
}): React.JSX.Element | null {
  const session = React.useMemo(() => {
    const made = new Session();
    const end = facts.at(-1)?.t ?? 0;
    receive(made, facts, end);
    made.moveTo(end / 2);
    const first = made.snapshot().shown?.log.history.tasks[0];
    made.select(first?.id ?? null);
    return made;
  }, [facts]);
  const snapshot = React.useSyncExternalStore(
    session.subscribe,
    session.snapshot
  );
  const log = snapshot.shown?.log;
  if (!log) {
    return null;
  }
  const { history } = log;
  const props: ViewProps = {
    history,
    version: snapshot,
    state: stateAt(log, snapshot.cursor),
    words: new Words(history, trans),
    trans,
    cursor: snapshot.cursor,
    host: HOST,
    onSelect: task => session.select(task),
    onMove: time => session.moveTo(time)
  };
  return (
    <section>
      <h2>{name}</h2>
      <div className="boxes">
        {BODIES.map(({ id, Body }) => (
          <div key={id} className="box" data-fixture={name} data-box={id}>
            <Caught>
              <Body {...props} />
            </Caught>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Says what was thrown below it, where it would have been drawn. */
class Caught extends React.Component<
  { readonly children: React.ReactNode },
  { readonly said: string | null }
> {
  static getDerivedStateFromError(error: unknown): { said: string } {
    return { said: String(error) };
  }

  override render(): React.ReactNode {
    const { said } = this.state;
    if (said !== null) {
      return <p data-failed="true">{said}</p>;
    }
    return this.props.children;
  }

  override readonly state: { readonly said: string | null } = { said: null };
}
