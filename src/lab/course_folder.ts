/**
 * The reader's own copy of the course: a folder beside their other files. Files that exist are never written to, so work
 * done in them stays; what is missing is copied. Only when the reader says so, copies whose cells they have not changed
 * are replaced by the course's present ones: each copy carries a digest of its text.
 */
import { type Contents } from '@jupyterlab/services';
import { type IStateDB } from '@jupyterlab/statedb';
import type { Course, CourseNotebook, Language } from '../concepts/course';
import { digestOf, untouched } from '../concepts/digest';

/** What a copy did. */
export interface Copied {
  /** The folder, from the server's root. */
  readonly folder: string;
  /** How many notebooks were written. */
  readonly written: number;
  /** How many were there already and stayed as they were. */
  readonly kept: number;
}

/** The folder that a course goes to if the reader names no other. */
export function defaultFolder(language: Language): string {
  return `aioscope-course-${language}`;
}

/** A folder name as typed, without what does not matter; null: it does not name a folder below the server's root. */
export function tidyFolder(typed: string): string | null {
  const names = typed
    .trim()
    .split(/[\\/]+/)
    .map(name => name.trim())
    .filter(name => name !== '' && name !== '.');
  return names.length === 0 || names.includes('..') ? null : names.join('/');
}

/** The notebooks that a folder with these files lacks. */
export function missingFrom(
  existing: ReadonlySet<string>,
  notebooks: readonly CourseNotebook[]
): readonly CourseNotebook[] {
  return notebooks.filter(({ path }) => !existing.has(path));
}

/** Each folder on the way to this one, outermost first. */
export function foldersTo(folder: string): readonly string[] {
  const names = folder.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** Copies the course and remembers where. */
export class CourseFolder {
  constructor(
    private readonly contents: Contents.IManager,
    private readonly state: IStateDB | null
  ) {}

  /** Where the reader keeps the course of this language. */
  async where(language: Language): Promise<string> {
    const saved = await this.state?.fetch(keyOf(language));
    return typeof saved === 'string' ? saved : defaultFolder(language);
  }

  /** Copies the notebooks that the folder lacks; `onProgress` is told how much of it is done, from 0 to 1. */
  async copy(
    course: Course,
    folder: string,
    wanted: readonly CourseNotebook[] = course.notebooks,
    onProgress: (part: number) => void = () => undefined
  ): Promise<Copied> {
    const existing = await this.filesOf(folder);
    if (existing === null) {
      await this.makeFolder(folder);
    }
    const missing = missingFrom(existing ?? new Set(), wanted);
    for (const [index, notebook] of missing.entries()) {
      await this.write(folder, notebook);
      onProgress((index + 1) / missing.length);
    }
    await this.state?.save(keyOf(course.language), folder);
    return {
      folder,
      written: missing.length,
      kept: wanted.length - missing.length
    };
  }

  /** The notebooks whose copies are older than the course and were not changed by the reader. */
  async outdated(
    course: Course,
    folder: string
  ): Promise<readonly CourseNotebook[]> {
    const existing = (await this.filesOf(folder)) ?? new Set();
    const copied = course.notebooks.filter(({ path }) => existing.has(path));
    const isOld = await Promise.all(
      copied.map(notebook => this.isOld(folder, notebook))
    );
    return copied.filter((_, index) => isOld[index]);
  }

  /** Writes the course's present text over copies that are still unchanged; resolves to how many. */
  async update(
    folder: string,
    notebooks: readonly CourseNotebook[]
  ): Promise<number> {
    let updated = 0;
    for (const notebook of notebooks) {
      // Looked at once more: the reader may have saved something while the question stood there.
      if (await this.isOld(folder, notebook)) {
        await this.write(folder, notebook);
        updated++;
      }
    }
    return updated;
  }

  private async isOld(
    folder: string,
    { path, notebook }: CourseNotebook
  ): Promise<boolean> {
    const copy = await this.contents.get(`${folder}/${path}`, {
      type: 'notebook',
      content: true
    });
    const digest = untouched(copy.content);
    return digest !== null && digest !== digestOf(notebook.cells);
  }

  private async write(
    folder: string,
    { path, notebook }: CourseNotebook
  ): Promise<void> {
    const { metadata, cells } = notebook;
    const own = { ...metadata.aioscope, digest: digestOf(cells) };
    await this.contents.save(`${folder}/${path}`, {
      type: 'notebook',
      format: 'json',
      content: { ...notebook, metadata: { ...metadata, aioscope: own } }
    });
  }

  /** Names of the files of a folder; null: there is no such folder. */
  private async filesOf(folder: string): Promise<ReadonlySet<string> | null> {
    try {
      const { content } = (await this.contents.get(folder, {
        type: 'directory',
        content: true
      })) as { content: readonly Contents.IModel[] };
      return new Set(content.map(({ name }) => name));
    } catch (error) {
      if (isNotFound(error)) {
        return null;
      }
      throw error;
    }
  }

  private async makeFolder(folder: string): Promise<void> {
    for (const each of foldersTo(folder)) {
      if ((await this.filesOf(each)) === null) {
        await this.contents.save(each, { type: 'directory' });
      }
    }
  }
}

function keyOf(language: Language): string {
  return `aioscope:course-folder-${language}`;
}

function isNotFound(error: unknown): boolean {
  const { response } = error as { response?: { status?: unknown } };
  return response?.status === 404;
}
