/**
 * Builds the page as it is shipped (minified), writes the runs that are opened from files, and serves them with speedscope on a free port.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';
import { bundler, sendFile } from '../../gallery/bundle.mjs';
import { speedscopeOf } from './speedscope.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = join(root, '.make/browser');
const theme = join(
  root,
  '.venv/share/jupyter/lab/themes/@jupyterlab/theme-light-extension/index.css'
);

/** What is wrong is thrown. */
function compile() {
  const compiler = bundler({
    mode: 'production',
    context: root,
    entry: './benchmarks/browser/page.tsx',
    output: { path: built, filename: 'page.js' },
    // One page, loaded once: its size is measured elsewhere.
    performance: false
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      const wrong =
        error ??
        (stats.hasErrors() && new Error(stats.toString('errors-only')));
      compiler.close(() => (wrong ? reject(wrong) : resolve()));
    });
  });
}

/** The made-up run, from src/: it is one file that needs no other. */
async function loadTurns() {
  const source = await readFile(join(root, 'src/testing/turns.ts'), 'utf8');
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions: { module: 'esnext', target: 'es2022' }
  });
  const file = join(built, 'turns.mjs');
  await writeFile(file, outputText);
  return (await import(file)).turns;
}

/** Writes a run of so many facts as ours and as speedscope's; their names. */
export async function writeRun(facts, lanes) {
  const turns = await loadTurns();
  const run = turns(facts, lanes);
  const [ours, theirs] = [`${facts}.ours.json`, `${facts}.speedscope.json`];
  // Fact by fact: the text of a million is longer than it is worth to hold twice.
  const text = run.map(fact => JSON.stringify(fact)).join(',\n');
  await writeFile(join(built, ours), `{"format":2,"facts":[${text}]}`);
  await writeFile(join(built, theirs), JSON.stringify(speedscopeOf(run)));
  return { ours, theirs };
}

/** Builds all and serves it; the address, and how to end it. */
export async function serve() {
  await rm(built, { recursive: true, force: true });
  await mkdir(built, { recursive: true });
  await compile();
  for (const page of ['page.html', 'empty.html']) {
    await cp(join(root, 'benchmarks/browser', page), join(built, page));
  }
  await cp(join(root, 'style'), join(built, 'style'), { recursive: true });
  await writeFile(
    join(built, 'light.css'),
    await readFile(theme, 'utf8').catch(() => '')
  );
  const { resolve } = createRequire(import.meta.url);
  const released = join(
    dirname(resolve('speedscope/package.json')),
    'dist/release'
  );
  await cp(released, join(built, 'speedscope'), { recursive: true });

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    sendFile(response, join(built, normalize(pathname)));
  });
  await new Promise(listening => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    }
  };
}
