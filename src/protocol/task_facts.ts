/**
 * Reads facts about tasks: births, waits, wakes, cancels and ends.
 */
import type { Waker } from './events';
import type { Fields } from './fields';
import { fields, id, ids, integer, nullable, text, time, word } from './fields';
import { OUTCOMES, ROLES, WAITS, WAKERS } from './known_words';
import type { Readers } from './readers';

export const TASK_FACTS: Readers<
  | 'task_created'
  | 'task_renamed'
  | 'step'
  | 'eager_yielded'
  | 'wait_started'
  | 'task_woken'
  | 'task_ended'
  | 'cancel_requested'
  | 'cancel_withdrawn'
  | 'task_destroyed'
  | 'exception_unretrieved'
> = {
  task_created: (from, t) => ({
    kind: 'task_created',
    t,
    task: id(from, 'task'),
    name: text(from, 'name'),
    coroutine: text(from, 'coroutine'),
    parent: nullable(from, 'parent', id),
    cell: nullable(from, 'cell', text),
    site: nullable(from, 'site', id),
    role: word(from, 'role', ROLES)
  }),
  task_renamed: (from, t) => ({
    kind: 'task_renamed',
    t,
    task: id(from, 'task'),
    name: text(from, 'name')
  }),
  step: (from, t) => ({ kind: 'step', t, task: integer(from, 'task') }),
  eager_yielded: (from, t) => ({
    kind: 'eager_yielded',
    t,
    task: id(from, 'task')
  }),
  wait_started: (from, t) => ({
    kind: 'wait_started',
    t,
    task: id(from, 'task'),
    wait: word(from, 'wait', WAITS),
    on: nullable(from, 'on', id),
    until: nullable(from, 'until', time),
    stack: ids(from, 'stack')
  }),
  task_woken: (from, t) => ({
    kind: 'task_woken',
    t,
    task: id(from, 'task'),
    by: waker(from)
  }),
  task_ended: (from, t) => ({
    kind: 'task_ended',
    t,
    task: id(from, 'task'),
    outcome: word(from, 'outcome', OUTCOMES),
    error: nullable(from, 'error', text),
    message: nullable(from, 'message', text)
  }),
  cancel_requested: (from, t) => ({
    kind: 'cancel_requested',
    t,
    task: id(from, 'task'),
    by: waker(from),
    site: nullable(from, 'site', id),
    requests: integer(from, 'requests', 0)
  }),
  cancel_withdrawn: (from, t) => ({
    kind: 'cancel_withdrawn',
    t,
    task: id(from, 'task'),
    requests: integer(from, 'requests', 0)
  }),
  task_destroyed: (from, t) => ({
    kind: 'task_destroyed',
    t,
    task: id(from, 'task')
  }),
  exception_unretrieved: (from, t) => ({
    kind: 'exception_unretrieved',
    t,
    task: id(from, 'task')
  })
};

function waker(from: Fields): Waker {
  const by = fields(from['by'], '"by"');
  return { kind: word(by, 'kind', WAKERS), task: nullable(by, 'task', id) };
}
