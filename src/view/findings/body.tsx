/**
 * The findings of a run: cards by severity, and what the run cannot show. Without any it says what is looked for, so
 * that silence means something.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ViewProps } from '../kit/view';
import { FindingCard } from './card';
import { kindsOf } from './kinds';
import type { Course, Group } from './layout';
import { gapsOf, groupsOf } from './layout';

/** Cards of one severity that are built at first, and with each wish for more: a cell may leave thousands of tasks. */
const PAGE = 20;

export function Findings(props: ViewProps): React.JSX.Element {
  const { history, version, words, trans } = props;
  // The history grows in place: `version` tells that it has.
  const groups = React.useMemo(
    () => groupsOf(history, words, trans),
    [history, version, words, trans]
  );
  const gaps = React.useMemo(
    () => gapsOf(history, trans),
    [history, version, trans]
  );
  return (
    <div className="aio-Findings" tabIndex={-1}>
      {groups.length === 0 && (
        <Nothing ended={history.endedAt !== null} trans={trans} />
      )}
      {groups.map(group => (
        <Cards key={group.severity} group={group} {...props} />
      ))}
      {gaps.length > 0 && (
        <section className="aio-Findings-gaps">
          <h3>{trans.__('What this run cannot show')}</h3>
          <ul>
            {gaps.map(gap => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** How many there are, for the tab. */
export function countFindings({ history }: ViewProps): number {
  return history.findings.all.length;
}

function Cards({
  group,
  trans,
  cursor,
  host,
  onSelect,
  onMove
}: ViewProps & { readonly group: Group }): React.JSX.Element {
  const [most, setMost] = React.useState(PAGE);
  const id = React.useId();
  const more = group.cards.length - most;
  const watchExample = host.watchExample
    ? ({ concept, example }: Course) => host.watchExample?.(concept, example)
    : null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{group.title}</h3>
      <ul className="aio-Findings-list">
        {group.cards.slice(0, most).map(card => (
          <li key={card.key}>
            <FindingCard
              card={card}
              trans={trans}
              selected={card.task !== null && card.task.id === cursor.selected}
              onSelect={onSelect}
              onMove={onMove}
              onJump={place => host.jump(place)}
              onLearn={concept => host.openConcept(concept)}
              onWatch={watchExample}
            />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          className="aio-Button"
          onClick={() => setMost(most + PAGE)}
        >
          {trans._n('Show more (%1)', 'Show more (%1)', more)}
        </button>
      )}
    </section>
  );
}

function Nothing({
  ended,
  trans
}: {
  readonly ended: boolean;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <section>
      <p className="aio-Findings-nothing">
        {ended
          ? trans.__('Nothing was found in this run.')
          : trans.__(
              'Nothing has been found so far. Some things are certain only when the cell has ended.'
            )}
      </p>
      <h3>{trans.__('What is looked for')}</h3>
      <ul className="aio-Findings-kinds">
        {kindsOf(trans).map(kind => (
          <li key={kind.code} title={kind.why}>
            {kind.title}
          </li>
        ))}
      </ul>
    </section>
  );
}
