/**
 * The views of a run that share the pane beside the task tree: one line each. A view's folder holds a pure layout and a
 * thin body; what is drawn follows from ViewProps alone.
 */
import type React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ViewProps } from '../kit/view';
import { Details } from '../details/body';
import { Findings, countFindings } from '../findings/body';
import { Loop } from '../loop/body';
import { Timeline } from '../timeline/body';
import { Waits, deadlocks } from '../waits/lazy';

export interface View {
  readonly id: string;
  readonly label: (trans: TranslationBundle) => string;
  readonly Body: (props: ViewProps) => React.JSX.Element | null;
  /** A number worth a look before the view is opened, as of findings; 0: none. */
  readonly badge?: (props: ViewProps) => number;
}

export const VIEWS: readonly [View, ...View[]] = [
  { id: 'timeline', label: trans => trans.__('Timeline'), Body: Timeline },
  { id: 'details', label: trans => trans.__('Task'), Body: Details },
  {
    id: 'waits',
    label: trans => trans.__('Waits'),
    Body: Waits,
    badge: deadlocks
  },
  { id: 'loop', label: trans => trans.__('Loop'), Body: Loop },
  {
    id: 'findings',
    label: trans => trans.__('Findings'),
    Body: Findings,
    badge: countFindings
  }
];
