/** The marks of progress: a shape and a word each, so that neither colour nor shape alone carries the meaning. */
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { type Stage, STAGES } from './progress';

interface StageMarkProps {
  readonly stage: Stage;
  readonly trans: TranslationBundle;
}

/** One mark: what has been reached. */
export function StageMark({
  stage,
  trans
}: StageMarkProps): React.ReactElement {
  return (
    <span className={`aio-mark aio-mark-${stage}`}>
      <Shape stage={stage} />
      {stageName(stage, trans)}
    </span>
  );
}

interface StageLineProps {
  readonly reached: readonly Stage[];
  readonly trans: TranslationBundle;
}

/** All three marks of a concept, the reached ones among them; read aloud as the reached ones only. */
export function StageLine({
  reached,
  trans
}: StageLineProps): React.ReactElement {
  return (
    <ul className="aio-stages" aria-label={trans.__('Your progress')}>
      {STAGES.map(stage => (
        <li
          key={stage}
          className={reached.includes(stage) ? undefined : 'aio-mark-missing'}
          aria-hidden={!reached.includes(stage)}
        >
          <StageMark stage={stage} trans={trans} />
        </li>
      ))}
    </ul>
  );
}

function stageName(stage: Stage, trans: TranslationBundle): string {
  switch (stage) {
    case 'read':
      return trans.__('read');
    case 'run':
      return trans.__('run');
    case 'passed':
      return trans.__('passed');
  }
}

/** A ring, a triangle, a tick. */
function Shape({ stage }: { readonly stage: Stage }): React.ReactElement {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      {stage === 'read' && (
        <circle cx="5" cy="5" r="3.5" fill="none" strokeWidth="1.5" />
      )}
      {stage === 'run' && <path d="M2 1 L9 5 L2 9 Z" strokeWidth="0" />}
      {stage === 'passed' && (
        <path d="M1 5.5 L4 8.500 L9 1.500" fill="none" strokeWidth="2" />
      )}
    </svg>
  );
}
