import { checkCatalogue } from '../testing/catalogue';
import zh from './zh-CN.json';

test('every string of the view has a Chinese translation, and none is left over', () => {
  expect(checkCatalogue(__dirname, zh)).toEqual({
    missing: [],
    unused: [],
    placeholders: [],
    notLiteral: []
  });
});
