import { logOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import { KeptLanes } from './kept_lanes';
import { laneOf } from './layout';
import { loopLaneOf } from './loop_layout';

test('lanes are kept until another stretch is looked at or facts have come', () => {
  const facts = story(`cell RwwwRwwRD`);
  const log = logOf(facts.slice(0, -3));
  const kept = new KeptLanes();
  const all = { from: 0, to: 10 * TICK };
  const cell = () => {
    const [task] = log.history.tasks;
    if (!task) {
      throw new Error('no task');
    }
    return task;
  };
  const first = kept.task(cell(), log.history, all, 100);
  expect(kept.task(cell(), log.history, { ...all }, 100).boxes).toBe(
    first.boxes
  );
  const half = { from: 0, to: 5 * TICK };
  expect(kept.task(cell(), log.history, half, 100)).toEqual({
    x: 0,
    ...laneOf(cell(), log.history.now, { from: 0, to: 8.75 * TICK }, 175)
  });
  const before = kept.loop(log.history, all, 100);
  log.append(facts.length - 3, facts.slice(-3), 0);
  expect(kept.task(cell(), log.history, all, 100)).toEqual({
    x: 0,
    ...laneOf(cell(), log.history.now, all, 100)
  });
  expect(kept.task(cell(), log.history, all, 100)).not.toEqual(first);
  expect(kept.loop(log.history, all, 100)).toEqual({
    x: 0,
    ...loopLaneOf(log.history.loop, log.history.now, all, 100)
  });
  expect(kept.loop(log.history, all, 100)).not.toEqual(before);
});

test('a lane that is panned is the same lane, moved', () => {
  const turns = Array.from({ length: 40 }, () => 'Rwww').join('');
  const { history } = logOf(story(`cell ${turns}RD`));
  const [task] = history.tasks;
  const kept = new KeptLanes();
  const laid = new Set<unknown>();
  for (let tick = 0; tick < 100; tick++) {
    const inSight = { from: tick * TICK, to: (tick + 20) * TICK };
    const lane = task && kept.task(task, history, inSight, 200);
    const x = lane?.x ?? 0;
    laid.add(lane?.boxes);
    const shown = lane?.boxes
      .map(box => ({ ...box, x: box.x + x }))
      .filter(box => box.x > 0.5 && box.x + box.width < 199.5)
      .map(box => [box.state, Math.round(box.x), Math.round(box.width)]);
    const fresh = task && laneOf(task, history.now, inSight, 200);
    const expected = fresh?.boxes
      .filter(box => box.x > 0.5 && box.x + box.width < 199.5)
      .map(box => [box.state, Math.round(box.x), Math.round(box.width)]);
    expect(shown).toEqual(expected);
  }
  // Laid out anew a few times, not a hundred.
  expect(laid.size).toBeLessThan(20);
});
