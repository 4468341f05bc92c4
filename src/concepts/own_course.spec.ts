import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Courses, loadCourses } from './load';
import { nextConcept } from './next';
import { type OwnFile, ownFolders, readOwnCourse, withOwn } from './own_course';
import { search, searchIndex } from './search';

const SAMPLE = join(__dirname, '../../docs/own-course');

/** The sample that docs/own-course.md speaks of. */
function sample(): OwnFile[] {
  return readdirSync(SAMPLE).map(path => ({
    folder: 'teaching/asyncio',
    path,
    content: JSON.parse(readFileSync(join(SAMPLE, path), 'utf8')) as unknown
  }));
}

let courses: Courses;
beforeAll(async () => {
  courses = await loadCourses();
});

test('the sample is read, in its order, after the course', () => {
  const own = readOwnCourse(sample(), courses.en.concepts);
  expect(own.faults).toEqual([]);
  expect(own.concepts.map(({ id, folder }) => [id, folder])).toEqual([
    ['school-retry', 'teaching/asyncio'],
    ['school-pace', 'teaching/asyncio'],
    ['school-first-wins', 'teaching/asyncio']
  ]);
  const both = withOwn(courses.en, own);
  expect(both.concepts.slice(-3)).toEqual(own.concepts);
  expect(ownFolders(both)).toEqual(['teaching/asyncio']);
  expect(nextConcept(both, {})?.concept.id).toBe('sync-vs-async');
});

test('it is found by search', () => {
  const own = readOwnCourse(sample(), courses.en.concepts);
  const index = searchIndex([withOwn(courses.en, own)]);
  expect(search(index, 'retry')[0]).toBe('school-retry');
});

test('a notebook that breaks a rule is left out and named; the others stay', () => {
  const [retry, ...others] = sample();
  const broken = { ...sample()[0], path: 'x.ipynb', content: { cells: 7 } };
  const twice = { ...sample()[0], path: '4-again.ipynb' };
  const files = [retry, ...others, broken, twice].flatMap(each =>
    each?.folder === undefined ? [] : [each as OwnFile]
  );
  const own = readOwnCourse(files, courses.en.concepts);
  expect(own.concepts).toHaveLength(3);
  expect(own.faults).toEqual([
    'teaching/asyncio/x.ipynb: the notebook has no metadata.aioscope.',
    'teaching/asyncio/x.ipynb: it has no list of cells.',
    'teaching/asyncio/4-again.ipynb: its concept "school-retry" is that of teaching/asyncio/1-retry.ipynb already; give it an id of its own.'
  ]);
});

test.each([[null], [7], [[]], [{ cells: [null], metadata: { aioscope: 1 } }]])(
  'a file that is no notebook is left out in words: %j',
  content => {
    const files = [{ folder: 'a', path: 'b.ipynb', content }];
    const own = readOwnCourse(files, []);
    expect(own.concepts).toEqual([]);
    expect(own.faults.length).toBeGreaterThan(0);
  }
);
