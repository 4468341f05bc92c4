/**
 * The first few of many, in order, without sorting the many: one pass, and a place among the few for each that is early.
 */
export class First<T> {
  constructor(
    private readonly most: number,
    private readonly compare: (one: T, other: T) => number
  ) {}

  /** The first ones, and how many more were taken. Of equals the one taken first comes first. */
  get list(): { readonly rows: readonly T[]; readonly more: number } {
    return { rows: this._rows, more: this._count - this._rows.length };
  }

  take(item: T): void {
    this._count++;
    const rows = this._rows;
    const last = rows.at(-1);
    if (
      rows.length >= this.most &&
      last !== undefined &&
      this.compare(last, item) <= 0
    ) {
      return;
    }
    let at = rows.length;
    for (let before = rows[at - 1]; at > 0; before = rows[at - 1]) {
      if (before === undefined || this.compare(before, item) <= 0) {
        break;
      }
      at--;
    }
    rows.splice(at, 0, item);
    rows.length = Math.min(rows.length, this.most);
  }

  private readonly _rows: T[] = [];
  private _count = 0;
}
