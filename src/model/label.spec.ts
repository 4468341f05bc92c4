import { labelOf } from './label';

test.each([
  ['Task-7', 'fetch', 'fetch #7'],
  ['Task-7', 'main.<locals>.fetch', 'fetch #7'],
  ['Task-7', '', 'Task-7'],
  ['worker', 'fetch', 'worker'],
  ['db.fetch', 'fetch', 'db.fetch'],
  [
    'anyio.connect.<locals>.try_connect',
    'connect.<locals>.try_connect',
    'try_connect'
  ],
  ['odd.<locals>.', 'odd', 'odd.<locals>.']
])('%s of %s is called %s', (name, coroutine, label) => {
  expect(labelOf({ name, coroutine })).toBe(label);
});
