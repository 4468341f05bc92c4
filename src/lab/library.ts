/**
 * All that the course holds for this reader: the bundled notebooks in both languages, and those in the folders that the
 * setting `courseFolders` names, for teachers with notebooks of their own.
 */
import { type Contents } from '@jupyterlab/services';
import { type ISettingRegistry } from '@jupyterlab/settingregistry';
import { type ISignal, Signal } from '@lumino/signaling';
import { type Courses, loadCourses } from '../concepts/load';
import {
  NO_OWN_COURSE,
  type OwnCourse,
  type OwnFile,
  readOwnCourse,
  withOwn
} from '../concepts/own_course';
import { tidyFolder } from './course_folder';
import { SETTINGS } from './translation';

/** Notebooks read of one folder; a folder with more is not a course. */
const MOST = 200;

export class Library {
  constructor(
    private readonly contents: Contents.IManager,
    registry: ISettingRegistry | null
  ) {
    this._ready = this.follow(registry);
  }

  /** Emits when the reader's own notebooks may have changed: ask again. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The courses, with the reader's own concepts after the bundled ones. */
  async courses(): Promise<Courses> {
    const [bundled, own] = await Promise.all([loadCourses(), this.own()]);
    return {
      en: withOwn(bundled.en, own),
      'zh-CN': withOwn(bundled['zh-CN'], own)
    };
  }

  /** What the named folders hold. */
  own(): Promise<OwnCourse> {
    return (this._own ??= this.read());
  }

  /** Reads the folders anew when next asked. */
  refresh(): void {
    this._own = null;
    this._changed.emit();
  }

  private async follow(registry: ISettingRegistry | null): Promise<void> {
    // Where they cannot be read, translation.ts has said so.
    const settings = await registry?.load(SETTINGS).catch(() => null);
    const read = () => {
      const named = settings?.composite.courseFolders;
      this._folders = Array.isArray(named)
        ? named.filter(each => typeof each === 'string')
        : [];
    };
    read();
    settings?.changed.connect(() => {
      read();
      this.refresh();
    });
  }

  private async read(): Promise<OwnCourse> {
    await this._ready;
    if (this._folders.length === 0) {
      return NO_OWN_COURSE;
    }
    const faults: string[] = [];
    const files: OwnFile[] = [];
    for (const named of this._folders) {
      const folder = tidyFolder(named);
      try {
        files.push(...(folder === null ? [] : await this.filesOf(folder)));
      } catch (error) {
        faults.push(`${named}: ${error instanceof Error ? error.message : ''}`);
      }
    }
    const { en } = await loadCourses();
    const own = readOwnCourse(files, en.concepts);
    return { ...own, faults: [...faults, ...own.faults] };
  }

  private async filesOf(folder: string): Promise<OwnFile[]> {
    const listing = await this.contents.get(folder, {
      type: 'directory',
      content: true
    });
    const names = (listing.content as readonly Contents.IModel[])
      .filter(({ type }) => type === 'notebook')
      .map(({ name }) => name)
      .sort()
      .slice(0, MOST);
    return Promise.all(
      names.map(async name => {
        const file = await this.contents.get(`${folder}/${name}`, {
          type: 'notebook',
          content: true
        });
        return { folder, path: name, content: file.content as unknown };
      })
    );
  }

  private readonly _ready: Promise<void>;
  private _folders: readonly string[] = [];
  private _own: Promise<OwnCourse> | null = null;
  private readonly _changed = new Signal<this, void>(this);
}
