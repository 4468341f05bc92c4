import { digestOf, untouched } from './digest';

const cells = [
  { cell_type: 'markdown', source: '# Lock' },
  { cell_type: 'code', source: ['import asyncio\n', 'await main()'] }
];
const copy = (digest: unknown, own: unknown = cells) => ({
  cells: own,
  metadata: { aioscope: { digest } }
});

test('a text has one digest, however its lines are kept', () => {
  const joined = [
    cells[0],
    { cell_type: 'code', source: 'import asyncio\nawait main()' }
  ];
  expect(digestOf(joined.flatMap(each => each ?? []))).toBe(digestOf(cells));
});

test.each([
  [[{ cell_type: 'markdown', source: '# Lock!' }, cells[1]]],
  [[{ cell_type: 'code', source: '# Lock' }, cells[1]]],
  [[cells[1], cells[0]]],
  [[cells[0]]]
])('another text has another: %j', other => {
  expect(digestOf(other.flatMap(each => each ?? []))).not.toBe(digestOf(cells));
});

test('a copy is untouched while its cells are those it was written with', () => {
  const digest = digestOf(cells);
  expect(untouched(copy(digest))).toBe(digest);
  expect(untouched(copy(digest, [cells[0]]))).toBeNull();
});

test.each([[null], [{}], [copy(7)], [copy('x', 'y')], [copy('x', [null])]])(
  'a file that is no such copy is not untouched: %j',
  content => {
    expect(untouched(content)).toBeNull();
  }
);
