/**
 * Whether a notebook keeps the course's contract (DESIGN 4.3). The build asks it of our own notebooks, the panel of those
 * that a teacher adds. It imports nothing, so that the build script can run it.
 *
 * Faults are English sentences that name the fields as they stand in the file: who reads them edits that file.
 */

const LAYERS = [
  'foundations',
  'basics',
  'primitives',
  'patterns',
  'applications'
];
const ROLES = ['example', 'exercise', 'check', 'solution', 'script'];

type Fields = Readonly<Record<string, unknown>>;

/** Every fault of a notebook, each naming the file and, where it is one cell's, the cell; none: it can be read. */
export function faultsOf(file: string, notebook: unknown): string[] {
  const { metadata, cells } = fieldsOf(notebook);
  const faults = notebookFaults(metadata).map(fault => `${file}: ${fault}.`);
  if (!Array.isArray(cells)) {
    return [...faults, `${file}: it has no list of cells.`];
  }
  const ids = new Set<unknown>();
  for (const [index, each] of cells.entries()) {
    const cell = fieldsOf(each);
    const name = isText(cell.id) ? cell.id : 'without an id';
    const where = `${file}, cell ${index + 1} (${name})`;
    faults.push(...cellFaults(cell).map(fault => `${where}: ${fault}.`));
    const { id } = ownOf(cell);
    if (isText(id) && ids.has(id)) {
      faults.push(
        `${where}: the id ${id} is used by another cell of this notebook.`
      );
    }
    ids.add(id);
  }
  return faults;
}

/** What is wrong with a notebook's own metadata, as sentences. */
function notebookFaults(metadata: unknown): string[] {
  const own = fieldsOf(metadata).aioscope;
  if (!own) {
    return ['the notebook has no metadata.aioscope'];
  }
  const fields = fieldsOf(own);
  const faults: string[] = [];
  for (const field of ['concept', 'title', 'summary', 'python']) {
    if (!isText(fields[field])) {
      faults.push(`metadata.aioscope.${field} must be a text`);
    }
  }
  for (const field of ['prerequisites', 'related', 'requires']) {
    if (!isTextList(fields[field])) {
      faults.push(`metadata.aioscope.${field} must be a list of texts`);
    }
  }
  if (typeof fields.order !== 'number') {
    faults.push('metadata.aioscope.order must be a number');
  }
  if (!LAYERS.some(layer => layer === fields.layer)) {
    faults.push(
      `metadata.aioscope.layer is ${JSON.stringify(fields.layer)}, not one of ${LAYERS.join(', ')}`
    );
  }
  return faults;
}

/** What is wrong with one cell, as sentences. */
function cellFaults(cell: Fields): string[] {
  const faults: string[] = [];
  if (typeof cell.source !== 'string' && !isTextList(cell.source)) {
    faults.push('its source must be a text');
  }
  if (fieldsOf(cell.metadata).aioscope === undefined) {
    return faults;
  }
  const own = ownOf(cell);
  if (!ROLES.some(role => role === own.role)) {
    faults.push(
      `role is ${JSON.stringify(own.role)}, not one of ${ROLES.join(', ')}`
    );
  }
  if (!isText(own.id)) {
    faults.push('metadata.aioscope.id must be a text');
  }
  if (own.role !== 'solution' && !isText(own.title)) {
    faults.push('metadata.aioscope.title must be a text');
  }
  if (own.requires !== undefined && !isTextList(own.requires)) {
    faults.push('metadata.aioscope.requires must be a list of texts');
  }
  const kind = own.role === 'solution' ? 'markdown' : 'code';
  if (cell.cell_type !== kind) {
    faults.push(`a cell of role ${String(own.role)} must be a ${kind} cell`);
  }
  return faults;
}

function ownOf(cell: Fields): Fields {
  return fieldsOf(fieldsOf(cell.metadata).aioscope);
}

/** The fields of an object; of anything else none. */
function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}
