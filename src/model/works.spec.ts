import type { Fact } from '../protocol/events';
import { logOf } from '../testing/fixtures';
import { workAt } from './works';

const submitted: Fact = {
  kind: 'work_submitted',
  t: 10,
  work: 6,
  type: 'thread',
  function: 'resize',
  task: 2,
  site: 3
};
const started: Fact = { kind: 'work_started', t: 20, work: 6, worker: 1 };
const ended: Fact = { kind: 'work_ended', t: 50, work: 6, outcome: 'raised' };

describe('work that was given away', () => {
  it('is queued, runs in its lane and ends', () => {
    const { history } = logOf([submitted, started, ended]);
    const [work] = history.works;
    expect(work).toEqual({
      id: 6,
      type: 'thread',
      function: 'resize',
      task: 2,
      queuedAt: 10,
      startedAt: 20,
      endedAt: 50,
      worker: 1,
      outcome: 'raised'
    });
    expect([9, 10, 20, 49, 50].map(t => work && workAt(work, t))).toEqual([
      null,
      'queued',
      'running',
      'running',
      'over'
    ]);
    expect(history.work(6)).toBe(work);
  });

  it('keeps its own times, though another thread tells them late', () => {
    const other: Fact = { kind: 'run_ended', t: 40, overhead: 0 };
    const late = logOf([submitted, other, started]).history;
    expect(late.work(6)?.startedAt).toBe(20);
    const last = logOf([submitted, ended, { ...started, t: 60 }]).history;
    expect(last.work(6)).toMatchObject({ startedAt: 50, endedAt: 50 });
  });

  it('that was cancelled in the queue never started', () => {
    const { history } = logOf([
      submitted,
      { ...ended, outcome: 'cancelled' },
      { ...ended, t: 70 }
    ]);
    expect(history.work(6)).toMatchObject({
      startedAt: null,
      endedAt: 50,
      outcome: 'cancelled'
    });
  });
});
