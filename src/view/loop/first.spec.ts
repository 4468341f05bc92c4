import fc from 'fast-check';
import { First } from './first';

test('the first few are those of a stable sort, and the rest is counted', () => {
  const items = fc.array(fc.record({ key: fc.nat(5), id: fc.nat() }), {
    maxLength: 40
  });
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 8 }), (all, most) => {
      const compare = (
        one: { readonly key: number },
        other: { readonly key: number }
      ): number => one.key - other.key;
      const first = new First<(typeof all)[number]>(most, compare);
      all.forEach(item => first.take(item));
      const { rows, more } = first.list;
      expect(rows).toEqual([...all].sort(compare).slice(0, most));
      expect(rows.length + more).toBe(all.length);
    })
  );
});
