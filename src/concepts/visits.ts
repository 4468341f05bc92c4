/**
 * Where the reader is in the panel: a stack of pages over the list, so that Back from a related concept returns to the
 * one before. A tiny store of its own, because the panel and the command `aioscope:open-concept` both turn pages.
 */

/** The pages from the list upwards; the last is shown, none is the list. */
export type Trail = readonly string[];

export class Visits {
  /** The trail as it is now; a new array whenever it changes. */
  readonly snapshot = (): Trail => this._trail;

  /** Calls back after every turn of the page; returns its undo. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this._listeners.add(listener);
    return () => {
      this._listeners.delete(listener);
    };
  };

  /** Opens a concept's page; one that is on the trail already is returned to. */
  open(concept: string): void {
    const at = this._trail.indexOf(concept);
    this.turn(
      at < 0 ? [...this._trail, concept] : this._trail.slice(0, at + 1)
    );
  }

  /** Returns to the page before, or to the list. */
  back(): void {
    this.turn(this._trail.slice(0, -1));
  }

  /** Returns to the list. */
  close(): void {
    this.turn([]);
  }

  private turn(trail: Trail): void {
    this._trail = trail;
    for (const listener of this._listeners) {
      listener();
    }
  }

  private _trail: Trail = [];
  private readonly _listeners = new Set<() => void>();
}
