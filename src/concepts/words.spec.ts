/** Every word of this room has a Chinese translation. */
import { checkCatalogue } from '../testing/catalogue';
import chinese from './zh-CN.json';

test('the Chinese catalogue is complete, holds nothing unused, and keeps the placeholders', () => {
  expect(checkCatalogue(__dirname, chinese)).toEqual({
    missing: [],
    unused: [],
    placeholders: [],
    notLiteral: []
  });
});
