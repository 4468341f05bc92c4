/** What stands below the list and the map: how far the reader is, what comes next, and the way to begin anew. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { type Course, shortTitle } from './course';
import { type Next, nextConcept } from './next';
import type { Progress, Stage } from './progress';

interface PartProps {
  readonly course: Course;
  readonly progress: Progress;
  readonly trans: TranslationBundle;
}

/** How far the reader is, in one line. */
export function Summary({
  course,
  progress,
  trans
}: PartProps): React.ReactElement {
  const count = (stage: Stage) =>
    course.concepts.filter(({ id }) => progress[id]?.includes(stage)).length;
  return (
    <p className="aio-summary">
      {trans.__(
        '%1 concepts: %2 read, %3 run, %4 passed',
        course.concepts.length,
        count('read'),
        count('run'),
        count('passed')
      )}
    </p>
  );
}

/** The concept to go on with. */
export function WhatNext({
  course,
  progress,
  trans,
  onOpen
}: PartProps & {
  readonly onOpen: (concept: string) => void;
}): React.ReactElement {
  const next = nextConcept(course, progress);
  if (!next) {
    return (
      <p className="aio-next">
        {trans.__('You have passed every exercise of the course.')}
      </p>
    );
  }
  return (
    <p className="aio-next">
      {whyWords(next, trans)}{' '}
      <button
        className="aio-link"
        onClick={() => {
          onOpen(next.concept.id);
        }}
      >
        {shortTitle(next.concept)}
      </button>
    </p>
  );
}

function whyWords({ why }: Next, trans: TranslationBundle): string {
  switch (why) {
    case 'start':
      return trans.__('Begin here:');
    case 'finish':
      return trans.__('Still open:');
    case 'go-on':
      return trans.__('Next:');
  }
}

/** Takes all marks away, after asking. */
export function ClearProgress({
  trans,
  onClear
}: {
  readonly trans: TranslationBundle;
  readonly onClear: () => void;
}): React.ReactElement {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button
        className="aio-link aio-clear"
        onClick={() => {
          setAsking(true);
        }}
      >
        {trans.__('Forget my progress…')}
      </button>
    );
  }
  const answer = (label: string, yes: boolean): React.ReactElement => (
    <button
      className="jp-mod-styled aio-button"
      autoFocus={!yes}
      onClick={() => {
        setAsking(false);
        if (yes) {
          onClear();
        }
      }}
    >
      {label}
    </button>
  );
  return (
    <div
      className="aio-clear"
      role="group"
      aria-label={trans.__('Forget my progress')}
    >
      <p>
        {trans.__(
          'All marks of what you read, ran and passed go away. Your notebooks stay as they are.'
        )}
      </p>
      {answer(trans.__('Forget'), true)} {answer(trans.__('Keep'), false)}
    </div>
  );
}
