import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ResourceSeen,
  WaitKind,
  WorkSubmitted
} from '../../protocol/events';
import { fixture, logOf } from '../../testing/fixtures';
import { conceptOf } from './concepts';

/** The ids that the course has: the names of its notebooks without their numbers. */
const COURSE = readdirSync(join(__dirname, '../../../notebooks/en'))
  .filter(name => name.endsWith('.ipynb'))
  .map(name => name.replace(/^\d+-(.*)\.ipynb$/, '$1'));

const log = logOf([
  {
    kind: 'resource_seen',
    t: 0,
    resource: 1,
    type: 'task_group' satisfies ResourceSeen['type'],
    name: null,
    capacity: null,
    detail: null
  },
  {
    kind: 'work_submitted',
    t: 0,
    work: 2,
    type: 'process' satisfies WorkSubmitted['type'],
    function: 'f',
    task: null,
    site: null
  }
]);

const concept = (kind: WaitKind, on: number | null = null): string | null =>
  conceptOf({ kind, on, until: null, stack: [] }, log.history);

const KINDS: readonly WaitKind[] = [
  'sleep',
  'future',
  'task',
  'gather',
  'lock',
  'semaphore',
  'condition',
  'event',
  'barrier',
  'queue.get',
  'queue.put',
  'stream',
  'socket',
  'executor',
  'subprocess',
  'timer'
];

test.each(KINDS)('what explains %s is in the course', kind => {
  expect(COURSE).toContain(concept(kind));
});

test('a task group, a process and something unknown', () => {
  expect(concept('gather', 1)).toBe('task-group');
  expect(concept('executor', 2)).toBe('processes');
  expect(COURSE).toEqual(expect.arrayContaining(['task-group', 'processes']));
  expect(concept('unknown')).toBeNull();
});

test('every wait that was recorded has a concept', () => {
  for (const name of [
    'network-io',
    'works',
    'barrier',
    'task-group',
    'queue'
  ]) {
    const { history } = fixture(name);
    const waits = history.tasks.flatMap(task =>
      task.spans.flatMap(span => span.wait ?? [])
    );
    expect(waits.length).toBeGreaterThan(0);
    for (const wait of waits) {
      expect(COURSE).toContain(conceptOf(wait, history));
    }
  }
});
