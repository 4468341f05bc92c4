import * as fc from 'fast-check';
import { anyFact } from '../testing/arbitrary';
import { logOf } from '../testing/fixtures';
import { story } from '../testing/story';
import type { Fact } from '../protocol/events';
import { History } from './history';
import { STATES } from './records';

const ascending = (values: readonly number[]): number[] =>
  [...values].sort((a, b) => a - b);
const distinct = (values: readonly number[]): number[] =>
  ascending([...new Set(values)]);

function fold(facts: readonly Fact[]): History {
  const history = new History();
  facts.forEach(fact => history.reduce(fact));
  return history;
}

/** Spans as text: state, start in ticks, what it waits for. */
function spans(history: History, task: number): string[] {
  return (history.task(task)?.spans ?? []).map(span =>
    [span.state, span.start / 1_000_000, span.wait?.kind]
      .filter(part => part !== undefined)
      .join(' ')
  );
}

test('what the recorder has cost is known while it records', () => {
  const told = (t: number, overhead: number): Fact => ({
    kind: 'overhead_told',
    t,
    overhead
  });
  expect(fold([]).overhead).toBeNull();
  expect(fold([told(20, 3), told(40, 5)]).overhead).toBe(5);
  const ended: Fact = { kind: 'run_ended', t: 50, overhead: 7 };
  expect(fold([told(20, 3), ended, told(51, 6)]).overhead).toBe(7);
});

