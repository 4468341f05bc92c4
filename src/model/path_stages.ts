/**
 * A critical path in stages: what the path was in a task for, from when it came there until it went on in another. A part alone is too
 * little to be said in words: a chain of a thousand parts may be one task that sleeps five hundred times.
 */
import type { Doing, Handover, PathPart } from './path_parts';

/** All parts of a stage in which the same went on, together. */
export interface Sum {
  readonly doing: Doing;
  /** The first of them. */
  readonly first: PathPart;
  readonly time: number;
  readonly count: number;
}

export interface Stage {
  readonly task: number;
  readonly start: number;
  readonly end: number;
  /** How the path came here; null: it begins here. */
  readonly after: Handover | null;
  /** Longest first. */
  readonly sums: readonly Sum[];
}

/** The stages of a path, in the order of time. */
export function stagesOf(parts: readonly PathPart[]): Stage[] {
  const stages: Stage[] = [];
  let from = 0;
  for (let index = 1; index <= parts.length; index++) {
    if (parts[index]?.task !== parts[from]?.task) {
      stages.push(...stageOf(parts.slice(from, index)));
      from = index;
    }
  }
  return stages;
}

function stageOf(parts: readonly PathPart[]): Stage[] {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) {
    return [];
  }
  const sums = new Map<string, Sum>();
  for (const part of parts) {
    const key = keyOf(part);
    const { time, count, first } = sums.get(key) ?? {
      time: 0,
      count: 0,
      first: part
    };
    sums.set(key, {
      doing: part.doing,
      first,
      time: time + part.end - part.start,
      count: count + 1
    });
  }
  return [
    {
      task: first.task,
      start: first.start,
      end: last.end,
      after: first.after,
      sums: [...sums.values()].sort((a, b) => b.time - a.time)
    }
  ];
}

/** Equal where the same goes on: the same work, the same lock, or any two sleeps. */
function keyOf({ doing, wait, work }: PathPart): string {
  return doing === 'ran' || doing === 'ready' || doing === 'merged'
    ? doing
    : `${doing} ${wait?.kind ?? ''} ${wait?.on ?? ''} ${work?.id ?? ''}`;
}
