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
  expect(kept.task(cell(), log.history, { ...all }, 100)).toBe(first);
  const half = { from: 0, to: 5 * TICK };
  expect(kept.task(cell(), log.history, half, 100)).toEqual(
    laneOf(cell(), log.history.now, half, 100)
  );
  const before = kept.loop(log.history, all, 100);
  log.append(facts.length - 3, facts.slice(-3), 0);
  expect(kept.task(cell(), log.history, all, 100)).toEqual(
    laneOf(cell(), log.history.now, all, 100)
  );
  expect(kept.task(cell(), log.history, all, 100)).not.toEqual(first);
  expect(kept.loop(log.history, all, 100)).toEqual(
    loopLaneOf(log.history.loop, log.history.now, all, 100)
  );
  expect(kept.loop(log.history, all, 100)).not.toEqual(before);
});
