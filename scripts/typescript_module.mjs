/**
 * Loads a module of the browser half that needs no browser, stripped of its types, with those that it imports by a relative path:
 * what it says is said once, for the panel, the build and the tests.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import typescript from 'typescript';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const loaded = new Map();

/** The exports of a .ts file, named from the repository's root. */
export function typescriptModule(file) {
  const known = loaded.get(file);
  if (known) {
    return known;
  }
  const exports = {};
  loaded.set(file, exports);
  const { outputText } = typescript.transpileModule(
    readFileSync(path.join(root, file), 'utf8'),
    { compilerOptions: { module: 'commonjs', target: 'es2022' } }
  );
  const load = name =>
    typescriptModule(path.join(path.dirname(file), `${name}.ts`));
  runInThisContext(`(exports, require) => {${outputText}\n}`)(exports, load);
  return exports;
}
