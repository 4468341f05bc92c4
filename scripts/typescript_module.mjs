/** Loads a module of the browser half that imports nothing, stripped of its types: what it says is said once. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import typescript from 'typescript';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The exports of a .ts file, named from the repository's root. */
export async function typescriptModule(file) {
  const { outputText } = typescript.transpileModule(
    await readFile(path.join(root, file), 'utf8'),
    { compilerOptions: { module: 'commonjs', target: 'es2022' } }
  );
  const exports = {};
  runInNewContext(outputText, { exports });
  return exports;
}
