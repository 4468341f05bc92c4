import { translation } from '../testing/trans';
import type { Contents } from '@jupyterlab/services';
import type { Course } from '../concepts/course';
import {
  CourseFolder,
  defaultFolder,
  foldersTo,
  missingFrom,
  tidyFolder
} from './course_folder';
import { copiedSentence } from './copied';
import chinese from './zh-CN.json';

const notebooks = ['04-event-loop.ipynb', '07-task.ipynb'].map(path => ({
  path,
  notebook: {
    cells: [],
    metadata: {
      aioscope: {
        concept: path,
        order: 1,
        layer: 'basics' as const,
        title: '',
        summary: '',
        prerequisites: [],
        related: [],
        python: '3.10'
      }
    }
  }
}));

test('the two languages go to different folders', () => {
  expect(defaultFolder('en')).not.toBe(defaultFolder('zh-CN'));
});

test.each([
  ['course', 'course'],
  [' learn / asyncio ', 'learn/asyncio'],
  ['/absolute/', 'absolute'],
  ['a\\b', 'a/b'],
  ['./here', 'here'],
  ['课程', '课程'],
  ['', null],
  ['..', null],
  ['a/../../b', null]
])('the folder typed as %j is %j', (typed, folder) => {
  expect(tidyFolder(typed)).toBe(folder);
});

test('what exists is not copied', () => {
  const paths = (existing: string[]) =>
    missingFrom(new Set(existing), notebooks).map(({ path }) => path);
  expect(paths([])).toEqual(['04-event-loop.ipynb', '07-task.ipynb']);
  expect(paths(['07-task.ipynb', 'mine.txt'])).toEqual(['04-event-loop.ipynb']);
  expect(paths(['04-event-loop.ipynb', '07-task.ipynb'])).toEqual([]);
});

test('a nested folder is made from the outside in', () => {
  expect(foldersTo('a/b/c')).toEqual(['a', 'a/b', 'a/b/c']);
});

test.each([
  [8, 0, '8 notebooks copied into here.', '已把 8 个笔记本复制到 here。'],
  [1, 0, '1 notebook copied into here.', '已把 1 个笔记本复制到 here。'],
  [
    0,
    8,
    'The course is in here already; your notebooks were left as they are.',
    '课程已经在 here 里了；你的笔记本保持原样。'
  ],
  [
    2,
    6,
    'Copied into here: 2. There already and left as they are: 6.',
    '复制到 here 的笔记本：2 个；原来就有、保持不变的：6 个。'
  ]
])(
  '%i written and %i kept is said in both languages',
  (written, kept, english, inChinese) => {
    const copied = { folder: 'here', written, kept };
    expect(copiedSentence(copied, translation(null))).toBe(english);
    expect(copiedSentence(copied, translation(chinese))).toBe(inChinese);
  }
);

/** A server's files, as much of them as the course asks for. */
function drive(files: Map<string, unknown>): Contents.IManager {
  return {
    get: (path: string) => {
      const isFolder = [...files.keys()].some(each =>
        each.startsWith(`${path}/`)
      );
      const content = isFolder
        ? [...files.keys()].map(each => ({ name: each.split('/').at(-1) }))
        : files.get(path);
      return content === undefined
        ? Promise.reject(
            Object.assign(new Error('none'), { response: { status: 404 } })
          )
        : Promise.resolve({ content });
    },
    save: (path: string, { type, content }: Partial<Contents.IModel>) => {
      if (type !== 'directory') {
        files.set(path, JSON.parse(JSON.stringify(content)));
      }
      return Promise.resolve({});
    }
  } as unknown as Contents.IManager;
}

/** The course as one that has another text in each notebook. */
function edition(text: string): Course {
  return {
    language: 'en',
    concepts: [],
    notebooks: notebooks.map(({ path, notebook }) => ({
      path,
      notebook: {
        ...notebook,
        cells: [{ cell_type: 'markdown', source: text, metadata: {} }]
      }
    }))
  };
}

test('copies that the reader left alone can be brought up to date, changed ones never', async () => {
  const files = new Map<string, unknown>();
  const folder = new CourseFolder(drive(files), null);
  const parts: number[] = [];
  const first = edition('first');
  await folder.copy(first, 'here', first.notebooks, part => parts.push(part));
  expect(parts).toEqual([0.5, 1]);
  expect(await folder.outdated(first, 'here')).toEqual([]);

  const changed = files.get('here/07-task.ipynb') as {
    cells: { source: string }[];
  };
  changed.cells[0] = { ...changed.cells[0], source: 'mine' };
  const second = edition('second');
  const old = await folder.outdated(second, 'here');
  expect(old.map(({ path }) => path)).toEqual(['04-event-loop.ipynb']);

  expect(await folder.update('here', second.notebooks)).toBe(1);
  expect(JSON.stringify(files.get('here/04-event-loop.ipynb'))).toContain(
    'second'
  );
  expect(JSON.stringify(files.get('here/07-task.ipynb'))).toContain('mine');
  expect(await folder.outdated(second, 'here')).toEqual([]);
});
