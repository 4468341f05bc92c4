import {
  checkPassed,
  farthest,
  type Progress,
  ProgressBook,
  type ProgressStore,
  readProgress,
  withMark
} from './progress';

/** A store in memory that can be looked into. */
class Shelf implements ProgressStore {
  saved: unknown;

  load(): Promise<unknown> {
    return Promise.resolve(this.saved);
  }

  save(progress: Progress): Promise<void> {
    this.saved = JSON.parse(JSON.stringify(progress));
    return Promise.resolve();
  }
}

const stream = (text: string | string[]) => ({
  output_type: 'stream',
  name: 'stdout',
  text
});

test('marks are only added, in their order', () => {
  const run = withMark({}, 'task', 'run');
  const both = withMark(run, 'task', 'read');
  expect(both).toEqual({ task: ['read', 'run'] });
  expect(withMark(both, 'task', 'run')).toBe(both);
  expect(farthest(both, 'task')).toBe('run');
  expect(farthest(both, 'queue')).toBeNull();
});

test('what is not progress in a saved file is left out', () => {
  expect(
    readProgress({ task: ['passed', 'eaten', 'read'], queue: 7, lock: null })
  ).toEqual({ task: ['read', 'passed'] });
  expect(readProgress(undefined)).toEqual({});
  expect(readProgress('damaged')).toEqual({});
});

test('a book keeps what an earlier one marked', async () => {
  const shelf = new Shelf();
  await new ProgressBook(shelf).mark('task', 'read');
  const later = new ProgressBook(shelf);
  await later.mark('queue', 'passed');
  expect(later.snapshot()).toEqual({ task: ['read'], queue: ['passed'] });
  expect(shelf.saved).toEqual({ task: ['read'], queue: ['passed'] });
});

test('a book tells its readers of a change, and no more after they left', async () => {
  const book = new ProgressBook(new Shelf());
  await book.open();
  const listener = jest.fn();
  const leave = book.subscribe(listener);
  await book.mark('task', 'read');
  await book.mark('task', 'read');
  expect(listener).toHaveBeenCalledTimes(1);
  leave();
  await book.mark('task', 'run');
  expect(listener).toHaveBeenCalledTimes(1);
});

test('a store that cannot be read leaves a book that works', async () => {
  const shelf = new Shelf();
  shelf.load = () => Promise.reject(new Error('disk'));
  const book = new ProgressBook(shelf);
  await book.mark('task', 'read');
  expect(book.snapshot()).toEqual({ task: ['read'] });
});

test.each([
  [[stream('✓ six downloads finish\n✓ three wait\n')], true],
  [[stream(['✓ one\n', '✓ two\n'])], true],
  [[stream('✓ one\n'), stream('✗ two\n')], false],
  [[stream('nothing to see\n')], false],
  [[], false],
  [[stream('a ✗ inside a line\n✓ one\n')], true],
  [[stream('✓ one\n'), { output_type: 'error', ename: 'KeyError' }], false]
])('a check with these outputs %j: passed %s', (outputs, passed) => {
  expect(checkPassed(outputs)).toBe(passed);
});
