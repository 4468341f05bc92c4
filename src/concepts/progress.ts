/**
 * How far the reader is with each concept: page read, an example run, the exercise passed. Where it is kept is the
 * host's business (ProgressStore). Nothing is ever unlearned: marks are only added, until the reader clears them all.
 */

/** What can be marked, in the order in which it usually happens. */
export const STAGES = ['read', 'run', 'passed'] as const;

export type Stage = (typeof STAGES)[number];

/** Concept id -> the stages that are marked. */
export type Progress = Readonly<Record<string, readonly Stage[] | undefined>>;

/** Keeps the progress between sessions. */
export interface ProgressStore {
  /** What was saved last; undefined: nothing yet. */
  load(): Promise<unknown>;
  save(progress: Progress): Promise<void>;
}

/** The progress with one more mark; the same object if it was marked before. */
export function withMark(
  progress: Progress,
  concept: string,
  stage: Stage
): Progress {
  const marked = progress[concept] ?? [];
  if (marked.includes(stage)) {
    return progress;
  }
  return {
    ...progress,
    [concept]: STAGES.filter(each => each === stage || marked.includes(each))
  };
}

/** The farthest stage of a concept; null: none. */
export function farthest(progress: Progress, concept: string): Stage | null {
  return progress[concept]?.at(-1) ?? null;
}

/** Reads what a store gave back: what is not progress is left out, so that a damaged file costs only itself. */
export function readProgress(saved: unknown): Progress {
  if (typeof saved !== 'object' || saved === null) {
    return {};
  }
  let progress: Progress = {};
  for (const [concept, stages] of Object.entries(saved)) {
    for (const stage of STAGES) {
      if (Array.isArray(stages) && stages.includes(stage)) {
        progress = withMark(progress, concept, stage);
      }
    }
  }
  return progress;
}

/**
 * Whether the outputs of a check cell say that the exercise is passed: there is a tick, and no cross. The companion's
 * `expect` prints one line for each expectation; a cell that raised half-way has not passed whatever it printed.
 */
export function checkPassed(outputs: readonly unknown[]): boolean {
  const lines = outputs.flatMap(output => textOf(output).split('\n'));
  const failed = outputs.some(
    output => fieldOf(output, 'output_type') === 'error'
  );
  return (
    !failed &&
    lines.some(line => line.startsWith('✓')) &&
    !lines.some(line => line.startsWith('✗'))
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function textOf(output: unknown): string {
  const text = fieldOf(output, 'text');
  if (Array.isArray(text)) {
    return text.join('');
  }
  return typeof text === 'string' ? text : '';
}

/** The reader's progress while the page is open; saved at every mark. */
export class ProgressBook {
  constructor(private readonly store: ProgressStore) {}

  /** The progress as known now; a new object whenever it changes. */
  readonly snapshot = (): Progress => this._progress;

  /** Calls back after every change; returns its undo. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this._listeners.add(listener);
    return () => {
      this._listeners.delete(listener);
    };
  };

  /** Reads what was saved; once. A store that cannot be read leaves an empty book, which still works. */
  open(): Promise<void> {
    this._opened ??= this.store.load().then(
      saved => {
        this.replace(readProgress(saved));
      },
      () => undefined
    );
    return this._opened;
  }

  /** Marks a stage of a concept and saves. */
  async mark(concept: string, stage: Stage): Promise<void> {
    await this.open();
    const next = withMark(this._progress, concept, stage);
    if (next !== this._progress) {
      this.replace(next);
      await this.store.save(next);
    }
  }

  /** Takes all marks away and saves that. */
  async clear(): Promise<void> {
    await this.open();
    this.replace({});
    await this.store.save({});
  }

  private replace(progress: Progress): void {
    this._progress = progress;
    for (const listener of this._listeners) {
      listener();
    }
  }

  private _progress: Progress = {};
  private _opened: Promise<void> | undefined;
  private readonly _listeners = new Set<() => void>();
}
