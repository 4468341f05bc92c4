/**
 * The cell that an example becomes in the reader's notebook. It carries the example's role and concept in its metadata,
 * as the course's notebooks do, so that progress is marked in one place (progress_watch.ts) wherever an example runs.
 */
import { type ICodeCell } from '@jupyterlab/nbformat';
import type { Concept, Example } from '../concepts/course';
import { asScript, scriptName } from '../concepts/script';

/** A new cell; it has no id, because the notebook makes a fresh one for each cell that comes in. */
export function exampleCell(concept: Concept, example: Example): ICodeCell {
  const { id, title } = example;
  return {
    cell_type: 'code',
    execution_count: null,
    metadata: {
      aioscope: { role: 'example', id, title, concept: concept.id },
      trusted: true // as for every cell that the user inserts
    },
    outputs: [],
    source: example.source
  };
}

/** A new cell that, when it runs, writes the example to a file as a program of its own. */
export function scriptCell(concept: Concept, example: Example): ICodeCell {
  const cell = exampleCell(concept, example);
  const { id, title } = example;
  const own = { role: 'script', id, title, concept: concept.id };
  return {
    ...cell,
    metadata: { ...cell.metadata, aioscope: own },
    source: `%%writefile ${scriptName(example)}\n${asScript(example.source)}\n`
  };
}
