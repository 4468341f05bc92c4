import { type Courses, loadCourses } from './load';
import { curve, edgesOf, relationTo } from './map_layout';

let courses: Courses;
beforeAll(async () => {
  courses = await loadCourses();
});

test('every concept is joined to another, in both languages alike', () => {
  const edges = edgesOf(courses.en);
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  expect(courses.en.concepts.filter(({ id }) => !joined.has(id))).toEqual([]);
  expect(edgesOf(courses['zh-CN'])).toEqual(edges);
});

test('the lines never lead back: no concept rests on itself', () => {
  const edges = edgesOf(courses.en);
  const after = (id: string, seen: readonly string[]): void => {
    expect(seen).not.toContain(id);
    edges
      .filter(({ from }) => from === id)
      .forEach(({ to }) => {
        after(to, [...seen, id]);
      });
  };
  after('sync-vs-async', []);
});

test.each([
  ['lock', 'lock', 'itself'],
  ['lock', 'task', 'before'],
  ['lock', 'semaphore', 'after'],
  ['lock', 'queue', 'near'],
  ['lock', 'sync-vs-async', null],
  ['lock', 'nothing', null]
])('to %s, %s is %s', (chosen, other, relation) => {
  expect(relationTo(courses.en, chosen, other)).toBe(relation);
});

test('a line leaves below and arrives above; between neighbours it bows below both', () => {
  const box = (left: number, top: number) => ({
    left,
    top,
    width: 40,
    height: 20
  });
  const origin = { left: 10, top: 100 };
  expect(curve(box(10, 100), box(110, 160), origin)).toBe(
    'M20 20 C20 40 120 40 120 60'
  );
  expect(curve(box(10, 100), box(110, 100), origin)).toBe(
    'M20 20 C20 34 120 34 120 20'
  );
});
