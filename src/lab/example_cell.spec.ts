import { exampleCell } from './example_cell';

const concept = {
  id: 'semaphore',
  order: 13,
  layer: 'primitives',
  title: 'Semaphore',
  summary: '',
  prerequisites: [],
  related: [],
  parts: [],
  examples: [],
  exercises: [],
  path: '13-semaphore.ipynb'
} as const;

const example = {
  id: 'limit',
  title: 'Five workers',
  source: 'import asyncio\nawait main()',
  watch: true
};

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
