/**
 * The gallery: every recorded fixture in the Tasks panel, in a browser, without Jupyter.
 *
 *   node gallery/serve.mjs            build, watch and serve; the page reloads itself after a change
 *   node gallery/serve.mjs --build    build once into gallery/build and end
 *   PORT=8123 node gallery/serve.mjs  on a port of your choice (else a free one)
 *
 * The theme is JupyterLab's own, taken from the .venv that `make lab` makes; without it the page says so and is plain.
 */
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundler, sendFile } from './bundle.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const build = join(root, 'gallery/build');
const themes = join(root, '.venv/share/jupyter/lab/themes/@jupyterlab');

const compiler = bundler({
  mode: 'development',
  context: root,
  entry: './gallery/page.tsx',
  devtool: 'source-map',
  output: { path: build, filename: 'page.js' }
});

/** What the page needs beside its script: itself, the themes, the style and the fixtures. */
async function copyFiles() {
  await mkdir(build, { recursive: true });
  await cp(join(root, 'gallery/page.html'), join(build, 'index.html'));
  await cp(join(root, 'style'), join(build, 'style'), { recursive: true });
  for (const theme of ['light', 'dark']) {
    const from = join(themes, `theme-${theme}-extension/index.css`);
    const css = await readFile(from, 'utf8').catch(() => {
      console.log(
        `No ${theme} theme in .venv: run "make lab" once to see JupyterLab's colours.`
      );
      return '';
    });
    await writeFile(join(build, `${theme}.css`), css);
  }
  const folder = join(root, 'protocol/fixtures');
  const names = (await readdir(folder)).filter(name => name.endsWith('.json'));
  const fixtures = {};
  for (const name of names) {
    fixtures[name.slice(0, -5)] = JSON.parse(
      await readFile(join(folder, name), 'utf8')
    );
  }
  await writeFile(join(build, 'fixtures.json'), JSON.stringify(fixtures));
}

/** Says what the compiler found; true: nothing is wrong. */
function report(error, stats) {
  if (error || stats.hasErrors()) {
    console.error(error ?? stats.toString({ preset: 'errors-only' }));
    return false;
  }
  return true;
}

function serve() {
  const pages = new Set();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    if (path === '/changes') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 1000\n\n');
      pages.add(response);
      request.on('close', () => pages.delete(response));
      return;
    }
    sendFile(
      response,
      join(build, normalize(path === '/' ? '/index.html' : path))
    );
  });
  compiler.hooks.watchRun.tapPromise('gallery', copyFiles);
  compiler.watch({}, (error, stats) => {
    if (report(error, stats)) {
      pages.forEach(page => page.write('data: changed\n\n'));
    }
  });
  server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
    console.log(
      `The gallery is at http://127.0.0.1:${server.address().port}/ (Ctrl+C ends it).`
    );
  });
}

if (process.argv.includes('--build')) {
  await copyFiles();
  compiler.run((error, stats) => {
    process.exitCode = report(error, stats) ? 0 : 1;
    compiler.close(() => console.log('The gallery is in gallery/build.'));
  });
} else {
  serve();
}
