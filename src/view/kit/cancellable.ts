/**
 * Whether a task can be cancelled from here, and if not, why, in a sentence: the browser can only ask the kernel, and an
 * older kernel listens only between two cells.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Snapshot } from '../../model/session';

/** Why no task of a run can be cancelled now; null: nothing stands in the way. */
export function whyNoCancels(
  { shown, status }: Snapshot,
  trans: TranslationBundle
): string | null {
  const { kernel, whileBusy } = status;
  if (!shown || shown.former || kernel.kind !== 'ready') {
    return trans.__('The kernel of this run is gone, and so are its tasks.');
  }
  return kernel.busy && !whileBusy
    ? trans.__(
        'This kernel listens only when no cell runs, so nothing can be cancelled now. Kernels from ipykernel 7 on can.'
      )
    : null;
}

/** Why a task of the run that is shown cannot be cancelled now; null: it can. */
export function whyNotCancel(
  snapshot: Snapshot,
  task: number,
  trans: TranslationBundle
): string | null {
  const history = snapshot.shown?.log.history;
  if (history?.task(task)?.endedAt !== null) {
    return trans.__('It has ended by now.');
  }
  return whyNoCancels(snapshot, trans);
}
