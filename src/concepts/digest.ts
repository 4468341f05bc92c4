/**
 * A notebook's text in one word: tells whether the reader has changed their copy since it was written. Outputs do not count.
 *
 * The length and the 32-bit FNV-1a hash (Fowler, Noll, Vo) of the text: it guards against nothing but chance.
 * crypto.subtle was dropped: it is missing where JupyterLab is served without TLS.
 */

/** As much of a cell as counts. */
interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

/** The digest of what stands in a notebook's cells, as `length-hash`. */
export function digestOf(cells: readonly Cell[]): string {
  const text = JSON.stringify(
    cells.map(({ cell_type: type, source }) => [
      type,
      typeof source === 'string' ? source : source.join('')
    ])
  );
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}

/**
 * The digest that a reader's copy carries, if its cells are still the ones it was written with; null: it was changed, or is
 * not a copy that says so.
 */
export function untouched(content: unknown): string | null {
  const { cells, metadata } = (content ?? {}) as {
    cells?: unknown;
    metadata?: { aioscope?: { digest?: unknown } };
  };
  const digest = metadata?.aioscope?.digest;
  return typeof digest === 'string' &&
    areCells(cells) &&
    digestOf(cells) === digest
    ? digest
    : null;
}

function areCells(cells: unknown): cells is readonly Cell[] {
  return (
    Array.isArray(cells) &&
    cells.every((cell: Partial<Cell> | null) => {
      const source = cell?.source;
      return typeof source === 'string' || Array.isArray(source);
    })
  );
}
