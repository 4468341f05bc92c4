/**
 * Playing a run: the cursor moves by itself, at a part of the speed at which the run was recorded. Pure: the session keeps
 * whether it plays, and whoever draws says that time has passed.
 *
 * Tried and dropped: an anchor (cursor and clock when play began), which has to be renewed at every scrub and change of
 * speed; here each frame moves the cursor on from where it stands.
 */

/** How fast a run can be played; 1: as it was recorded. */
export const SPEEDS = [0.01, 0.03, 0.1, 0.3, 1] as const;

export type Speed = (typeof SPEEDS)[number];

export interface Playback {
  readonly playing: boolean;
  readonly speed: Speed;
}

/** Most milliseconds that count between two frames: a page that was busy or out of sight goes on from where it stood. */
export const LONGEST_FRAME = 100;

/** Where the cursor stands `elapsed` milliseconds on, in nanoseconds; null: it has reached the end. */
export function advance(
  time: number,
  elapsed: number,
  speed: Speed,
  end: number
): number | null {
  const passed = Math.min(Math.max(0, elapsed), LONGEST_FRAME) * 1e6;
  const next = Math.round(time + passed * speed);
  return next >= end ? null : next;
}
