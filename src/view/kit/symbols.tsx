/**
 * The symbol of each state: told apart by shape, so that they hold without colour.
 *
 *   running ▶   ready ◐   waiting ‖   merged ///   done ✓   failed ✕   cancelled ⊘   destroyed: a ring in pieces
 */
import React from 'react';
import type { StateWord } from '../../model/records';

const SHAPES: Readonly<Record<StateWord, React.ReactNode>> = {
  running: <path d="M3 1.5 L11 6 L3 10.5 Z" fill="currentColor" />,
  ready: (
    <>
      <circle
        cx="6"
        cy="6"
        r="4.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      />
      <path d="M6 1.8 A4.2 4.2 0 0 0 6 10.2 Z" fill="currentColor" />
    </>
  ),
  waiting: <path d="M3 2 H5 V10 H3 Z M7 2 H9 V10 H7 Z" fill="currentColor" />,
  merged: (
    <path
      d="M1 10 L5 2 M4 10 L8 2 M7 10 L11 2"
      stroke="currentColor"
      strokeWidth="1.4"
    />
  ),
  done: (
    <path
      d="M2 6.5 L5 9.5 L10 3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
    />
  ),
  failed: (
    <path
      d="M2.5 2.5 L9.5 9.5 M9.5 2.5 L2.5 9.5"
      stroke="currentColor"
      strokeWidth="1.8"
    />
  ),
  cancelled: (
    <>
      <circle
        cx="6"
        cy="6"
        r="4.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      />
      <path d="M3 9 L9 3" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  destroyed: (
    <circle
      cx="6"
      cy="6"
      r="4.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="3.3 3.3"
    />
  )
};

/** The symbol of a state. The word always stands beside it, so it is hidden from screen readers. */
export function StateSymbol({
  state
}: {
  readonly state: StateWord;
}): React.JSX.Element {
  return (
    <svg
      className={`aio-StateSymbol aio-mod-${state}`}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      {SHAPES[state]}
    </svg>
  );
}
