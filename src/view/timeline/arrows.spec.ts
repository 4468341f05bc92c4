import type { TaskHistory } from '../../model/records';
import type { Fact } from '../../protocol/events';
import { fixture, logOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import type { Arrows } from './arrows';
import { FEW, LOOK, arrowsOf } from './arrows';

function arrows(
  tasks: readonly TaskHistory[],
  selected: number | null = null,
  end = 10 * TICK
): Arrows {
  const sleepers = tasks.map(task => ({ task, row: task.id - 1 }));
  const rows = new Map(sleepers.map(({ task, row }) => [task.id, row]));
  return arrowsOf(sleepers, rows, selected, { from: 0, to: end }, 100);
}

/** Two tasks that wake each other in turn. */
function turns(count: number): readonly TaskHistory[] {
  const facts = story(`
    a  ${'Rw'.repeat(count)}
    b  ${'wR'.repeat(count)}
    c  .
  `).map((fact): Fact =>
    fact.kind === 'task_woken'
      ? { ...fact, by: { kind: 'task', task: 3 - fact.task } }
      : fact
  );
  // A wake at the instant of the step leaves no span: it comes a little before.
  return logOf(
    facts.map(fact =>
      fact.kind === 'step' && fact.task > 0
        ? { ...fact, t: fact.t + TICK / 4 }
        : fact
    )
  ).history.tasks;
}

describe('arrowsOf', () => {
  it('leads from the waker to the task that can go on, when it can', () => {
    const { history } = fixture('lock');
    const { arrows: found, shown } = arrows(history.tasks, null, history.now);
    const woken = history.tasks.flatMap(task =>
      task.spans.filter(({ by }) => by?.task !== null && by !== null)
    );
    expect(shown).toBe('all');
    expect(found).toHaveLength(woken.length);
    expect(found.length).toBeGreaterThan(2);
    expect(found.every(({ from, to }) => from !== to)).toBe(true);
  });

  it('are those of the selected task where they are many', () => {
    const tasks = turns(FEW);
    const none = arrows(tasks, null, 2 * FEW * TICK);
    expect(none).toEqual({ arrows: [], shown: 'selected' });
    const some = arrows(tasks, 1, 2 * FEW * TICK);
    expect(some.shown).toBe('selected');
    expect(some.arrows.length).toBeGreaterThan(10);
    // No two of one kind lie upon each other.
    const down = some.arrows.filter(({ to }) => to === 1).map(({ x }) => x);
    down.forEach((x, index) =>
      expect(x - (down[index - 1] ?? -100)).toBeGreaterThanOrEqual(4)
    );
  });

  it('of a crowd in sight are looked for in the selected lane only', () => {
    const tasks = turns(LOOK / 2);
    const { arrows: found } = arrows(tasks, 2, 2 * LOOK * TICK);
    expect(new Set(found.map(({ to }) => to))).toEqual(new Set([1]));
  });
});
