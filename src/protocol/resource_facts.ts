/**
 * Reads facts about resources and about work that was given away.
 */
import { id, ids, integer, nullable, text, time, word } from './fields';
import { RESOURCES, WORK_OUTCOMES, WORK_TYPES } from './known_words';
import type { Readers } from './readers';

export const RESOURCE_FACTS: Readers<
  | 'resource_seen'
  | 'acquired'
  | 'released'
  | 'resized'
  | 'members_named'
  | 'timeout_set'
  | 'work_submitted'
  | 'work_started'
  | 'work_ended'
> = {
  resource_seen: (from, t, format) => ({
    kind: 'resource_seen',
    t,
    resource: id(from, 'resource'),
    type: word(from, 'type', RESOURCES),
    name: nullable(from, 'name', text),
    capacity: nullable(from, 'capacity', integer),
    // Format 1 did not tell it.
    detail: format === 1 ? null : nullable(from, 'detail', text)
  }),
  acquired: (from, t) => ({
    kind: 'acquired',
    t,
    resource: id(from, 'resource'),
    task: id(from, 'task')
  }),
  released: (from, t) => ({
    kind: 'released',
    t,
    resource: id(from, 'resource'),
    task: id(from, 'task')
  }),
  resized: (from, t) => ({
    kind: 'resized',
    t,
    resource: id(from, 'resource'),
    size: integer(from, 'size', 0),
    task: nullable(from, 'task', id)
  }),
  members_named: (from, t) => ({
    kind: 'members_named',
    t,
    resource: id(from, 'resource'),
    tasks: ids(from, 'tasks')
  }),
  timeout_set: (from, t) => ({
    kind: 'timeout_set',
    t,
    resource: id(from, 'resource'),
    task: id(from, 'task'),
    until: nullable(from, 'until', time)
  }),
  work_submitted: (from, t) => ({
    kind: 'work_submitted',
    t,
    work: id(from, 'work'),
    type: word(from, 'type', WORK_TYPES),
    function: text(from, 'function'),
    task: nullable(from, 'task', id),
    site: nullable(from, 'site', id)
  }),
  work_started: (from, t) => ({
    kind: 'work_started',
    t,
    work: id(from, 'work'),
    worker: integer(from, 'worker', 0)
  }),
  work_ended: (from, t) => ({
    kind: 'work_ended',
    t,
    work: id(from, 'work'),
    outcome: word(from, 'outcome', WORK_OUTCOMES)
  })
};
