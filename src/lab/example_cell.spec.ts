import { exampleCell, scriptCell } from './example_cell';

const concept = {
  id: 'semaphore',
  order: 13,
  layer: 'primitives',
  title: 'Semaphore',
  summary: '',
  prerequisites: [],
  related: [],
  python: null,
  parts: [],
  examples: [],
  exercises: [],
  path: '13-semaphore.ipynb',
  folder: null
} as const;

const example = {
  id: 'limit',
  title: 'Five workers',
  source: 'import asyncio\nawait main()',
  watch: true,
  python: null,
  requires: []
} as const;

test('an example becomes a trusted code cell that knows its concept', () => {
  expect(exampleCell(concept, example)).toEqual({
    cell_type: 'code',
    execution_count: null,
    metadata: {
      aioscope: {
        role: 'example',
        id: 'limit',
        title: 'Five workers',
        concept: 'semaphore'
      },
      trusted: true
    },
    outputs: [],
    source: 'import asyncio\nawait main()'
  });
});

test('two insertions share neither an id nor an object', () => {
  const one = exampleCell(concept, example);
  const other = exampleCell(concept, example);
  expect(one.id).toBeUndefined();
  expect(one.metadata).not.toBe(other.metadata);
  expect(one.outputs).not.toBe(other.outputs);
});

test('a script is a cell that writes a program to a file', () => {
  const { metadata, source } = scriptCell(concept, example);
  expect(metadata.aioscope).toMatchObject({ role: 'script', id: 'limit' });
  expect(source).toBe(
    '%%writefile limit.py\nimport asyncio\nif __name__ == "__main__":\n    asyncio.run(main())\n'
  );
});
