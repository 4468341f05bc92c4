/**
 * Which line of an edited text was which line of the text that ran. Pure of any editor's looks, so that it can be tested on
 * texts alone.
 *
 * A line keeps its mark while its own text stays as it was, wherever it moves; when all of the text is again what ran, by undo
 * or by hand, every line is back.
 */
import type { ChangeDesc, Text } from '@codemirror/state';

/** What ran, and where its lines are now. */
export interface Anchors {
  readonly ran: Text;
  /** Position of each line's start, from the first; -1: the line was changed, or is gone. */
  readonly at: readonly number[];
}

/** The anchors of a text whose source is known: all lines if it is what ran, else none. */
export function anchor(ran: Text, now: Text): Anchors {
  const same = ran.eq(now);
  const at: number[] = [];
  for (let line = 1; line <= ran.lines; line++) {
    at.push(same ? ran.line(line).from : -1);
  }
  return { ran, at };
}

/** The anchors after an edit that left the text `now`. */
export function moved(
  { ran, at }: Anchors,
  changes: ChangeDesc,
  now: Text
): Anchors {
  if (ran.eq(now)) {
    return anchor(ran, now);
  }
  const taken = new Set<number>();
  const next = at.map((position, index) => {
    if (position < 0) {
      return -1;
    }
    // An insertion at the line's very start may be a line put before it, or a change of its own.
    const to = changes.mapPos(position, 1);
    const line = now.lineAt(to);
    const kept =
      line.from === to &&
      line.text === ran.line(index + 1).text &&
      !taken.has(to);
    if (kept) {
      taken.add(to);
    }
    return kept ? to : -1;
  });
  return { ran, at: next };
}
