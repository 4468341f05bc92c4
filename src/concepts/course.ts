/**
 * The course: what the panel knows about each concept, read from the notebooks that scripts/build_course.mjs collects.
 *
 * A notebook's cells become the parts of the concept's page:
 *
 *     markdown cell                          text, without the first "# title" (the page has its own heading)
 *     code cell of role example              example
 *     code cell of role exercise             exercise (done in the notebook; the page only leads there)
 *     check, solution, script                not shown
 *     code cell without a role               not shown, nor is the markdown cell before it, which is its note:
 *                                            "The next cell loads aioscope" is of no use in a panel
 */

/** The languages that the course is written in. */
export type Language = 'en' | 'zh-CN';

/** The five layers, from the ground up. */
export const LAYERS = [
  'foundations',
  'basics',
  'primitives',
  'patterns',
  'applications'
] as const;

export type Layer = (typeof LAYERS)[number];

/** A piece of code to insert, run and watch. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Whether it is worth watching in the tasks panel. */
  readonly watch: boolean;
  /** The oldest Python that it runs on, where that is newer than the course's own 3.10; an older kernel is told in words. */
  readonly python: string | null;
  /** Libraries that it needs beyond the standard library. */
  readonly requires: readonly string[];
}

/** A task for the reader, checked in the notebook on the recorded run. */
export interface Exercise {
  readonly id: string;
  readonly title: string;
}

/** A part of a concept's page, in the notebook's order. */
export type Part =
  | { readonly kind: 'text'; readonly source: string }
  | { readonly kind: 'example'; readonly example: Example }
  | { readonly kind: 'exercise'; readonly exercise: Exercise };

/** One concept of asyncio in one language. */
export interface Concept {
  readonly id: string;
  readonly order: number;
  readonly layer: Layer;
  readonly title: string;
  readonly summary: string;
  /** Concepts to know before; some may have no notebook. */
  readonly prerequisites: readonly string[];
  /** Concepts nearby; some may have no notebook. */
  readonly related: readonly string[];
  /** As of an example. */
  readonly python: string | null;
  readonly parts: readonly Part[];
  readonly examples: readonly Example[];
  readonly exercises: readonly Exercise[];
  /** File name of the notebook. */
  readonly path: string;
  /** The folder of the reader's own that the notebook stands in; null: it is one of the course's. */
  readonly folder: string | null;
}

/** The concepts of one language, in order. */
export interface Course {
  readonly language: Language;
  readonly concepts: readonly Concept[];
  readonly notebooks: readonly CourseNotebook[];
}

/** A bundled notebook and its file name. */
export interface CourseNotebook {
  readonly path: string;
  readonly notebook: NotebookContent;
}

/** As much of a notebook file as the course reads; the build script has checked it. */
export interface NotebookContent {
  readonly cells: readonly NotebookCell[];
  readonly metadata: { readonly aioscope: NotebookMetadata };
}

interface NotebookMetadata {
  readonly concept: string;
  readonly order: number;
  readonly layer: Layer;
  readonly title: string;
  readonly summary: string;
  readonly prerequisites: readonly string[];
  readonly related: readonly string[];
  readonly python: string;
}

interface NotebookCell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata: { readonly aioscope?: CellMetadata };
}

interface CellMetadata {
  readonly role: string;
  readonly id: string;
  readonly title?: string;
  readonly watch?: boolean;
  readonly python?: string;
  readonly requires?: readonly string[];
}

/** The Python that the course asks for where it says nothing else. */
const OLDEST = '3.10';

/** Reads the notebooks of one language. */
export function readCourse(
  language: Language,
  notebooks: readonly CourseNotebook[]
): Course {
  const concepts = notebooks.map(each => readConcept(each)).sort(byOrder);
  return { language, concepts, notebooks };
}

/** By the notebooks' own numbers. */
export function byOrder(one: Concept, other: Concept): number {
  return one.order - other.order;
}

/** The concept of this id, or none. */
export function conceptById(course: Course, id: string): Concept | undefined {
  return course.concepts.find(concept => concept.id === id);
}

/** The concept whose notebook has this file name, or none. */
export function conceptByPath(
  course: Course,
  path: string
): Concept | undefined {
  return course.concepts.find(concept => concept.path === path);
}

/** The part of a title before its colon: "Semaphore" of "Semaphore: limit how many run at once". */
export function shortTitle({ title }: Concept): string {
  return title.split(/[:：]/)[0] ?? title;
}

/** The concepts of these ids that the course has. */
export function conceptsByIds(
  course: Course,
  ids: readonly string[]
): readonly Concept[] {
  return ids
    .map(id => conceptById(course, id))
    .filter(concept => concept !== undefined);
}

/** The concept of one notebook; `folder` as in Concept. */
export function readConcept(
  { path, notebook }: CourseNotebook,
  folder: string | null = null
): Concept {
  const { concept, order, layer, title, summary, prerequisites, related } =
    notebook.metadata.aioscope;
  const parts = readParts(notebook.cells);
  return {
    id: concept,
    order,
    layer,
    title,
    summary,
    prerequisites,
    related,
    python: newer(notebook.metadata.aioscope.python),
    parts,
    examples: parts.flatMap(part =>
      part.kind === 'example' ? [part.example] : []
    ),
    exercises: parts.flatMap(part =>
      part.kind === 'exercise' ? [part.exercise] : []
    ),
    path,
    folder
  };
}

function readParts(cells: readonly NotebookCell[]): readonly Part[] {
  const parts: Part[] = [];
  for (const [index, cell] of cells.entries()) {
    const source = textOf(cell.source);
    const own = cell.metadata.aioscope;
    if (cell.cell_type === 'markdown') {
      const next = cells[index + 1];
      const isNote = index > 0 && next !== undefined && isForNotebookOnly(next);
      const text = index === 0 ? source.replace(/^#\s.*\n*/, '') : source;
      if (!own && !isNote && text.trim() !== '') {
        parts.push({ kind: 'text', source: text });
      }
    } else if (own?.role === 'example') {
      const { id, title = id, watch = false, requires = [] } = own;
      const python = newer(own.python);
      parts.push({
        kind: 'example',
        example: { id, title, source, watch, python, requires }
      });
    } else if (own?.role === 'exercise') {
      const { id, title = id } = own;
      parts.push({ kind: 'exercise', exercise: { id, title } });
    }
  }
  return parts;
}

/** A version that is worth saying. */
function newer(python: string | undefined): string | null {
  return python === undefined || python === OLDEST ? null : python;
}

function isForNotebookOnly(cell: NotebookCell): boolean {
  return cell.cell_type === 'code' && !cell.metadata.aioscope;
}

function textOf(source: string | readonly string[]): string {
  return typeof source === 'string' ? source : source.join('');
}
