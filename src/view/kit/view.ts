/**
 * What every view of a run is given, and what it may ask of the place it is shown in. Views take the same properties, so
 * that the panel, the wide tab, a saved run in an output and the gallery show them alike.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import type { Place } from '../../model/records';
import type { Cursor } from '../../model/session';
import type { State } from '../../model/state';
import type { Words } from './words';

/** What is around the views: JupyterLab, or a page that shows a saved run. */
export interface ScopeHost {
  /** The reader wants every cell recorded from now on, or no longer. */
  watch(on: boolean): void;
  /** The reader asks for a place in the code. */
  jump(place: Place): void;
  /** The reader wants a task of the run that is shown cancelled. */
  cancel(task: number): void;
  /** Why a task of that run cannot be cancelled now, as a sentence in the reader's language; null: it can. */
  whyNotCancel(task: number): string | null;
  /** The reader wants the run that is shown as a file; left out where there is nowhere to put it. */
  exportRun?(): void;
  /** The reader wants runs compared; left out where there is no place for it. */
  compareRuns?(): void;
  /** Why there is nothing to compare, as a sentence in the reader's language; null: there is. */
  whyNotCompare?(): string | null;
  /** The reader wants a concept of the course explained; an id of DESIGN 4.3. */
  openConcept(concept: string): void;
  /** The reader wants an example of a concept inserted and watched; null: its first one. Left out where there is no notebook. */
  watchExample?(concept: string, example: string | null): void;
  /** The reader wants the same run in a wide tab; absent: there is none, or it is this one. */
  openWide?(): void;
}

export interface ViewProps {
  readonly history: History;
  /** Changes whenever the history has grown: it grows in place. */
  readonly version: unknown;
  /** All tasks at the cursor. */
  readonly state: State;
  readonly words: Words;
  readonly trans: TranslationBundle;
  readonly cursor: Cursor;
  readonly host: ScopeHost;
  readonly onSelect: (task: number | null) => void;
  /** Moves the cursor; null: to the end, and follow it. */
  readonly onMove: (time: number | null) => void;
}
