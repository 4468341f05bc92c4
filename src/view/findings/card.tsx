/**
 * One finding: what, where, when and who as links into the run and the code; then the evidence, why it matters, and
 * how to mend it.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Place } from '../../model/records';
import type { Card, Course, Severity } from './layout';

export interface CardProps {
  readonly card: Card;
  readonly trans: TranslationBundle;
  /** Its task is the selected one. */
  readonly selected: boolean;
  readonly onSelect: (task: number) => void;
  readonly onMove: (time: number) => void;
  readonly onJump: (place: Place) => void;
  readonly onLearn: (concept: string) => void;
  /** Inserts an example and watches it; null: there is no notebook to insert it into. */
  readonly onWatch: ((course: Course) => void) | null;
}

export function FindingCard(props: CardProps): React.JSX.Element {
  const { card, trans, selected, onWatch } = props;
  const { place, task, at, course } = card;
  return (
    <article
      className={`aio-Finding aio-mod-${card.severity}${selected ? ' aio-mod-selected' : ''}`}
    >
      <h4 className="aio-Finding-message">
        <SeveritySymbol severity={card.severity} />
        <span>{card.message}</span>
      </h4>
      <div className="aio-Finding-links">
        {place && (
          <Link
            label={place.label}
            title={trans.__('Show this line')}
            onPress={() => props.onJump(place.place)}
          />
        )}
        {task && (
          <Link
            label={task.label}
            title={trans.__('Select this task')}
            onPress={() => props.onSelect(task.id)}
          />
        )}
        <Link
          label={at.label}
          title={trans.__('Show this instant')}
          onPress={() => props.onMove(at.time)}
        />
      </div>
      <dl className="aio-Finding-parts">
        <Part term={trans.__('Seen')}>{card.evidence}</Part>
        <Part term={trans.__('Why it matters')}>{card.why}</Part>
        <Part term={trans.__('What to do')}>{card.fix}</Part>
      </dl>
      {card.snippet !== '' && (
        <pre
          className="aio-Finding-snippet"
          tabIndex={0}
          aria-label={trans.__('The fix as code')}
        >
          <code>{card.snippet}</code>
        </pre>
      )}
      {course && (
        <div className="aio-Finding-links">
          <Link
            label={trans.__('Learn more in the course')}
            title={course.concept}
            onPress={() => props.onLearn(course.concept)}
          />
          {onWatch && (
            <Link
              label={trans.__('Watch its example')}
              title={trans.__(
                'Insert an example of it below the active cell, run it and watch its tasks'
              )}
              onPress={() => onWatch(course)}
            />
          )}
        </div>
      )}
    </article>
  );
}

function Part({
  term,
  children
}: {
  readonly term: string;
  readonly children: string;
}): React.JSX.Element | null {
  return children === '' ? null : (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Link({
  label,
  title,
  onPress
}: {
  readonly label: string;
  readonly title: string;
  readonly onPress: () => void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="aio-Finding-link"
      title={title}
      onClick={onPress}
    >
      {label}
    </button>
  );
}

const SHAPES: Readonly<Record<Severity, React.ReactNode>> = {
  error: (
    <>
      <path d="M4 1 H10 L13 4 V10 L10 13 H4 L1 10 V4 Z" fill="currentColor" />
      <path
        d="M4.5 4.5 L9.5 9.5 M9.5 4.5 L4.5 9.5"
        className="aio-Finding-sign"
      />
    </>
  ),
  warning: (
    <>
      <path d="M7 1 L13.5 13 H0.5 Z" fill="currentColor" />
      <path d="M7 5 V9 M7 10.4 V11.6" className="aio-Finding-sign" />
    </>
  ),
  info: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path d="M7 6.2 V10.5 M7 3.4 V4.8" className="aio-Finding-sign" />
    </>
  )
};

/** Told apart by shape; the heading of the group says it in words. */
function SeveritySymbol({
  severity
}: {
  readonly severity: Severity;
}): React.JSX.Element {
  return (
    <svg
      className="aio-Finding-symbol"
      viewBox="0 0 14 14"
      width="14"
      height="14"
      aria-hidden="true"
    >
      {SHAPES[severity]}
    </svg>
  );
}
