/**
 * A run in figures: how long it took, how many tasks lived at once, how long they ran and waited, and how much of that waiting
 * overlapped. Looks at all spans of a run, so it is for one comparison and not for every frame.
 */
import type { WaitKind } from '../protocol/events';
import type { History } from './history';
import type { TaskHistory } from './records';

/** Stretches of time laid over each other. */
export interface Overlap {
  readonly count: number;
  /** All of them, one after the other. */
  readonly total: number;
  /** The time in which there was at least one. */
  readonly covered: number;
  /** The most at one time. */
  readonly most: number;
}

/** Waits of one kind. */
export interface WaitSum {
  readonly count: number;
  readonly total: number;
}

/** Times are nanoseconds. */
export interface RunFigures {
  /** The program's first and last instant on the run's own clock. */
  readonly from: number;
  readonly to: number;
  /** Lives of the tasks that the program made, each from its first step on. */
  readonly lives: Overlap;
  readonly steps: number;
  /** For how long its steps ran. */
  readonly busy: number;
  /** For how long tasks were ready while another one ran. */
  readonly ready: number;
  readonly waits: ReadonlyMap<WaitKind, WaitSum>;
  /** Waits that the program cannot shorten, for timers and for what is outside of it. */
  readonly outside: Overlap;
  /** How many waits of `outside` are sleeps. */
  readonly sleeps: number;
  /** How often the loop was blocked, and for how long. */
  readonly blocks: WaitSum;
  /** Tasks that had not ended when it ended. */
  readonly pending: number;
  /** There are windows in it of which single waits were not told. */
  readonly merged: boolean;
}

/** Waits that last as long as they last, whatever other tasks do. */
const OUTSIDE: ReadonlySet<WaitKind> = new Set<WaitKind>([
  'sleep',
  'timer',
  'stream',
  'socket',
  'executor',
  'subprocess'
]);

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The figures of a run as far as it is known. */
export function figuresOf(history: History): RunFigures {
  const own = history.tasks.filter(task => task.role !== 'earlier');
  const { from, to } = extentOf(own, history.now);
  const waits = new Map<WaitKind, WaitSum>();
  const outside: Stretch[] = [];
  let [ready, busy, steps, sleeps] = [0, 0, 0, 0];
  for (const { spans, endedAt } of own) {
    spans.forEach((span, index) => {
      const end = spans[index + 1]?.start ?? endedAt ?? to;
      const length = Math.max(0, Math.min(end, to) - span.start);
      if (span.state === 'ready') {
        ready += length;
      }
      if (span.wait) {
        const { kind } = span.wait;
        waits.set(kind, added(waits.get(kind), length));
        if (OUTSIDE.has(kind)) {
          outside.push({ start: span.start, end: span.start + length });
          sleeps += kind === 'sleep' ? 1 : 0;
        }
      }
    });
    const last = spans.at(-1);
    steps += last?.steps ?? 0;
    busy += last
      ? last.busy +
        (last.state === 'running' ? Math.max(0, to - last.start) : 0)
      : 0;
  }
  const { blocks, windows } = history.loop;
  return {
    from,
    to,
    lives: overlapOf(livesOf(own, to)),
    steps,
    busy,
    ready,
    waits,
    outside: overlapOf(outside),
    sleeps,
    blocks: blocks.reduce(
      (sum, { start, end }) => added(sum, (end ?? history.now) - start),
      { count: 0, total: 0 }
    ),
    pending: own.filter(task => task.endedAt === null).length,
    merged: windows.length > 0
  };
}

/**
 * From the first birth to the last end. A task that never ends does not count, unless it is the cell or the main code
 * itself: it may be left over, and the recording goes on until somebody stops it.
 */
function extentOf(
  tasks: readonly TaskHistory[],
  now: number
): { from: number; to: number } {
  const [first] = tasks;
  const from = first?.createdAt ?? 0;
  const goesOn = tasks.some(
    ({ role, endedAt }) => role !== 'task' && endedAt === null
  );
  const ends = tasks.flatMap(({ endedAt }) => endedAt ?? []);
  if (goesOn || ends.length === 0) {
    return { from, to: Math.max(from, now) };
  }
  return { from, to: ends.reduce((most, end) => Math.max(most, end), from) };
}

function livesOf(tasks: readonly TaskHistory[], to: number): Stretch[] {
  return tasks.flatMap(({ role, spans, endedAt }) => {
    const start = spans.find(
      ({ state }) => state === 'running' || state === 'merged'
    )?.start;
    return role === 'task' && start !== undefined
      ? { start, end: Math.max(start, endedAt ?? to) }
      : [];
  });
}

/** Lays stretches over each other. Where one ends as another begins, they do not meet. */
export function overlapOf(stretches: readonly Stretch[]): Overlap {
  const changes = stretches
    .filter(({ start, end }) => end > start)
    .flatMap(({ start, end }) => [
      { at: start, by: 1 },
      { at: end, by: -1 }
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let [level, most, covered, total, last] = [0, 0, 0, 0, 0];
  for (const { at, by } of changes) {
    total += level * (at - last);
    covered += level > 0 ? at - last : 0;
    level += by;
    most = Math.max(most, level);
    last = at;
  }
  return { count: stretches.length, total, covered, most };
}

function added(sum: WaitSum | undefined, length: number): WaitSum {
  return {
    count: (sum?.count ?? 0) + 1,
    total: (sum?.total ?? 0) + length
  };
}
