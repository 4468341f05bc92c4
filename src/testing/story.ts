/**
 * Writes runs as pictures, for specs: rows are tasks, columns are ticks.
 *
 *   cell  RRwwwwwRD   gather
 *   a     .rRwrRD
 *   b     .rrRwwX     lock door
 *
 * R running, r ready, w waiting, D done, X failed, C cancelled, . not there (yet, or any more). Behind the ticks stands what the row
 * waits for: a wait kind (else sleep), then the name of a row or of a resource. The row named `cell` stands for cell [1], and
 * the first row has created the others. Ids count rows from 1, then resources.
 */
import type {
  Fact,
  ResourceSeen,
  TaskEnded,
  WaitKind
} from '../protocol/events';

/** Nanoseconds of one tick, unless told otherwise. */
export const TICK = 1_000_000;

interface Row {
  readonly id: number;
  readonly name: string;
  readonly ticks: string;
  readonly wait: WaitKind;
  readonly on: string | null;
}

const ENDS: Readonly<Record<string, TaskEnded['outcome']>> = {
  D: 'returned',
  X: 'raised',
  C: 'cancelled'
};

/** The facts that a story tells, from run_started on. */
export function story(picture: string, tick: number = TICK): Fact[] {
  const rows = read(picture);
  const facts: Fact[] = [
    {
      kind: 'run_started',
      t: 0,
      format: 2,
      run: 'story',
      name: null,
      python: '3.11.7',
      clock: 1_700_000_000_000
    }
  ];
  const resources = nameResources(rows, facts);
  const length = Math.max(...rows.map(row => row.ticks.length));
  let running = 0;
  for (let column = 0; column < length; column++) {
    const t = column * tick;
    for (const row of rows) {
      facts.push(...changeOf(row, column, t, rows, resources));
    }
    const now = rows.find(row => row.ticks[column] === 'R')?.id ?? 0;
    if (now !== running) {
      facts.push({ kind: 'step', t, task: now });
      running = now;
    }
  }
  return facts;
}

function read(picture: string): Row[] {
  const lines = picture.split('\n').filter(line => line.trim() !== '');
  return lines.map((line, index) => {
    const [name = '', ticks = '', wait = 'sleep', on = null] = line
      .trim()
      .split(/\s+/);
    return { id: index + 1, name, ticks, wait: wait as WaitKind, on };
  });
}

/** Names what rows wait for that is not a row; ids follow those of the rows. */
function nameResources(
  rows: readonly Row[],
  facts: Fact[]
): Map<string, number> {
  const ids = new Map(rows.map(row => [row.name, row.id]));
  for (const { on, wait } of rows) {
    if (on !== null && !ids.has(on)) {
      const resource = ids.size + 1;
      ids.set(on, resource);
      const type = wait.replace(/\..*/, '') as ResourceSeen['type'];
      facts.push({
        kind: 'resource_seen',
        t: 0,
        resource,
        type,
        name: on,
        capacity: 1,
        detail: null
      });
    }
  }
  return ids;
}

/** What became true of a row between the tick before and this one, but for its steps. */
function changeOf(
  row: Row,
  column: number,
  t: number,
  rows: readonly Row[],
  ids: ReadonlyMap<string, number>
): Fact[] {
  const before = row.ticks[column - 1] ?? '.';
  const now = row.ticks[column] ?? '.';
  const task = row.id;
  const facts: Fact[] = [];
  if (before === '.' && now !== '.') {
    facts.push(...birth(row, t, rows));
  }
  if (now === before) {
    return facts;
  }
  if (now === 'w') {
    const on = row.on === null ? null : (ids.get(row.on) ?? null);
    facts.push({
      kind: 'wait_started',
      t,
      task,
      wait: row.wait,
      on,
      until: null,
      stack: []
    });
  } else if (before === 'w') {
    facts.push({
      kind: 'task_woken',
      t,
      task,
      by: { kind: 'timer', task: null }
    });
  }
  const outcome = ENDS[now];
  if (outcome) {
    const error = outcome === 'raised' ? 'ValueError' : null;
    facts.push({ kind: 'task_ended', t, task, outcome, error, message: null });
  }
  return facts;
}

function birth(row: Row, t: number, rows: readonly Row[]): Fact[] {
  const isCell = row.name === 'cell';
  const facts: Fact[] = [
    {
      kind: 'task_created',
      t,
      task: row.id,
      name: row.name,
      coroutine: row.name,
      parent: row === rows[0] ? null : 1,
      cell: 'c1',
      site: null,
      role: isCell ? 'cell' : 'task'
    }
  ];
  if (isCell) {
    facts.push({ kind: 'cell_started', t, cell: 'c1', count: 1, task: row.id });
  }
  return facts;
}
