/**
 * Drives Chromium over the page and over speedscope, and prints what was measured as one JSON document; `report.py` makes tables of it.
 *
 *   node benchmarks/browser/measure.mjs [--quick] [--only show,pan,live,beside]
 *
 * Each measurement has a page of its own, which is closed before the next one begins.
 */
/* global window, WebGLRenderingContext -- what is given to evaluate() runs in the page */
import { createRequire } from 'node:module';
import { pan, zoom } from './frames.mjs';
import { serve, writeRun } from './serve.mjs';

const quick = process.argv.includes('--quick');
const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',');
const wanted = part => !process.argv.includes('--only') || only.includes(part);

const SIZES = quick
  ? [[1e4, 100]]
  : [
      [1e4, 100],
      [1e5, 100],
      [1e5, 10_000],
      [1e6, 100],
      [1e6, 10_000]
    ];
const SEEKS = quick ? 10 : 100;
const PAN = quick ? 500 : 3_000;
const LIVE = quick ? 1 : 6;
const ROUNDS = quick ? 1 : 3;

/** In the middle of the lanes, theirs and ours; of the panel below the tree. */
const AT = { x: 700, y: 500 };

/** Turns of the wheel that show a half, and a hundredth, of the run: pixels and how often. Both halve with each turn. */
const ZOOMS = { half: 1, 'a hundredth': 7 };
const HALVE = { ours: -138.6, theirs: -20 };

const { chromium } = createRequire(
  new URL('../../ui-tests/package.json', import.meta.url)
)('@playwright/test');

const say = words => process.stderr.write(`${words}\n`);

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
});

/** Gives `use` a page of its own. */
async function withPage(use) {
  const page = await browser.newPage({
    viewport: { width: 1300, height: 900 }
  });
  page.setDefaultTimeout(120_000);
  const thrown = [];
  page.on('pageerror', error => thrown.push(error));
  try {
    const answer = await use(page, await page.context().newCDPSession(page));
    if (thrown.length > 0) {
      throw thrown[0];
    }
    return answer;
  } finally {
    await page.close();
  }
}

const ours = page => page.goto(`${server.address}/page.html`);

async function showAndSeek([facts, lanes]) {
  say(`${facts} facts, ${lanes} lanes`);
  return withPage(async (page, client) => {
    await ours(page);
    const shown = await page.evaluate(
      ([f, l]) => window.bench.show(f, l, 'panel'),
      [facts, lanes]
    );
    await rest(page, client);
    const seeks = await page.evaluate(n => window.bench.seek(n), SEEKS);
    return { facts, lanes, ...shown, seeks };
  });
}

async function panOurs([facts, lanes], part) {
  say(`pan ${part}: ${facts} facts, ${lanes} lanes`);
  return withPage(async (page, client) => {
    await ours(page);
    await page.evaluate(
      ([f, l]) => window.bench.show(f, l, 'timeline'),
      [facts, lanes]
    );
    await zoom(client, AT, HALVE.ours, ZOOMS[part]);
    return { facts, lanes, part, ...(await panned(page, client)) };
  });
}

/** The facts were made in the page: what that left behind is collected now, and not while something is measured. */
async function rest(page, client) {
  await client.send('HeapProfiler.collectGarbage');
  await page.waitForTimeout(300);
}

async function panned(page, client) {
  await rest(page, client);
  return pan(browser, page, client, AT, PAN);
}

async function panEmpty() {
  return withPage(async (page, client) => {
    await page.goto(`${server.address}/empty.html`);
    return panned(page, client);
  });
}

async function live([before, lanes, perMessage]) {
  say(`live behind ${before} facts`);
  return withPage(async page => {
    await ours(page);
    const spent = await page.evaluate(
      args => window.bench.live(...args),
      [LIVE, before, lanes, perMessage]
    );
    return { before, lanes, perMessage, spent };
  });
}

async function openOurs(file) {
  return withPage(async (page, client) => {
    await ours(page);
    const opened = await page.evaluate(
      url => window.bench.open(url, 'timeline'),
      file
    );
    await zoom(client, AT, HALVE.ours, ZOOMS.half);
    return { opened, ...(await panned(page, client)) };
  });
}

async function openTheirs(file) {
  return withPage(async (page, client) => {
    // What they draw with is WebGL: the first drawing after the file has come is their first paint.
    await page.addInitScript(() => {
      window.drawn = [];
      for (const name of ['drawArrays', 'drawElements']) {
        const draw = WebGLRenderingContext.prototype[name];
        WebGLRenderingContext.prototype[name] = function (...given) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => window.drawn.push(performance.now());
          port2.postMessage(null);
          return draw.apply(this, given);
        };
      }
    });
    await page.goto(
      `${server.address}/speedscope/index.html#profileURL=${server.address}/${file}`
    );
    await page.waitForFunction(() => window.drawn.length > 0);
    const opened = await page.evaluate(() => window.drawn[0]);
    await zoom(client, AT, HALVE.theirs, ZOOMS.half);
    return { opened, ...(await panned(page, client)) };
  });
}

async function besides([facts, lanes]) {
  say(`beside speedscope: ${facts} facts`);
  const { ours: mine, theirs } = await writeRun(facts, lanes);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push([await openOurs(mine), await openTheirs(theirs)]);
  }
  return { facts, lanes, rounds };
}

/** One after the other. */
async function each(list, measure) {
  const answers = [];
  for (const item of list) {
    answers.push(await measure(item));
  }
  return answers;
}

const measured = { browser: `Chromium ${browser.version()}` };
try {
  // What is compiled and cached only once is not the first row's cost.
  await showAndSeek([1e4, 100]);
  if (wanted('show')) {
    measured.show = await each(SIZES, showAndSeek);
  }
  if (wanted('pan')) {
    measured.empty = await panEmpty();
    measured.pan = await each(
      SIZES.flatMap(size => Object.keys(ZOOMS).map(part => [size, part])),
      ([size, part]) => panOurs(size, part)
    );
  }
  if (wanted('live')) {
    measured.live = await each(
      quick
        ? [[1e3, 100, 250]]
        : [
            [1e4, 100, 250],
            [1e5, 10_000, 250],
            [8e5, 10_000, 250],
            [8e5, 10_000, 2_500]
          ],
      live
    );
  }
  if (wanted('beside')) {
    measured.beside = await each(
      SIZES.filter(([, lanes]) => lanes === 100),
      besides
    );
  }
} finally {
  await browser.close();
  server.close();
}
process.stdout.write(JSON.stringify(measured));
