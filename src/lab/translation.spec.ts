import { bundleOf, languageOf } from './translation';

test.each([
  ['auto', 'zh-CN', 'zh-CN'],
  ['auto', 'zh_CN', 'zh-CN'],
  ['auto', 'zh-TW', 'zh-CN'],
  ['auto', 'de', 'en'],
  [undefined, 'en', 'en'],
  ['en', 'zh-CN', 'en'],
  ['zh-CN', 'en', 'zh-CN'],
  ['fr', 'en', 'en']
])('the setting %s in a Lab of language %s means %s', (setting, lab, means) => {
  expect(languageOf(setting, lab)).toBe(means);
});

test('Chinese words come with the extension, from every room', async () => {
  const trans = await bundleOf('zh-CN');
  expect(trans.__('Insert & watch')).toBe('插入并观察');
  expect(trans.__('Learn asyncio: concepts')).toBe('学习 asyncio：概念');
  expect(trans.__('Copying the course into %1…', 'here')).toBe(
    '正在把课程复制到 here……'
  );
});

test('a plural has one form in Chinese and two in English', async () => {
  const chinese = await bundleOf('zh-CN');
  const english = await bundleOf('en');
  const say = (trans: typeof chinese, n: number) =>
    trans._n(
      '%1 notebook copied into %2.',
      '%1 notebooks copied into %2.',
      n,
      'x'
    );
  expect(say(chinese, 1)).toBe('已把 1 个笔记本复制到 x。');
  expect(say(chinese, 8)).toBe('已把 8 个笔记本复制到 x。');
  expect(say(english, 1)).toBe('1 notebook copied into x.');
  expect(say(english, 8)).toBe('8 notebooks copied into x.');
});

test('what has no translation stays English', async () => {
  const trans = await bundleOf('zh-CN');
  expect(trans.__('No such words')).toBe('No such words');
});
