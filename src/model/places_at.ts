/**
 * Where the tasks stand in the notebook at one instant: which line of which cell each is suspended at, which line runs, what
 * lines have blocked the loop, and what each cell has left behind.
 *
 * A task that is ready again, or runs, has no stack of its own in the log: it stands where it waited last, which is the line
 * it goes on from. Only a blocked loop's line is known while it runs.
 */
import type { History } from './history';
import { blockAt } from './loop';
import type { TaskHistory } from './records';
import { lastAtOrBefore } from './search';
import type { State, TaskState } from './state';

/** One line of a cell, from 1, at which something is to be seen. */
export interface LinePlace {
  readonly line: number;
  /** Those that stand there, in creation order. */
  readonly tasks: readonly TaskState[];
  /** For how long this line has blocked the loop by then, all told; 0: it has not. */
  readonly blocked: number;
}

/** What a cell has started and how it stands. */
export interface CellPlace {
  /** Tasks that are alive. */
  readonly alive: number;
  /** Of those, the ones that have outlived the cell. */
  readonly leaked: number;
  /** Tasks that ended with an exception. */
  readonly failed: number;
  /** By line. */
  readonly lines: readonly LinePlace[];
}

/** Spans looked back through; a task may run a million steps without a wait. */
const LOOK_BACK = 10;

interface Spot {
  readonly cell: string;
  readonly line: number;
}

interface Line {
  line: number;
  tasks: TaskState[];
  blocked: number;
}

interface Cell {
  alive: number;
  leaked: number;
  failed: number;
  lines: Map<number, Line>;
}

/** The cells in which there is anything to be seen at an instant, by id. */
export function placesAt(
  history: History,
  state: State
): ReadonlyMap<string, CellPlace> {
  const cells = new Map<string, Cell>();
  for (const each of state.tasks) {
    count(each, history, state.time, cells);
    const place = placeOf(each, history, state.time);
    if (place) {
      lineOf(place.cell, place.line, cells).tasks.push(each);
    }
  }
  addBlocks(history, state.time, cells);
  return new Map(
    [...cells].map(([id, { lines, ...counts }]) => [
      id,
      {
        ...counts,
        lines: [...lines.values()].sort((a, b) => a.line - b.line)
      }
    ])
  );
}

function count(
  { task, state }: TaskState,
  history: History,
  time: number,
  cells: Map<string, Cell>
): void {
  if (task.cell === null || task.role === 'cell') {
    return;
  }
  const own = cellOf(task.cell, cells);
  if (state === 'failed') {
    own.failed++;
  } else if (isAlive(state)) {
    const execution = history.cellNamed(task.cell);
    const ended =
      !execution ||
      (execution.endedAt !== null && execution.endedAt <= time) ||
      task.role === 'earlier';
    own.alive++;
    own.leaked += ended ? 1 : 0;
  }
}

function isAlive(state: TaskState['state']): boolean {
  return (
    state === 'running' ||
    state === 'ready' ||
    state === 'waiting' ||
    state === 'merged'
  );
}

/** The innermost line of a cell that a task stands at; null: none is known, or it has ended. */
function placeOf(
  { task, state, wait }: TaskState,
  history: History,
  time: number
): Spot | null {
  if (!isAlive(state)) {
    return null;
  }
  const block = state === 'running' ? blockAt(history.loop, time) : null;
  const stack =
    block?.task === task.id && block.stack.length > 0
      ? block.stack
      : (wait?.stack ?? lastStack(task, time));
  return innermostInCell(stack, history);
}

/** Where a task waited last; empty: that is long ago. */
function lastStack(task: TaskHistory, time: number): readonly number[] {
  const last = lastAtOrBefore(task.spans, time);
  for (let at = last; at >= 0 && at > last - LOOK_BACK; at--) {
    const wait = task.spans[at]?.wait;
    if (wait) {
      return wait.stack;
    }
  }
  return [];
}

function innermostInCell(
  stack: readonly number[],
  history: History
): Spot | null {
  for (let at = stack.length - 1; at >= 0; at--) {
    const place = history.place(stack[at] ?? 0);
    if (place && place.cell !== null) {
      return { cell: place.cell, line: place.line };
    }
  }
  return null;
}

function addBlocks(
  history: History,
  time: number,
  cells: Map<string, Cell>
): void {
  const { blocks } = history.loop;
  for (let at = lastAtOrBefore(blocks, time); at >= 0; at--) {
    const block = blocks[at];
    const place = block && innermostInCell(block.stack, history);
    if (block && place) {
      const end = Math.min(block.end ?? time, time);
      lineOf(place.cell, place.line, cells).blocked += end - block.start;
    }
  }
}

function cellOf(id: string, cells: Map<string, Cell>): Cell {
  let cell = cells.get(id);
  if (!cell) {
    cell = { alive: 0, leaked: 0, failed: 0, lines: new Map() };
    cells.set(id, cell);
  }
  return cell;
}

function lineOf(id: string, number: number, cells: Map<string, Cell>): Line {
  const { lines } = cellOf(id, cells);
  let line = lines.get(number);
  if (!line) {
    line = { line: number, tasks: [], blocked: 0 };
    lines.set(number, line);
  }
  return line;
}
