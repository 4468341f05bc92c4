import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { STATES } from '../../model/records';
import type { WaitKind } from '../../protocol/events';
import { RESOURCES, WAITS, WORK_TYPES } from '../../protocol/known_words';
import { fixture, logOf } from '../../testing/fixtures';
import {
  conceptOf,
  conceptOfResource,
  conceptOfTask,
  conceptOfWork
} from './concepts';

/** The ids that the course has: the names of its notebooks without their numbers. */
const COURSE = readdirSync(join(__dirname, '../../../notebooks/en'))
  .filter(name => name.endsWith('.ipynb'))
  .map(name => name.replace(/^\d+-(.*)\.ipynb$/, '$1'));

const log = logOf([
  {
    kind: 'resource_seen',
    t: 0,
    resource: 1,
    type: 'task_group',
    name: null,
    capacity: null,
    detail: null
  },
  {
    kind: 'work_submitted',
    t: 0,
    work: 2,
    type: 'process',
    function: 'f',
    task: null,
    site: null
  }
]);

const concept = (kind: WaitKind, on: number | null = null): string =>
  conceptOf({ kind, on }, log.history);

test.each(WAITS)('what explains a wait for %s is in the course', kind => {
  expect(COURSE).toContain(concept(kind));
});

test.each(RESOURCES)('what explains a %s is in the course', type => {
  expect(COURSE).toContain(conceptOfResource(type));
});

test.each(WORK_TYPES)('what explains work in a %s is in the course', type => {
  expect(COURSE).toContain(conceptOfWork(type));
});

test.each(STATES)('what explains a task that is %s is in the course', state => {
  expect(COURSE).toContain(conceptOfTask({ state, wait: null }, log.history));
});

test('a wait says more than the state, and a thing more than the kind', () => {
  const wait = { kind: 'lock', on: null, until: null, stack: [] } as const;
  expect(conceptOfTask({ state: 'waiting', wait }, log.history)).toBe('lock');
  expect(concept('gather')).toBe('gather');
  expect(concept('gather', 1)).toBe('task-group');
  expect(concept('executor')).toBe('threads');
  expect(concept('executor', 2)).toBe('processes');
});

test.each(['network-io', 'works', 'barrier', 'task-group', 'queue'])(
  'every wait recorded in %s has a concept of the course',
  name => {
    const { history } = fixture(name);
    const waits = history.tasks.flatMap(task =>
      task.spans.flatMap(span => span.wait ?? [])
    );
    expect(waits.length).toBeGreaterThan(0);
    for (const wait of waits) {
      expect(COURSE).toContain(conceptOf(wait, history));
    }
  }
);
