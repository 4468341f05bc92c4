/** Goes to a place in a notebook's cell: the line that a task waits on, or that created it. */
import { type JupyterFrontEnd } from '@jupyterlab/application';
import { type INotebookTracker } from '@jupyterlab/notebook';

/** A line of a cell, as the views name it. */
export interface CellPlace {
  readonly cell: string | null;
  /** From 1. */
  readonly line: number;
}

/** Shows the cell, makes it the active one and puts the editor's cursor on the line; nothing if no open notebook has it. */
export function jumpTo(
  place: CellPlace,
  tracker: INotebookTracker,
  app: JupyterFrontEnd
): void {
  const has = (id: string) =>
    tracker.find(each =>
      each.content.widgets.some(cell => cell.model.id === id)
    );
  const current = tracker.currentWidget;
  const { cell: id } = place;
  if (id === null) {
    return;
  }
  const inCurrent = current?.content.widgets.some(each => each.model.id === id);
  const panel = inCurrent ? current : has(id);
  const index =
    panel?.content.widgets.findIndex(each => each.model.id === id) ?? -1;
  if (!panel || index < 0) {
    return;
  }
  app.shell.activateById(panel.id);
  panel.content.activeCellIndex = index;
  const cell = panel.content.widgets[index];
  if (!cell) {
    return;
  }
  void panel.content.scrollToCell(cell, 'smart').then(() => {
    const editor = cell.editor;
    if (editor && place.line > 0) {
      const position = { line: place.line - 1, column: 0 };
      const end = editor.getLine(position.line)?.length ?? 0;
      editor.setSelection({
        start: position,
        end: { line: position.line, column: end }
      });
      editor.revealPosition(position);
      editor.focus();
    }
  });
}
