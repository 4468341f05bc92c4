/**
 * Prints what *Insert as script* makes of every example in notebooks/: a JSON list of {id, language, name, program}. It runs
 * the panel's own src/concepts/script.ts, so that the tests run what readers get.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { typescriptModule } from './typescript_module.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const { asScript, scriptName } = typescriptModule('src/concepts/script.ts');
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
