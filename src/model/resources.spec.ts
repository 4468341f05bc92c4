import type { Fact } from '../protocol/events';
import { logOf } from '../testing/fixtures';

const seen: Fact = {
  kind: 'resource_seen',
  t: 1,
  resource: 4,
  type: 'queue',
  name: 'jobs',
  capacity: 2,
  detail: 'tcp fd 12'
};

describe('resources', () => {
  it('are numbered where they share type and name', () => {
    const { history } = logOf([
      seen,
      { ...seen, resource: 5, name: 'other' },
      { ...seen, resource: 6, type: 'lock' },
      { ...seen, resource: 7 },
      { ...seen, resource: 8, name: null },
      { ...seen, resource: 9, name: null },
      { ...seen, resource: 10 },
      { ...seen, resource: 7, name: 'again' }
    ]);
    expect(
      [...history.resources].map(({ id, name, number }) => [id, name, number])
    ).toEqual([
      [4, 'jobs', 1],
      [5, 'other', null],
      [6, 'jobs', null],
      [7, 'jobs', 2],
      [8, null, null],
      [9, null, null],
      [10, 'jobs', 3]
    ]);
  });

  it('keep what changes over time', () => {
    const { history } = logOf([
      seen,
      { kind: 'resized', t: 2, resource: 4, size: 1, task: 7 },
      { kind: 'resized', t: 3, resource: 4, size: 0, task: null },
      { kind: 'members_named', t: 4, resource: 4, tasks: [1, 2] },
      { kind: 'timeout_set', t: 5, resource: 4, task: 7, until: 900 },
      { kind: 'timeout_set', t: 6, resource: 4, task: 7, until: null },
      { kind: 'resized', t: 7, resource: 99, size: 1, task: null }
    ]);
    expect(history.resource(4)).toMatchObject({
      detail: 'tcp fd 12',
      sizes: [
        { start: 2, size: 1, task: 7 },
        { start: 3, size: 0, task: null }
      ],
      members: [{ start: 4, tasks: [1, 2] }],
      timeouts: [
        { start: 5, task: 7, until: 900 },
        { start: 6, task: 7, until: null }
      ]
    });
    expect([...history.resources].map(each => each.name)).toEqual(['jobs']);
    expect(history.resource(99)).toBeNull();
  });

  it('are what they were seen as first', () => {
    const { history } = logOf([seen, { ...seen, t: 2, name: 'other' }]);
    expect(history.resource(4)?.name).toBe('jobs');
  });
});
