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
