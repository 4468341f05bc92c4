/**
 * Prints what *Insert as script* makes of every example in notebooks/: a JSON list of {id, language, name, program}. It runs
 * the panel's own src/concepts/script.ts, so that the tests run what readers get.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import typescript from 'typescript';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The rule, stripped of its types. */
async function rule() {
  const file = path.join(root, 'src', 'concepts', 'script.ts');
  const { outputText } = typescript.transpileModule(
    await readFile(file, 'utf8'),
    { compilerOptions: { module: 'commonjs', target: 'es2022' } }
  );
  const exports = {};
  runInNewContext(outputText, { exports });
  return exports;
}

const { asScript, scriptName } = await rule();
const scripts = [];
for (const language of ['en', 'zh-CN']) {
  const folder = path.join(root, 'notebooks', language);
  const names = (await readdir(folder)).filter(name => name.endsWith('.ipynb'));
  for (const name of names.sort()) {
    const { cells } = JSON.parse(
      await readFile(path.join(folder, name), 'utf8')
    );
    for (const { source, metadata } of cells) {
      const own = metadata.aioscope;
      if (own?.role === 'example') {
        const text = typeof source === 'string' ? source : source.join('');
        scripts.push({
          id: own.id,
          language,
          name: scriptName(own),
          program: asScript(text)
        });
      }
    }
  }
}
console.log(JSON.stringify(scripts));
