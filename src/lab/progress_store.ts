/**
 * Keeps the reader's progress in JupyterLab's state database; where there is none (some pages of Notebook) it lasts as
 * long as the page.
 */
import { type IStateDB } from '@jupyterlab/statedb';
import type { Progress, ProgressStore } from '../concepts/progress';

const KEY = 'aioscope:progress';

export class StateProgressStore implements ProgressStore {
  constructor(private readonly state: IStateDB | null) {}

  async load(): Promise<unknown> {
    return this.state?.fetch(KEY);
  }

  async save(progress: Progress): Promise<void> {
    const plain = Object.fromEntries(
      Object.entries(progress).map(([id, stages = []]) => [id, [...stages]])
    );
    await this.state?.save(KEY, plain);
  }
}