describe('the fold', () => {
  it('tells what each task did, and when', () => {
    const history = fold(
      story(`
        cell  RRwwwwwwRD  gather
        a     .rRwwrRD
        b     .rrRwwwRX   lock door
        c     .rrrRwC
      `)
    );
    expect(spans(history, 1)).toEqual([
      'running 0',
      'waiting 2 gather',
      'running 8',
      'done 9'
    ]);
    expect(spans(history, 2)).toEqual([
      'ready 1',
      'running 2',
      'waiting 3 sleep',
      'ready 5',
      'running 6',
      'done 7'
    ]);
    expect(spans(history, 3)).toEqual([
      'ready 1',
      'running 3',
      'waiting 4 lock',
      'running 7',
      'failed 8'
    ]);
    expect(spans(history, 4)).toEqual([
      'ready 1',
      'running 4',
      'waiting 5 sleep',
      'cancelled 6'
    ]);
    expect(history.task(3)?.error).toBe('ValueError');
    expect(history.task(2)?.parent).toBe(history.task(1));
    expect(history.task(1)?.children.map(task => task.name)).toEqual([
      'a',
      'b',
      'c'
    ]);
  });

  it('makes a step that ends without a wait into being ready', () => {
    const history = fold(
      story(`
        cell  RwwwwwRD
        a     rRrrRD
        b     rrRrrRD
      `)
    );
    expect(spans(history, 2)).toEqual([
      'ready 0',
      'running 1',
      'ready 2',
      'running 4',
      'done 5'
    ]);
    expect(history.task(2)?.spans.map(span => span.steps)).toEqual([
      0, 1, 1, 2, 2
    ]);
  });

  it.each(['step before wait', 'wait before step'])(
    'gives the same spans at one instant, %s',
    order => {
      const facts = story(`
      cell  RRwwwwRD  gather
      a     .rRwRD
      b     .rrRwRD
    `);
      const swapped = facts.slice();
      if (order === 'step before wait') {
        for (let index = 1; index < swapped.length; index++) {
          const [before, after] = [swapped[index - 1], swapped[index]];
          if (
            before?.kind === 'wait_started' &&
            after?.kind === 'step' &&
            before.t === after.t
          ) {
            swapped[index - 1] = after;
            swapped[index] = before;
          }
        }
        expect(swapped).not.toEqual(facts);
      }
      const history = fold(swapped);
      expect(spans(history, 1)).toEqual([
        'running 0',
        'waiting 2 gather',
        'running 6',
        'done 7'
      ]);
      expect(spans(history, 2)).toEqual([
        'ready 1',
        'running 2',
        'waiting 3 sleep',
        'running 4',
        'done 5'
      ]);
    }
  );

  it('keeps two steps of one task that follow each other apart', () => {
    const history = fold([
      ...story(`cell RR`),
      { kind: 'step', t: 5_000_000, task: 1 },
      { kind: 'step', t: 9_000_000, task: 0 }
    ]);
    expect(spans(history, 1)).toEqual(['running 0', 'running 5', 'ready 9']);
    expect(history.task(1)?.spans.at(-1)?.steps).toBe(2);
  });

  it('remembers who woke a task', () => {
    const facts = story(`
      cell  RwwrR
      a     rRR
    `).map(fact =>
      fact.kind === 'task_woken'
        ? { ...fact, by: { kind: 'task' as const, task: 2 } }
        : fact
    );
    expect(fold(facts).task(1)?.spans.at(-2)).toMatchObject({
      state: 'ready',
      by: { kind: 'task', task: 2 }
    });
  });

  it('lets nothing happen to a task that has ended, and no wake end a step', () => {
    const facts = story(`cell RRwRD`);
    const history = fold([
      ...facts.slice(0, -2),
      {
        kind: 'task_woken',
        t: 3_500_000,
        task: 1,
        by: { kind: 'cancel', task: null }
      },
      ...facts.slice(-2),
      { kind: 'step', t: 6_000_000, task: 1 },
      {
        kind: 'wait_started',
        t: 7_000_000,
        task: 1,
        wait: 'sleep',
        on: null,
        until: null,
        stack: []
      }
    ]);
    expect(spans(history, 1)).toEqual([
      'running 0',
      'waiting 2 sleep',
      'running 3',
      'done 4'
    ]);
  });

  it('has a story once a task was made, or the cell has waited', () => {
    expect(fold(story(`cell RRRD`)).hasStory).toBe(false);
    expect(fold(story(`cell RRwRD`)).hasStory).toBe(true);
    expect(
      fold(
        story(`
          cell  RRR
          a     .rr
        `)
      ).hasStory
    ).toBe(true);
  });

  it('knows the execution that a cell task stands for', () => {
    const history = fold([
      ...story(`cell RRRD`),
      { kind: 'cell_ended', t: 3_000_000, cell: 'c1', outcome: 'ok' }
    ]);
    const cell = { count: 1, task: 1, endedAt: 3_000_000 };
    expect(history.cellOfTask(1)).toEqual(cell);
    expect(history.cellNamed('c1')).toEqual(cell);
    expect(history.cellOfTask(9)).toBeNull();
  });

  it('takes any facts in any order, and leaves spans that can be drawn', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), facts => {
        const { tasks, moments } = fold(facts);
        for (const [index, task] of tasks.entries()) {
          const { spans } = task;
          const starts = spans.map(span => span.start);
          expect(starts).toEqual(distinct(starts));
          expect(starts[0]).toBe(task.createdAt);
          expect(STATES).toEqual(
            expect.arrayContaining(spans.map(span => span.state))
          );
          expect(
            spans.every(
              span => (span.state === 'waiting') === (span.wait !== null)
            )
          ).toBe(true);
          const before = spans.slice(0, -1);
          expect(before.every(span => !isOver(span.state))).toBe(true);
          expect(isOver(spans.at(-1)?.state)).toBe(task.endedAt !== null);
          const busy = spans.map(span => span.busy);
          expect(busy).toEqual(ascending(busy));
          expect(index).toBeGreaterThan(
            task.parent ? tasks.indexOf(task.parent) : -1
          );
        }
        const running = tasks.filter(
          task => task.spans.at(-1)?.state === 'running'
        );
        expect(running.length).toBeLessThanOrEqual(1);
        expect(moments).toEqual(distinct(moments));
      })
    );
  });

  it('takes any facts in any order, and leaves a loop that can be drawn', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), facts => {
        const { loop, works } = fold(facts);
        const starts = loop.spans.map(span => span.start);
        expect(starts).toEqual(distinct(starts));
        expect(starts[0] ?? 0).toBeGreaterThanOrEqual(0);
        const edges = [loop.blocks, loop.windows].map(stretches =>
          stretches.flatMap(each => [each.start, each.end ?? Infinity])
        );
        edges.forEach(each => expect(each).toEqual(ascending(each)));
        const rounds = loop.rounds.map(round => round.start);
        expect(rounds).toEqual(ascending(rounds));
        for (const work of works) {
          const times = [work.queuedAt, work.startedAt, work.endedAt].flatMap(
            time => time ?? []
          );
          expect(times).toEqual(ascending(times));
        }
      })
    );
  });

  it('is the same whether facts come one by one or all at once, whatever the clock says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyFact, fc.nat()), { maxLength: 40 }),
        all => {
          const log = logOf([]);
          all.forEach(([fact, ahead], index) => {
            log.append(index, [fact], fact.t + ahead);
            expect(log.history.now).toBeGreaterThanOrEqual(fact.t + ahead);
          });
          const { history } = logOf(all.map(([fact]) => fact));
          expect(log.history.tasks).toEqual(history.tasks);
          expect(log.history.loop).toEqual(history.loop);
          expect(log.history.works).toEqual(history.works);
          expect([...log.history.resources]).toEqual([...history.resources]);
        }
      )
    );
  });
});

const isOver = (state: string | undefined): boolean =>
  state !== undefined && !/running|ready|waiting|merged/.test(state);
