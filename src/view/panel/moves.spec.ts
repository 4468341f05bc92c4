import { Session } from '../../model/session';
import type { Fact } from '../../protocol/events';
import { story } from '../../testing/story';
import { translation } from '../../testing/trans';
import zh from '../zh-CN.json';
import type { Move } from './moves';
import { KEYS, keyName, moveName, moveOfKey, movesOf } from './moves';

const MS = 1_000_000;
const MOVES = Object.keys(KEYS) as Move[];

//            time in ms  0123456789
const STORY = `
  cell                    RRwwwwwwRD  gather
  a                       .rRwwRwwRD
`;

function sessionOf(facts: readonly Fact[]): Session {
  const session = new Session();
  const now = facts.at(-1)?.t ?? 0;
  session.receive({ kind: 'facts', run: 'r', first: 0, now, facts });
  return session;
}

/** Makes a move; whether there was one to make. */
function go(session: Session, move: Move): boolean {
  const act = movesOf(session, session.snapshot())[move];
  act?.();
  return act !== null;
}

/** Where the cursor stands, in ms; null: at the end. */
function at(session: Session): number | null {
  const { time } = session.snapshot().cursor;
  return time === null ? null : time / MS;
}

/** All stops of a move until it can be made no more. */
function stops(session: Session, move: Move): (number | null)[] {
  const seen: (number | null)[] = [];
  while (seen.length < 100 && go(session, move)) {
    seen.push(at(session));
  }
  return seen;
}

test('from change to change of the selected task, forward and back', () => {
  const session = sessionOf(story(STORY));
  session.select(2);
  session.moveTo(0);
  // Born, first step, wait, woken, wait, woken, done: the last one is the end, and followed from there.
  expect(stops(session, 'nextChange')).toEqual([1, 2, 3, 5, 6, 8, null]);
  expect(stops(session, 'previousChange')).toEqual([8, 6, 5, 3, 2, 1]);
});

test('without a selected task there are no changes to go to', () => {
  const session = sessionOf(story(STORY));
  session.moveTo(4 * MS);
  const moves = movesOf(session, session.snapshot());
  expect(moves.nextChange).toBeNull();
  expect(moves.previousChange).toBeNull();
  // Nor with one that this run does not know.
  session.select(4711);
  expect(movesOf(session, session.snapshot()).nextChange).toBeNull();
});

test('from moment to moment, whoever’s it is', () => {
  const session = sessionOf(story(STORY));
  session.moveTo(0);
  const forward = stops(session, 'nextMoment');
  expect(forward).toEqual([1, 2, 3, 5, 6, 8, null]);
  expect(stops(session, 'previousMoment')).toEqual([8, 6, 5, 3, 2, 1, 0]);
});

test('to the start, back to the end, and play', () => {
  const session = sessionOf(story(STORY));
  go(session, 'start');
  expect(at(session)).toBe(0);
  go(session, 'play');
  expect(session.snapshot().playback.playing).toBe(true);
  go(session, 'play');
  expect(session.snapshot().playback.playing).toBe(false);
  go(session, 'live');
  expect(at(session)).toBeNull();
});

test('slower and faster, until there is nothing slower or faster', () => {
  const session = sessionOf(story(STORY));
  const speed = (): number => session.snapshot().playback.speed;
  while (go(session, 'slower')) {
    expect(speed()).toBeGreaterThan(0);
  }
  const slowest = speed();
  expect(slowest).toBe(0.01);
  let before = slowest;
  while (go(session, 'faster')) {
    expect(speed()).toBeGreaterThan(before);
    before = speed();
  }
  expect(before).toBe(1);
});

test('every move has a name in both languages, and a key of its own', () => {
  const [english, chinese] = [translation(null), translation(zh)];
  expect(new Set(Object.values(KEYS)).size).toBe(MOVES.length);
  expect(new Set(MOVES.map(move => moveName(move, english))).size).toBe(
    MOVES.length
  );
  for (const move of MOVES) {
    expect(moveName(move, chinese)).toMatch(/\p{Script=Han}/u);
  }
  expect(keyName('play', english)).toBe('Space');
  expect(keyName('play', chinese)).toBe('空格');
  expect(keyName('nextChange', english)).toBe(']');
});

describe('keys', () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false };
  const moveOf = (key: string, tag = 'div', part = {}): Move | null =>
    moveOfKey({
      key,
      ...none,
      target: Object.assign(document.createElement(tag), part)
    });

  test.each(MOVES)('%s', move => {
    expect(moveOf(KEYS[move])).toBe(move);
    for (const held of ['ctrlKey', 'metaKey', 'altKey']) {
      expect(
        moveOfKey({ key: KEYS[move], ...none, [held]: true, target: null })
      ).toBeNull();
    }
  });

  test('where text is typed or an entry chosen, they are left alone', () => {
    for (const tag of ['input', 'textarea', 'select']) {
      expect(moveOf('.', tag)).toBeNull();
      expect(moveOf(' ', tag)).toBeNull();
    }
    expect(moveOf('.', 'input', { type: 'range' })).toBe('nextMoment');
  });

  test('Space presses the button that has the focus; the others go through', () => {
    for (const tag of ['button', 'summary']) {
      expect(moveOf(' ', tag)).toBeNull();
      expect(moveOf(']', tag)).toBe('nextChange');
    }
  });

  test('other keys mean nothing', () => {
    expect(moveOf('a')).toBeNull();
    expect(moveOf('ArrowLeft')).toBeNull();
  });
});
