import { translation } from '../testing/trans';
import {
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
