/** Puts an example into the reader's notebook: below the active cell, as one undo step, and runs it if asked. */
import { type JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { type ICodeCell } from '@jupyterlab/nbformat';
import {
  type INotebookTracker,
  NotebookActions,
  NotebookPanel
} from '@jupyterlab/notebook';
import type { Concept, Example } from '../concepts/course';
import type { CellInserter, InsertMode } from '../concepts/host';
import { scriptName } from '../concepts/script';
import { dragExample } from './drag';
import { exampleCell, scriptCell } from './example_cell';
import { type IAioscopeTranslation } from './translation';

const WATCH = 'aioscope:watch';

/** Inserts into the current notebook of JupyterLab or Notebook. */
export class NotebookInserter implements CellInserter {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly tracker: INotebookTracker,
    private readonly translation: IAioscopeTranslation
  ) {}

  async insert(
    concept: Concept,
    example: Example,
    mode: InsertMode
  ): Promise<string> {
    const { trans } = this.translation;
    const current = this.tracker.currentWidget;
    const panel = current ?? (await this.newNotebook());
    if (!panel) {
      return this.warn(
        trans.__('Open a notebook first; the example is inserted into it.')
      );
    }
    await panel.revealed;
    this.app.shell.activateById(panel.id);
    // A new notebook's one empty cell stays below, ready for the reader's own code.
    const active = panel.content.activeCellIndex;
    const index = current && panel.content.activeCell ? active + 1 : 0;
    const made = mode === 'script' ? scriptCell : exampleCell;
    insertAt(panel, index, made(concept, example));
    const cell = panel.content.widgets[index];
    if (cell) {
      await panel.content.scrollToCell(cell, 'smart');
    }
    if (mode === 'script') {
      return trans.__(
        'Inserted as cell %1 of %2. Run it to write the file, then start it in a terminal: python %3',
        index + 1,
        panel.title.label,
        scriptName(example)
      );
    }
    if (mode === 'insert' || !cell) {
      return trans.__(
        'Inserted as cell %1 of %2.',
        index + 1,
        panel.title.label
      );
    }

    await panel.sessionContext.ready;
    const language = await kernelLanguage(panel);
    if (language !== null && language !== 'python') {
      return this.warn(
        trans.__(
          'Inserted, but not run: the kernel of %1 runs %2, and the example is Python.',
          panel.title.label,
          language
        )
      );
    }
    const { commands } = this.app;
    if (mode === 'watch' && commands.hasCommand(WATCH)) {
      // If the kernel does not record, the tasks panel says why; the example runs all the same.
      await commands.execute(WATCH, { on: true });
      this.app.shell.activateById('aioscope-tasks');
      this.app.shell.activateById(panel.id);
    }
    // Not awaited: how it runs is seen in the notebook, and an example may run for as long as it likes.
    void NotebookActions.runCells(panel.content, [cell], panel.sessionContext);
    return trans.__(
      'Inserted as cell %1 of %2 and started.',
      index + 1,
      panel.title.label
    );
  }

  drag(concept: Concept, example: Example, press: MouseEvent): void {
    dragExample(exampleCell(concept, example), press);
  }

  private async newNotebook(): Promise<NotebookPanel | null> {
    const { commands } = this.app;
    if (!commands.hasCommand('notebook:create-new')) {
      return null;
    }
    const created: unknown = await commands.execute('notebook:create-new', {
      kernelName: 'python3'
    });
    return created instanceof NotebookPanel ? created : null;
  }

  private warn(sentence: string): string {
    Notification.warning(sentence, { autoClose: 8000 });
    return sentence;
  }
}

/** Inserts a cell and makes it the active one. Undo takes it out in one step. */
function insertAt(panel: NotebookPanel, index: number, cell: ICodeCell): void {
  const { content } = panel;
  content.model?.sharedModel.transact(() => {
    content.model?.sharedModel.insertCells(index, [cell]);
  });
  content.deselectAll();
  content.activeCellIndex = index;
}

/** The language of the notebook's kernel in lower case; null: it has no kernel. */
async function kernelLanguage(panel: NotebookPanel): Promise<string | null> {
  const kernel = panel.sessionContext.session?.kernel;
  const info = await kernel?.info;
  return info?.language_info.name.toLowerCase() ?? null;
}
