/**
 * What the shapes on the lanes mean. Drawn as `paint.ts` draws them; those that few runs have stand here only where they occur.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { stateWord } from '../kit/words';
import type { Arrows } from './arrows';

/** A shape of the lanes; `mod` gives it its colour. */
function Entry({
  mod,
  text,
  children
}: {
  readonly mod: string;
  readonly text: string;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  return (
    <span className="aio-Legend-entry">
      <svg
        className={`aio-StateSymbol aio-mod-${mod}`}
        width="18"
        height="12"
        aria-hidden="true"
      >
        {children}
      </svg>
      {text}
    </span>
  );
}

export interface LegendProps {
  readonly history: History;
  /** null: there are no arrows. */
  readonly arrows: Arrows | null;
  readonly trans: TranslationBundle;
}

export function Legend({
  history,
  arrows,
  trans
}: LegendProps): React.JSX.Element {
  const { windows, blocks } = history.loop;
  const cancelling = React.useMemo(
    () => history.tasks.some(task => task.cancels.length > 0),
    // Ten thousand tasks are looked at when something happened to one, not at every frame.
    [history, history.moments.length]
  );
  return (
    <div className="aio-Legend">
      <Entry mod="running" text={stateWord('running', trans)}>
        <rect x="2" y="0" width="14" height="12" fill="currentColor" />
      </Entry>
      <Entry mod="ready" text={stateWord('ready', trans)}>
        <path
          d="M2.5 2.5 H15.5 V9.5 H2.5 Z M2.5 6 L6 2.5 M2.5 9.5 L9.5 2.5 M6.5 9.5 L13.5 2.5 M10.5 9.5 L15.5 4.5"
          fill="none"
          stroke="currentColor"
        />
      </Entry>
      <Entry mod="waiting" text={stateWord('waiting', trans)}>
        <rect x="0" y="5" width="18" height="2" fill="currentColor" />
      </Entry>
      <Entry mod="hold" text={trans.__('holds')}>
        <path
          d="M2 4 V9 H16 V4"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
        />
      </Entry>
      {arrows && (
        <Entry
          mod="ready"
          text={
            arrows.shown === 'all'
              ? trans.__('wakes')
              : trans.__('wakes (of the selected task)')
          }
        >
          <path d="M2 6 H12" stroke="currentColor" strokeWidth="2" />
          <path d="M10 2 L17 6 L10 10 Z" fill="currentColor" />
        </Entry>
      )}
      {windows.length > 0 && (
        <Entry mod="merged" text={stateWord('merged', trans)}>
          <path
            d="M1.5 0.5 H16.5 V11.5 H1.5 Z M1.5 9 L10 0.5 M6 11.5 L16.5 1"
            fill="none"
            stroke="currentColor"
          />
        </Entry>
      )}
      {blocks.length > 0 && (
        <Entry mod="blocked" text={trans.__('loop blocked')}>
          <path
            d="M2 1 H16 V11 H2 Z"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
          />
        </Entry>
      )}
      {cancelling && (
        <Entry mod="cancel" text={trans.__('cancel requested')}>
          <path d="M4 2 H14 L9 10 Z" fill="currentColor" />
        </Entry>
      )}
    </div>
  );
}
