/**
 * Marks progress when cells run: an example that ran without an error counts as run, a check cell whose output has ticks
 * and no cross as passed. The cells' metadata says what they are, in the course's notebooks as in inserted examples.
 */
import { type Cell, isCodeCellModel } from '@jupyterlab/cells';
import { type Notebook, NotebookActions } from '@jupyterlab/notebook';
import { type IDisposable, DisposableDelegate } from '@lumino/disposable';
import { checkPassed, type ProgressBook } from '../concepts/progress';

interface Executed {
  readonly notebook: Notebook;
  readonly cell: Cell;
  readonly success: boolean;
}

/** Follows every notebook; dispose to stop. */
export function watchProgress(book: ProgressBook): IDisposable {
  const onExecuted = (_: unknown, { notebook, cell, success }: Executed) => {
    const own = aioscopeOf(cell.model.getMetadata('aioscope'));
    const role = own.role;
    const concept =
      own.concept ??
      aioscopeOf(notebook.model?.getMetadata('aioscope')).concept;
    if (!success || concept === undefined || !isCodeCellModel(cell.model)) {
      return;
    }
    if (role === 'example') {
      void book.mark(concept, 'run');
    } else if (role === 'check' && checkPassed(cell.model.outputs.toJSON())) {
      void book.mark(concept, 'passed');
    }
  };
  NotebookActions.executed.connect(onExecuted);
  return new DisposableDelegate(() => {
    NotebookActions.executed.disconnect(onExecuted);
  });
}

/** Metadata comes from a file: only texts are taken from it. */
function aioscopeOf(metadata: unknown): { role?: string; concept?: string } {
  if (typeof metadata !== 'object' || metadata === null) {
    return {};
  }
  const { role, concept } = metadata as Record<string, unknown>;
  return {
    ...(typeof role === 'string' && { role }),
    ...(typeof concept === 'string' && { concept })
  };
}
