import { type Courses, loadCourses } from './load';
import { inPathOrder, nextConcept } from './next';
import type { Progress, Stage } from './progress';

let courses: Courses;
beforeAll(async () => {
  courses = await loadCourses();
});

const ALL: readonly Stage[] = ['read', 'run', 'passed'];
const next = (progress: Progress) => {
  const found = nextConcept(courses.en, progress);
  return found && `${found.why} ${found.concept.id}`;
};

test('the path begins at the first concept', () => {
  expect(next({})).toBe('start sync-vs-async');
});

test('what was begun is finished before something new', () => {
  expect(next({ 'sync-vs-async': ['read'] })).toBe('finish sync-vs-async');
  expect(next({ 'sync-vs-async': ALL })).toBe('go-on coroutine');
});

test('a concept comes when its prerequisites are known', () => {
  const first = ['sync-vs-async', 'coroutine', 'async-await', 'event-loop'];
  const passed = (ids: readonly string[]): Progress =>
    Object.fromEntries(ids.map(id => [id, ALL]));
  expect(next(passed(first))).toBe('go-on blocking-io');
  expect(next(passed([...first, 'blocking-io']))).toBe('go-on asyncio-run');
});

test('the path leads through all concepts, none before what it rests on, and ends', () => {
  const progress: Record<string, readonly Stage[]> = {};
  const path: string[] = [];
  for (
    let found = nextConcept(courses.en, progress);
    found;
    found = nextConcept(courses.en, progress)
  ) {
    const { concept } = found;
    expect(concept.prerequisites.filter(id => !path.includes(id))).toEqual([]);
    path.push(concept.id);
    progress[concept.id] = ALL;
  }
  expect([...path].sort()).toEqual(
    inPathOrder(courses.en)
      .map(({ id }) => id)
      .sort()
  );
});
