/**
 * Reads facts about the event loop: its rounds and callbacks, when it was blocked, what was merged.
 */
import {
  BrokenFrame,
  id,
  ids,
  integer,
  integers,
  nullable,
  sameLength,
  text,
  time
} from './fields';
import type { Readers } from './readers';

export const LOOP_FACTS: Readers<
  | 'iteration'
  | 'callback_named'
  | 'loop_blocked'
  | 'loop_unblocked'
  | 'window_merged'
> = {
  iteration: (from, t) => ({
    kind: 'iteration',
    t,
    polled: time(from, 'polled'),
    ready: integer(from, 'ready', 0),
    timers: integer(from, 'timers', 0),
    due: nullable(from, 'due', time)
  }),
  callback_named: (from, t) => {
    const callback = integer(from, 'callback');
    if (callback > -2) {
      throw new BrokenFrame('"callback" is not a whole number in range');
    }
    return {
      kind: 'callback_named',
      t,
      callback,
      function: text(from, 'function'),
      site: nullable(from, 'site', id)
    };
  },
  loop_blocked: (from, t) => ({
    kind: 'loop_blocked',
    t,
    task: integer(from, 'task'),
    since: time(from, 'since'),
    stack: ids(from, 'stack')
  }),
  loop_unblocked: (from, t) => {
    sameLength(from, ['delayed', 'delays']);
    return {
      kind: 'loop_unblocked',
      t,
      task: integer(from, 'task'),
      since: time(from, 'since'),
      stack: ids(from, 'stack'),
      delayed: ids(from, 'delayed'),
      delays: integers(from, 'delays', 0)
    };
  },
  window_merged: (from, t) => {
    sameLength(from, ['tasks', 'steps', 'busy']);
    return {
      kind: 'window_merged',
      t,
      since: time(from, 'since'),
      tasks: ids(from, 'tasks'),
      steps: integers(from, 'steps', 0),
      busy: integers(from, 'busy', 0)
    };
  }
};
