import { ChangeSet, Text } from '@codemirror/state';
import { type Anchors, anchor, moved } from './anchors';

const RAN = 'import asyncio\nawait a()\nawait b()\n';

/** Edits a text and tells which line each line that ran is at now; 0: it has changed. */
function after(...edits: { from: number; to?: number; insert?: string }[]): {
  lines: number[];
  text: string;
} {
  let text = Text.of(RAN.split('\n'));
  let anchors: Anchors = anchor(text, text);
  for (const edit of edits) {
    const changes = ChangeSet.of(edit, text.length);
    text = changes.apply(text);
    anchors = moved(anchors, changes, text);
  }
  return {
    lines: anchors.at.map(at => (at < 0 ? 0 : text.lineAt(at).number)),
    text: text.toString()
  };
}

test('untouched, every line is where it was', () => {
  expect(after().lines).toEqual([1, 2, 3, 4]);
});

test('lines move with the text', () => {
  expect(after({ from: 0, insert: '# first\n' }).lines).toEqual([2, 3, 4, 5]);
  expect(after({ from: 14, insert: '\n\n' }).lines).toEqual([1, 4, 5, 6]);
  expect(after({ from: 15, insert: '# above\n' }).lines).toEqual([1, 3, 4, 5]);
});

test('a line that changes loses its mark, and gets it back when it is again what ran', () => {
  const typed = { from: 24, insert: ' # x' };
  expect(after(typed).lines).toEqual([1, 0, 3, 4]);
  const undone = after(typed, { from: 24, to: 28 });
  expect(undone.text).toBe(RAN);
  expect(undone.lines).toEqual([1, 2, 3, 4]);
});

test('a line that is deleted takes its mark along', () => {
  expect(after({ from: 15, to: 25 }).lines).toEqual([1, 0, 2, 3]);
});

test('a line that is indented or joined has changed', () => {
  expect(after({ from: 15, insert: '  ' }).lines).toEqual([1, 0, 3, 4]);
  expect(after({ from: 24, to: 25 }).lines).toEqual([1, 0, 0, 3]);
});

test('a text that is not what ran has no lines of it until it is', () => {
  const ran = Text.of(RAN.split('\n'));
  const now = Text.of(['x', ...RAN.split('\n')]);
  const anchors = anchor(ran, now);
  expect(anchors.at).toEqual([-1, -1, -1, -1]);
  const changes = ChangeSet.of({ from: 0, to: 2 }, now.length);
  expect(moved(anchors, changes, changes.apply(now)).at[1]).toBe(15);
});
