/**
 * The marks and badges of one notebook: follows its session's cursor, at most once for each frame and only while the notebook
 * is seen, and touches only the cells whose marks have changed.
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { type Cell, CodeCell } from '@jupyterlab/cells';
import { type NotebookPanel, NotebookActions } from '@jupyterlab/notebook';
import { EditorView } from '@codemirror/view';
import { placesAt } from '../../model/places_at';
import type { Session } from '../../model/session';
import { stateAt } from '../../model/state';
import { Words } from '../../view/kit/words';
import type { IAioscopeTranslation } from '../translation';
import { Badge, badgeWords } from './badge';
import { type LineMark, same, showMarks } from './editor_marks';
import { lineMarks } from './line_marks';
import { Ran } from './ran';

export interface NotebookMarksOptions {
  readonly notebook: NotebookPanel;
  readonly session: Session;
  readonly translation: IAioscopeTranslation;
  readonly commands: JupyterFrontEnd['commands'];
  /** Whether the reader wants marks. */
  readonly wanted: () => boolean;
}

interface Drawn {
  readonly view: EditorView;
  readonly ran: string | null;
  readonly marks: readonly LineMark[];
}

export class NotebookMarks {
  constructor(private readonly options: NotebookMarksOptions) {
    const { notebook, session, translation } = options;
    const ask = () => this.ask();
    const unsubscribe = session.subscribe(ask);
    const sent = (
      _: unknown,
      { notebook: content, cell }: { notebook: unknown; cell: Cell }
    ) => {
      if (content === notebook.content) {
        this._ran.sent(cell);
        this.ask();
      }
    };
    NotebookActions.executionScheduled.connect(sent);
    // Only now has the cell its number, by which it is known whether it belongs to the run.
    NotebookActions.executed.connect(ask);
    translation.changed.connect(ask);
    // A windowed notebook makes an editor when its cell comes into view.
    const seen = new IntersectionObserver(ask);
    seen.observe(notebook.node);
    notebook.content.model?.cells.changed.connect(ask);
    notebook.disposed.connect(() => {
      unsubscribe();
      seen.disconnect();
      NotebookActions.executionScheduled.disconnect(sent);
      NotebookActions.executed.disconnect(ask);
      translation.changed.disconnect(ask);
      cancelAnimationFrame(this._frame);
      this._gone = true;
    });
  }

  /** Something may have changed. */
  ask(): void {
    if (this._frame === 0 && !this._gone) {
      this._frame = requestAnimationFrame(() => {
        this._frame = 0;
        if (this.options.notebook.isVisible) {
          this.draw();
        }
      });
    }
  }

  private draw(): void {
    const { session, translation, wanted } = this.options;
    const { shown, cursor } = session.snapshot();
    if (!shown || !wanted()) {
      if (this._drawn.size > 0 || this._badges.size > 0) {
        this.clear();
      }
      return;
    }
    const { history } = shown.log;
    const state = stateAt(shown.log, cursor);
    const places = placesAt(history, state);
    const { trans } = translation;
    const words = new Words(history, trans);
    for (const cell of this.options.notebook.content.widgets) {
      if (!(cell instanceof CodeCell)) {
        continue;
      }
      const place = places.get(cell.model.id);
      const ran = place ? this._ran.textOf(cell, history) : null;
      this.mark(
        cell,
        ran,
        place && ran !== null
          ? lineMarks(place.lines, state.time, words, trans)
          : []
      );
      this.badge(cell, place && ran !== null ? badgeWords(place, trans) : '');
    }
  }

  private mark(
    cell: CodeCell,
    ran: string | null,
    marks: readonly LineMark[]
  ): void {
    const view = viewOf(cell);
    const drawn = this._drawn.get(cell);
    if (!view) {
      if (marks.length > 0 && !this._awaited.has(cell)) {
        this._awaited.add(cell);
        void cell.ready.then(() => this.ask());
        cell.inViewportChanged.connect(() => this.ask());
      }
      return;
    }
    if (drawn?.view === view ? alike(drawn, ran, marks) : marks.length === 0) {
      return;
    }
    showMarks(view, ran, marks);
    this._drawn.set(cell, { view, ran, marks });
  }

  private badge(cell: CodeCell, words: string): void {
    let badge = this._badges.get(cell);
    if (words === '') {
      badge?.remove();
      this._badges.delete(cell);
      return;
    }
    if (!badge) {
      const { commands, translation } = this.options;
      badge = new Badge(cell, commands, () =>
        translation.trans.__('What this cell has started')
      );
      this._badges.set(cell, badge);
      cell.disposed.connect(() => {
        this._badges.delete(cell);
        this._drawn.delete(cell);
      });
    }
    badge.show(words);
  }

  private clear(): void {
    for (const [cell, { view }] of this._drawn) {
      if (!cell.isDisposed) {
        showMarks(view, null, []);
      }
    }
    for (const badge of this._badges.values()) {
      badge.remove();
    }
    this._drawn.clear();
    this._badges.clear();
  }

  private readonly _ran = new Ran();
  private readonly _drawn = new Map<CodeCell, Drawn>();
  private readonly _badges = new Map<CodeCell, Badge>();
  private readonly _awaited = new WeakSet<CodeCell>();
  private _frame = 0;
  private _gone = false;
}

/** The CodeMirror view of a cell; null: it has no editor now, or another one. */
function viewOf(cell: CodeCell): EditorView | null {
  const editor = cell.editor;
  const view = editor && 'editor' in editor ? editor.editor : null;
  return view instanceof EditorView ? view : null;
}

function alike(
  drawn: Drawn,
  ran: string | null,
  marks: readonly LineMark[]
): boolean {
  return (
    drawn.ran === ran &&
    drawn.marks.length === marks.length &&
    drawn.marks.every((mark, index) => {
      const other = marks[index];
      return other !== undefined && same(mark, other);
    })
  );
}
