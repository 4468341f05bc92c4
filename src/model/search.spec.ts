import * as fc from 'fast-check';
import { lastAtOrBefore } from './search';

test('a search that goes on from somewhere finds what one from the start finds', () => {
  const starts = fc.array(fc.nat(40), { maxLength: 60 });
  fc.assert(
    fc.property(starts, fc.nat(45), fc.nat(60), (some, time, from) => {
      const sorted = some.sort((a, b) => a - b).map(start => ({ start }));
      const found = sorted.filter(({ start }) => start <= time).length - 1;
      expect(lastAtOrBefore(sorted, time)).toBe(found);
      const known = Math.min(from, found + 1);
      expect(lastAtOrBefore(sorted, time, known)).toBe(found);
    })
  );
});
