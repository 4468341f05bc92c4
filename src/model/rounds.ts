/**
 * Where the loop stands in its rounds at an instant, and what a reader steps through.
 *
 *   round          ├──── 7 ─────────────────────┼──── 8 ──────────
 *   rounds[6]      polled ····· start           polled ·· start
 *   spans          idle         task 3 │ call…  idle      task 4
 *
 * A round begins with its poll, but is told of when the poll is over: while the loop still sleeps, only the span says so.
 */
import type { LoopHistory, LoopSpan, Round } from './loop';
import { lastAtOrBefore } from './search';

/** A round that the loop is in. */
export interface RoundAt {
  /** Its number, from 1. */
  readonly number: number;
  /** When its poll began. */
  readonly polled: number;
  /** The loop still polls, and sleeps if nothing is ready. */
  readonly polling: boolean;
  /** What it found when it had polled; null: that is not known yet. */
  readonly round: Round | null;
}

/** The span that the loop is in; null: nothing is told of that instant. */
export function loopSpanAt(
  { spans }: LoopHistory,
  time: number
): LoopSpan | null {
  return spans[lastAtOrBefore(spans, time)] ?? null;
}

/** The round at an instant; null: none has begun, or single rounds were not told there. */
export function roundAt(loop: LoopHistory, time: number): RoundAt | null {
  const { rounds } = loop;
  const span = loopSpanAt(loop, time);
  if (span?.task === null) {
    return null;
  }
  const last = lastAtOrBefore(rounds, time);
  const next = rounds[last + 1];
  if (next && next.polled <= time) {
    const { polled } = next;
    return { number: last + 2, polled, polling: true, round: next };
  }
  const round = rounds[last];
  if (!next && span?.task === 0 && span.start >= (round?.start ?? 0)) {
    const polled = span.start;
    return { number: last + 2, polled, polling: true, round: null };
  }
  return round
    ? { number: last + 1, polled: round.polled, polling: false, round }
    : null;
}

/**
 * How many steps of tasks a round has; the rest of its handles are plain callbacks. null: it is not over. Each task has one
 * handle in a round at the most, so its steps are all told; callbacks of one name in a row are told once.
 */
export function stepsIn(loop: LoopHistory, number: number): number | null {
  const [round, next] = [loop.rounds[number - 1], loop.rounds[number]];
  if (!round || !next) {
    return null;
  }
  const { spans } = loop;
  let steps = 0;
  let index = lastAtOrBefore(spans, round.start);
  for (let span = spans[index]; span; span = spans[++index]) {
    if (span.start >= next.polled) {
      break;
    }
    steps += (span.task ?? 0) > 0 ? 1 : 0;
  }
  return steps;
}

/** Where the buttons beside a loop lead; null: there is no such instant. */
export interface LoopMoves {
  readonly previousRound: number | null;
  readonly previousStep: number | null;
  readonly nextStep: number | null;
  readonly nextRound: number | null;
}

/** From an instant to the beginnings of the rounds and of the steps around it. A poll counts as a step. */
export function movesAt(loop: LoopHistory, time: number): LoopMoves {
  const { rounds, spans } = loop;
  const at = lastAtOrBefore(spans, time);
  const before = spans[at]?.start === time ? spans[at - 1] : spans[at];
  const last = lastAtOrBefore(rounds, time);
  const polls = [last - 1, last, last + 1, last + 2].flatMap(
    index => rounds[index]?.polled ?? []
  );
  return {
    previousRound: polls.filter(polled => polled < time).at(-1) ?? null,
    previousStep: before?.start ?? null,
    nextStep: spans[at + 1]?.start ?? null,
    nextRound: polls.find(polled => polled > time) ?? null
  };
}
