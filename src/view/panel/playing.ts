/** Lets the cursor of a session move while it plays: one step an animation frame, and none when nobody can see it. */
import React from 'react';
import type { Session } from '../../model/session';

/** Tells the session's clock while `on`. */
export function usePlaying(session: Session, on: boolean): void {
  React.useEffect(() => {
    if (!on) {
      return;
    }
    let frame = 0;
    const tick = (clock: number): void => {
      frame = requestAnimationFrame(tick);
      session.tick(clock);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [session, on]);
}
