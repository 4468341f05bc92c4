/**
 * What the shapes on the lanes mean. Drawn as `paint.ts` draws them.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { StateWord } from '../../model/records';
import { stateWord } from '../kit/words';

const SHAPES: readonly (readonly [StateWord, React.ReactNode])[] = [
  [
    'running',
    <rect key="" x="2" y="0" width="14" height="12" fill="currentColor" />
  ],
  [
    'ready',
    <path
      key=""
      d="M2.5 2.5 H15.5 V9.5 H2.5 Z M2.5 6 L6 2.5 M2.5 9.5 L9.5 2.5 M6.5 9.5 L13.5 2.5 M10.5 9.5 L15.5 4.5"
      fill="none"
      stroke="currentColor"
    />
  ],
  [
    'waiting',
    <rect key="" x="0" y="5" width="18" height="2" fill="currentColor" />
  ]
];

export function Legend({
  trans
}: {
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <div className="aio-Legend">
      {SHAPES.map(([state, shape]) => (
        <span key={state} className="aio-Legend-entry">
          <svg
            className={`aio-StateSymbol aio-mod-${state}`}
            width="18"
            height="12"
            aria-hidden="true"
          >
            {shape}
          </svg>
          {stateWord(state, trans)}
        </span>
      ))}
      <span className="aio-Legend-entry">
        <svg
          className="aio-StateSymbol aio-mod-hold"
          width="18"
          height="12"
          aria-hidden="true"
        >
          <path
            d="M2 4 V9 H16 V4"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
          />
        </svg>
        {trans.__('holds')}
      </span>
    </div>
  );
}
