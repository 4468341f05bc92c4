/** What the concept panel asks of the application around it. The lab room gives it; a plain page may give its own. */
import type { Concept, Example } from './course';

/** What to do with an example besides inserting it. Watching implies running; a script is a cell that writes a file. */
export type InsertMode = 'insert' | 'run' | 'watch' | 'script';

/** Puts examples into the reader's notebook. */
export interface CellInserter {
  /** Inserts below the active cell; resolves, once the cell is there and started, to a sentence that says so. */
  insert(concept: Concept, example: Example, mode: InsertMode): Promise<string>;
  /** Starts to drag an example from where the mouse is pressed. */
  drag(concept: Concept, example: Example, press: MouseEvent): void;
}

/** Opens the course's notebooks. */
export interface Opener {
  openNotebook(concept: Concept): Promise<void>;
  /** Resolves when the course is open, or the reader thought better of it. */
  openCourse(): Promise<unknown>;
}

/** Copies text. */
export interface Clipboard {
  copy(text: string): void;
}

/** Renders markdown as the application does; the element is ready to be shown. */
export interface MarkdownRenderer {
  render(source: string): Promise<HTMLElement>;
}

/** All of it. */
export interface Host {
  readonly inserter: CellInserter;
  readonly opener: Opener;
  readonly clipboard: Clipboard;
  readonly markdown: MarkdownRenderer;
}
