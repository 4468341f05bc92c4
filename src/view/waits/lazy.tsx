/**
 * The wait graph, fetched when it is first shown: what places its nodes is as large as all other views together.
 */
import React from 'react';
import { deadlocksAt } from '../../model/releasers';
import type { ViewProps } from '../kit/view';

const Body = React.lazy(async () => {
  const { Waits: Loaded } = await import('./body');
  return { default: Loaded };
});

export function Waits(props: ViewProps): React.JSX.Element {
  return (
    <React.Suspense fallback={null}>
      <Body {...props} />
    </React.Suspense>
  );
}

/** The deadlocks at the cursor: worth a look before the view is opened. */
export function deadlocks({ history, state }: ViewProps): number {
  return deadlocksAt(history, state.time).length;
}
