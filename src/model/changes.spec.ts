import { logOf } from '../testing/fixtures';
import { TICK, story } from '../testing/story';
import { changeAfter, changeBefore } from './changes';

const { history } = logOf(
  story(`
    cell  RRwwwwwwRD  gather
    a     .rRwwrRD
  `)
);

test('a task is stepped through from change to change, both ways', () => {
  const task = history.task(2);
  if (!task) {
    throw new Error('there is no task a');
  }
  const forth: number[] = [];
  for (let t: number | null = 0; t !== null; t = changeAfter(task, t)) {
    forth.push(t / TICK);
  }
  expect(forth).toEqual([0, 1, 2, 3, 5, 6, 7]);
  const back: number[] = [];
  for (let t: number | null = 9 * TICK; t !== null; t = changeBefore(task, t)) {
    back.push(t / TICK);
  }
  expect(back).toEqual([9, 7, 6, 5, 3, 2, 1]);
  expect(changeBefore(task, 4 * TICK)).toBe(3 * TICK);
  expect(changeAfter(task, 4 * TICK)).toBe(5 * TICK);
});
