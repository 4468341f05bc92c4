import * as fc from 'fast-check';
import type { Fact, Waker } from '../protocol/events';
import { anyFact } from '../testing/arbitrary';
import { fixture, logOf } from '../testing/fixtures';
import { TICK, story } from '../testing/story';
import type { CriticalPath } from './critical_path';
import { criticalPath } from './critical_path';
import type { History } from './history';

/** A story in which tasks are woken by others: `wakers[task]` wakes `task`; the rest by timers. */
function told(
  picture: string,
  wakers: Readonly<Record<number, number>>
): Fact[] {
  return story(picture).map((fact): Fact => {
    const waker = fact.kind === 'task_woken' ? wakers[fact.task] : undefined;
    const by: Waker = { kind: 'task', task: waker ?? null };
    return fact.kind === 'task_woken' && waker ? { ...fact, by } : fact;
  });
}

function pathOf(history: History, most?: number): CriticalPath {
  const path = criticalPath(history, most);
  if (!path) {
    throw new Error('no path');
  }
  return path;
}

/** `b waited 4-13`, in ticks; behind an arrow how the path came there. */
function said(history: History, path = pathOf(history)): string[] {
  return path.parts.map(({ task, doing, start, end, after }) => {
    const name = history.task(task)?.name ?? '';
    const how = after
      ? ` <- ${after.how} by ${history.task(after.from)?.name ?? ''}`
      : '';
    return `${name} ${doing} ${start / TICK}-${end / TICK}${how}`;
  });
}

describe('criticalPath', () => {
  it('of a gather runs through the member that ended last', () => {
    const { history } = logOf(
      told(
        `
        cell  RRwwwwwwwwwwwrRD  gather
        a     .rRwwwrRD
        b     .rrRwwwwwwwRD
      `,
        { 1: 3 }
      )
    );
    expect(said(history)).toEqual([
      'cell ran 0-1',
      'b ready 1-3 <- created by cell',
      'b ran 3-4',
      'b waited 4-11',
      'b ran 11-12',
      'b late 12-13',
      'cell ready 13-14 <- woke by b',
      'cell ran 14-15'
    ]);
  });

  it('of a lock runs through the holder, and says how long the waiter had waited', () => {
    const { history } = logOf(
      told(
        `
        main  RRwwwwwwwwwwwrRD  task
        a     .rRwwwwRRRD
        b     .rrRwwwwwrRRRRD   lock db
      `,
        { 1: 3, 3: 2 }
      ).map(fact =>
        // Wakes within the waker's step.
        fact.kind === 'task_woken' && fact.task === 1
          ? { ...fact, t: 13 * TICK }
          : fact
      )
    );
    const path = pathOf(history);
    expect(said(history, path)).toContain('b ready 9-10 <- woke by a');
    const handover = path.parts.find(part => part.after?.how === 'woke')?.after;
    expect(handover?.waited).toMatchObject({
      start: 4 * TICK,
      wait: { kind: 'lock' }
    });
  });

  it('splits a sleep where its timer was due and the loop was busy', () => {
    const late = story(`cell  RwwwwwwrRD`).map((fact): Fact =>
      fact.kind === 'wait_started' ? { ...fact, until: 4 * TICK } : fact
    );
    expect(said(logOf(late).history)).toEqual([
      'cell ran 0-1',
      'cell waited 1-4',
      'cell late 4-7',
      'cell ready 7-8',
      'cell ran 8-9'
    ]);
  });

  it('follows work in a thread: queued, at work, over before the loop knew', () => {
    const thread = story(`cell  RRwwwwwwwwrRD executor`).map((fact): Fact => {
      switch (fact.kind) {
        case 'wait_started':
          return { ...fact, on: 9 };
        case 'task_woken':
          return { ...fact, by: { kind: 'thread', task: null } };
        default:
          return fact;
      }
    });
    const work: Fact[] = [
      {
        kind: 'work_submitted',
        t: TICK,
        work: 9,
        type: 'thread',
        function: 'resize',
        task: 1,
        site: null
      },
      { kind: 'work_started', t: 3 * TICK, work: 9, worker: 1 },
      { kind: 'work_ended', t: 9 * TICK, work: 9, outcome: 'returned' }
    ];
    const facts = [...thread, ...work].sort((a, b) => a.t - b.t);
    expect(said(logOf(facts).history)).toEqual([
      'cell ran 0-1',
      'cell queued 1-3',
      'cell worked 3-9',
      'cell late 9-10',
      'cell ready 10-11',
      'cell ran 11-12'
    ]);
  });

  it('of tasks in a circle of locks ends in the wait that never ends', () => {
    const hold = (task: number, resource: number): Fact => ({
      kind: 'acquired',
      t: 3 * TICK,
      resource,
      task
    });
    const facts = story(`
      cell  RRwwwwwwwwww   task a
      a     .rRwwwwwwwww   lock left
      b     .rrRwwwwwwww   lock right
    `);
    // left is resource 4 and held by b; right is 5 and held by a.
    const at = facts.findIndex(fact => fact.t > 3 * TICK);
    facts.splice(at, 0, hold(3, 4), hold(2, 5));
    const log = logOf(facts);
    log.append(facts.length, [], 12 * TICK);
    const path = pathOf(log.history);
    expect(path.open).toBe(true);
    expect(said(log.history, path).at(-1)).toBe('b waited 4-12');
  });

  it('ends in what ended last, but for what was cancelled when all was over', () => {
    const of = (end: string): string | undefined =>
      said(
        logOf(
          story(`
            cell  RRwwwRD
            a     .rRwwwwwwwrR${end}
          `)
        ).history
      ).at(-1);
    expect(of('D')).toMatch(/^a /);
    expect(of('C')).toMatch(/^cell /);
  });

  it('says that it was not followed to its beginning', () => {
    const { history } = logOf(story(`cell ${'Rw'.repeat(30)}RD`));
    expect(pathOf(history, 5)).toMatchObject({ complete: false });
    expect(pathOf(history, 5).parts).toHaveLength(5);
    expect(pathOf(history)).toMatchObject({ complete: true, start: 0 });
  });

  it('is none where there is no task', () => {
    expect(criticalPath(logOf([]).history)).toBeNull();
  });

  it('of any facts has parts that follow each other without a gap, and ends', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), facts => {
        const path = criticalPath(logOf(facts).history);
        let reached = path?.start ?? 0;
        for (const { start, end } of path?.parts ?? []) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBe(reached);
          reached = end;
        }
        expect(reached).toBeLessThanOrEqual(path?.end ?? 0);
      })
    );
  });
});

