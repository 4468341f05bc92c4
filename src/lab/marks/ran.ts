/**
 * The text of each cell that ran last, and whether that run is the one shown: a mark belongs to a text, not to a cell.
 */
import type { Cell, CodeCell, ICodeCellModel } from '@jupyterlab/cells';
import type { History } from '../../model/history';

export class Ran {
  /** A cell is about to be sent as it stands. */
  sent(cell: Cell): void {
    this._sent.set(cell.model.id, cell.model.sharedModel.getSource());
  }

  /** The text of a cell that a run's lines belong to; null: it is not known, or it has run again since. */
  textOf(cell: CodeCell, history: History): string | null {
    const { model } = cell;
    if (!isOfRun(model, history)) {
      return null;
    }
    return (
      this._sent.get(model.id) ??
      // Not sent from this page; JupyterLab knows whether it has been edited since it ran.
      (model.executionCount !== null && !model.isDirty
        ? model.sharedModel.getSource()
        : null)
    );
  }

  private readonly _sent = new Map<string, string>();
}

/** Is a cell's latest execution one of this run, or, for one that only defined what the run calls, older than it? */
function isOfRun(model: ICodeCellModel, history: History): boolean {
  const own = history.cellNamed(model.id);
  const { executionCount: count } = model;
  if (own) {
    return count === null ? own.endedAt === null : count === own.count;
  }
  const [first] = history.cells;
  return count !== null && (!first || count < first.count);
}
