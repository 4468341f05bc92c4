/**
 * How a task's life is shared out among the states that last. Each span holds the sums by its start, so that any instant's
 * are one bisection away.
 */
import { assertNever } from './never';
import type { Span } from './records';

/** Nanoseconds in each of the states that last. */
export type Shares = Pick<Span, 'busy' | 'ready' | 'waiting'>;

const NOTHING: Shares = { busy: 0, ready: 0, waiting: 0 };

/** The shares of a task by then, if the span that is given lasts until then. */
export function sharesBy(span: Span | undefined, t: number): Shares {
  if (!span) {
    return NOTHING;
  }
  const { busy, ready, waiting, state, start } = span;
  switch (state) {
    case 'running':
      return { busy: busy + t - start, ready, waiting };
    case 'ready':
      return { busy, ready: ready + t - start, waiting };
    case 'waiting':
      return { busy, ready, waiting: waiting + t - start };
    case 'merged':
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'destroyed':
      return { busy, ready, waiting };
    default:
      return assertNever(state);
  }
}

/**
 * What a task had done by `from`: its last span before tells it, unless that one is merged; then the span behind it does, told
 * but for the step that it may stand for.
 */
export function totalsBefore(
  from: number,
  before: Span | undefined,
  told: Span | undefined
): Shares & { steps: number } {
  if (before?.state === 'merged' && told) {
    const { steps, busy, ready, waiting } = told;
    const own = told.state === 'running' ? 1 : 0;
    return { steps: steps - own, busy, ready, waiting };
  }
  return { steps: before?.steps ?? 0, ...sharesBy(before, from) };
}
