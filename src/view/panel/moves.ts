/**
 * What a reader can do to the cursor, each by a button and by a key. One table for both, so that a button is disabled
 * exactly when its key does nothing.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { changeAfter, changeBefore } from '../../model/changes';
import type { Speed } from '../../model/playback';
import { SPEEDS } from '../../model/playback';
import { firstAfter, lastBefore } from '../../model/search';
import type { Session, Snapshot } from '../../model/session';

export type Move =
  | 'play'
  | 'previousMoment'
  | 'nextMoment'
  | 'previousChange'
  | 'nextChange'
  | 'slower'
  | 'faster'
  | 'start'
  | 'live';

/** What each move does now; null: there is nothing to do. */
export type Moves = Readonly<Record<Move, (() => void) | null>>;

/** The key of each move. Keys that a view uses itself do not get here. */
export const KEYS: Readonly<Record<Move, string>> = {
  play: ' ',
  previousMoment: ',',
  nextMoment: '.',
  previousChange: '[',
  nextChange: ']',
  slower: '<',
  faster: '>',
  start: 'Home',
  live: 'End'
};

/** The moves from where the cursor stands. */
export function movesOf(session: Session, snapshot: Snapshot): Moves {
  const { shown, cursor, playback } = snapshot;
  const history = shown?.log.history;
  const at = cursor.time ?? history?.now ?? 0;
  const task =
    cursor.selected === null ? null : (history?.task(cursor.selected) ?? null);
  const to = (time: number | null): (() => void) | null =>
    time === null ? null : () => session.moveTo(time);
  const speedTo = (speed: Speed | undefined): (() => void) | null =>
    speed === undefined ? null : () => session.setSpeed(speed);
  const speed = SPEEDS.indexOf(playback.speed);
  const moments = history?.moments ?? [];
  return {
    play: () => session.play(!playback.playing),
    previousMoment: to(lastBefore(moments, at)),
    nextMoment: to(firstAfter(moments, at)),
    previousChange: to(task && changeBefore(task, at)),
    nextChange: to(task && changeAfter(task, at)),
    slower: speedTo(SPEEDS[speed - 1]),
    faster: speedTo(SPEEDS[speed + 1]),
    start: to(0),
    live: () => session.moveTo(null)
  };
}

/** The name of a move. */
export function moveName(move: Move, trans: TranslationBundle): string {
  switch (move) {
    case 'play':
      return trans.__('Play or pause');
    case 'previousMoment':
      return trans.__('Previous moment');
    case 'nextMoment':
      return trans.__('Next moment');
    case 'previousChange':
      return trans.__('Previous change of the selected task');
    case 'nextChange':
      return trans.__('Next change of the selected task');
    case 'slower':
      return trans.__('Slower');
    case 'faster':
      return trans.__('Faster');
    case 'start':
      return trans.__('Start of the run');
    case 'live':
      return trans.__('Return to the end and follow it');
  }
}

/** The key of a move as it is written on the keyboard. */
export function keyName(move: Move, trans: TranslationBundle): string {
  return move === 'play' ? trans.__('Space') : KEYS[move];
}

/** The move that a key stands for; null: none, or the key belongs to what has the focus. */
export function moveOfKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly target: unknown;
}): Move | null {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return null;
  }
  const { target, key } = event;
  if (target instanceof Element && takesKeys(target, key)) {
    return null;
  }
  const found = Object.entries(KEYS).find(([, each]) => each === key);
  return (found?.[0] as Move | undefined) ?? null;
}

/** Text is typed there, an entry is chosen, or it is pressed. */
function takesKeys(target: Element, key: string): boolean {
  if (target.matches('input:not([type="range"]), textarea, select')) {
    return true;
  }
  return key === ' ' && target.matches('button, a, summary, [role="button"]');
}