describe('the critical path of a recorded run', () => {
  const names = (history: History): string[] => {
    const tasks = pathOf(history).parts.map(part => part.task);
    return tasks
      .filter((task, index) => task !== tasks[index - 1])
      .map(task => history.task(task)?.role ?? '');
  };

  it('alternates between the cell and what it awaits, one by one', () => {
    const { history } = fixture('gather');
    expect(names(history)).toEqual([
      'cell',
      'task',
      'cell',
      'task',
      'cell',
      'task',
      'cell'
    ]);
    const path = pathOf(history);
    const slept = path.parts
      .filter(({ wait }) => wait?.kind === 'sleep')
      .reduce((sum, { start, end }) => sum + end - start, 0);
    expect(slept / (path.end - path.start)).toBeGreaterThan(0.95);
  });

  it('goes from a producer that waits for room to the slow consumer', () => {
    const { history } = fixture('queue');
    const { parts } = pathOf(history);
    expect(parts.filter(part => part.doing === 'waited')).toHaveLength(6);
    expect(new Set(parts.map(part => part.task))).toEqual(new Set([1, 3]));
  });

  it('goes through the longest work in a thread', () => {
    const { history } = fixture('works');
    const worked = pathOf(history).parts.filter(
      part => part.doing === 'worked'
    );
    expect(worked.map(({ work }) => work?.id)).toEqual([12]);
  });

  it.each([
    'lock',
    'semaphore',
    'deadlock',
    'timeout',
    'cancellation',
    'network-io',
    'blocked',
    'task-group'
  ])('covers %s from its first task on', name => {
    const { history } = fixture(name);
    const path = pathOf(history);
    expect(path.complete).toBe(true);
    expect(path.start).toBe(history.tasks[0]?.createdAt);
    expect(path.parts.at(-1)?.end).toBe(path.end);
    path.parts.forEach(({ start }, index) => {
      expect(start).toBe(path.parts[index - 1]?.end ?? start);
    });
  });
});
