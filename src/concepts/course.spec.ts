import {
  conceptById,
  conceptByPath,
  conceptsByIds,
  type CourseNotebook,
  readCourse
} from './course';
import { loadCourses } from './load';

const metadata = {
  concept: 'semaphore',
  order: 13,
  layer: 'primitives',
  title: 'Semaphore: a limit',
  summary: 'Permits.',
  prerequisites: ['task', 'lock'],
  related: ['queue'],
  python: '3.10'
} as const;

const semaphore: CourseNotebook = {
  path: '13-semaphore.ipynb',
  notebook: {
    metadata: { aioscope: metadata },
    cells: [
      markdown('# Semaphore: a limit\n\nTwo places in a car park.'),
      markdown('The next cell loads aioscope.'),
      { cell_type: 'code', source: '%load_ext aioscope', metadata: {} },
      markdown(['## Inside\n', 'A counter.']),
      code('example', 'limit', ['import asyncio\n', 'await main()'], true),
      markdown('### Watch this'),
      code('exercise', 'downloads', '%%aioscope'),
      code('check', 'downloads-check', 'import aioscope'),
      {
        ...markdown('<details>'),
        metadata: { aioscope: { role: 'solution', id: 'downloads-solution' } }
      }
    ]
  }
};

const task: CourseNotebook = {
  path: '07-task.ipynb',
  notebook: {
    metadata: {
      aioscope: { ...metadata, concept: 'task', order: 7, layer: 'basics' }
    },
    cells: [markdown('# Task')]
  }
};

test('a notebook becomes a concept', () => {
  const course = readCourse('en', [semaphore, task]);
  expect(course.concepts.map(({ id }) => id)).toEqual(['task', 'semaphore']);
  expect(conceptById(course, 'semaphore')).toMatchObject({
    order: 13,
    layer: 'primitives',
    title: 'Semaphore: a limit',
    summary: 'Permits.',
    path: '13-semaphore.ipynb'
  });
  expect(conceptByPath(course, '07-task.ipynb')?.id).toBe('task');
  expect(conceptByPath(course, 'elsewhere.ipynb')).toBeUndefined();
});

test('its page holds texts, examples and exercises in order, without what is for the notebook only', () => {
  const [concept] = readCourse('en', [semaphore]).concepts;
  expect(concept?.parts).toEqual([
    { kind: 'text', source: 'Two places in a car park.' },
    { kind: 'text', source: '## Inside\nA counter.' },
    {
      kind: 'example',
      example: {
        id: 'limit',
        title: 'Title of limit',
        source: 'import asyncio\nawait main()',
        watch: true,
        python: null,
        requires: []
      }
    },
    { kind: 'text', source: '### Watch this' },
    {
      kind: 'exercise',
      exercise: { id: 'downloads', title: 'Title of downloads' }
    }
  ]);
  expect(concept?.examples).toHaveLength(1);
  expect(concept?.exercises).toHaveLength(1);
});

test('concepts without a notebook are left out of links', () => {
  const course = readCourse('en', [semaphore, task]);
  const known = conceptsByIds(course, metadata.prerequisites);
  expect(known.map(({ id }) => id)).toEqual(['task']);
});

test.each(['en', 'zh-CN'] as const)(
  'every %s notebook of the course has an example to watch and an exercise',
  async language => {
    const course = (await loadCourses())[language];
    expect(course.concepts.length).toBeGreaterThan(0);
    for (const concept of course.concepts) {
      expect(concept.examples.some(({ watch }) => watch)).toBe(true);
      expect(concept.exercises).not.toEqual([]);
      expect(JSON.stringify(concept.parts)).not.toContain('%load_ext');
    }
  }
);

function markdown(source: string | string[]) {
  return { cell_type: 'markdown', source, metadata: {} };
}

function code(
  role: string,
  id: string,
  source: string | string[],
  watch?: boolean
) {
  const title = `Title of ${id}`;
  return {
    cell_type: 'code',
    source,
    metadata: { aioscope: { role, id, title, ...(watch && { watch }) } }
  };
}
