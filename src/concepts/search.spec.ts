import { loadCourses } from './load';
import { search, type SearchIndex, searchIndex } from './search';

let index: SearchIndex;

beforeAll(async () => {
  index = searchIndex(Object.values(await loadCourses()));
});

test.each([
  ['sem', 'semaphore'],
  ['信号', 'semaphore'],
  ['信号量', 'semaphore'],
  ['SEMAPHORE', 'semaphore'],
  ['queue', 'queue'],
  ['队列', 'queue'],
  ['事件循环', 'event-loop'],
  ['gather', 'gather'],
  ['BoundedSemaphore', 'semaphore'],
  ['permits', 'semaphore'],
  ['task_done', 'queue'],
  ['semaphore worker', 'semaphore']
])('%s finds %s first', (query, concept) => {
  expect(search(index, query)[0]).toBe(concept);
});

test('the word itself in a title comes before a longer word in a summary', () => {
  // async-with has an exercise called "Give the permit back"; a semaphore "hands out ... permits".
  expect(search(index, 'permit').slice(0, 2)).toEqual([
    'async-with',
    'semaphore'
  ]);
});

test('every word must occur', () => {
  expect(search(index, 'semaphore zzz')).toEqual([]);
});

test('an empty query finds nothing', () => {
  expect(search(index, '')).toEqual([]);
  expect(search(index, '  ')).toEqual([]);
});

test('one or two letters count only where a word begins', () => {
  const words = searchIndex([
    {
      language: 'en',
      notebooks: [],
      concepts: [concept('one', 'basic'), concept('two', 'as it is')]
    }
  ]);
  expect(search(words, 'as')).toEqual(['two']);
  expect(search(words, 'asi')).toEqual(['one']);
});

test('a title counts more than a text, equal ones come in the order of the course', () => {
  const words = searchIndex([
    {
      language: 'en',
      notebooks: [],
      concepts: [
        concept('text', 'Other', 'about a lock'),
        concept('first', 'Lock'),
        concept('second', 'Lock')
      ]
    }
  ]);
  expect(search(words, 'lock')).toEqual(['first', 'second', 'text']);
});

let order = 0;

function concept(id: string, title: string, text = '') {
  order += 1;
  return {
    id,
    order,
    layer: 'basics',
    title,
    summary: '',
    prerequisites: [],
    related: [],
    python: null,
    parts: [{ kind: 'text', source: text }],
    examples: [],
    exercises: [],
    path: '',
    folder: null
  } as const;
}
