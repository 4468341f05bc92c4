/**
 * Every recorded run in every view, in a real browser without Jupyter: nothing throws, and something is drawn.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { expect, test } from '@playwright/test';
import { heard } from './accessible';

const ROOT = join(__dirname, '../..');
const BUILD = join(ROOT, 'gallery/build');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8'
};

let server: Server;
let address: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  execFileSync(process.execPath, ['gallery/serve.mjs', '--build'], {
    cwd: ROOT
  });
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    const file = join(BUILD, normalize(path === '/' ? '/index.html' : path));
    try {
      const body = readFileSync(file);
      response
        .writeHead(200, { 'content-type': TYPES[extname(file)] })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve())
  );
  const at = server.address();
  address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
});

test.afterAll(() => {
  server.close();
});

for (const theme of ['light', 'dark']) {
  test(`every fixture is drawn in every view, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('console', message => {
      // The gallery's own page reloads itself where it is served by `make gallery`, which is not here.
      if (
        message.type() === 'error' &&
        !/\/(?:changes|favicon\.ico)$/.test(message.location().url)
      ) {
        complaints.push(`${message.text()} ${message.location().url}`);
      }
    });
    await page.goto(`${address}/?all=1&theme=${theme}`);
    await expect(page.locator('[data-box]').first()).toBeVisible();
    await page.waitForLoadState('load');
    const boxes = await page.locator('[data-box]').evaluateAll(all =>
      all.map(box => ({
        name: `${box.getAttribute('data-fixture')} in ${box.getAttribute('data-box')}`,
        failed: box.querySelector('[data-failed]')?.textContent ?? null
      }))
    );
    const files = JSON.parse(
      readFileSync(join(BUILD, 'fixtures.json'), 'utf8')
    ) as Record<string, unknown>;
    // All fixtures and two that are made up; the tree, and at least the five views that there were when this was written.
    const fixtures = Object.keys(files).length + 2;
    expect(boxes.length % fixtures).toBe(0);
    expect(boxes.length / fixtures).toBeGreaterThanOrEqual(6);
    expect(boxes.filter(box => box.failed !== null)).toEqual([]);
    await expect
      .poll(() => page.evaluate(blank), { timeout: 30_000 })
      .toEqual([]);
    expect(complaints).toEqual([]);
  });
}

/** Pages on which everything is met that can be pressed, typed into or reached by Tab. */
const PAGES: readonly string[] = [
  'all=1',
  ...['timeline', 'details', 'waits', 'loop', 'findings'].map(
    view => `show=mistakes&view=${view}&task=3&at=0.4&width=420`
  ),
  'show=semaphore&view=waits&at=0.3&width=1300',
  'show=works&view=timeline&width=1300&lang=zh-CN',
  'show=gather&compare=task&width=900'
];

for (const query of PAGES) {
  test(`everything to press or to reach has a name: ${query}`, async ({
    page
  }) => {
    test.setTimeout(120_000);
    await page.goto(`${address}/?${query}`);
    await expect(page.locator('.aio-Tree, .aio-Compare').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    const { count, nameless } = await heard(page, 'body');
    expect(count).toBeGreaterThan(20);
    expect(nameless).toEqual([]);
  });
}

test('the narrowest panel with columns has room for all of them', async ({
  page
}) => {
  await page.setViewportSize({ width: 1000, height: 900 });
  const heads = page.getByRole('columnheader');
  let width = 760;
  do {
    await page.goto(`${address}/?show=semaphore&height=600&width=${width}`);
    await expect(page.getByRole('tree')).toBeVisible();
    if ((await heads.count()) === 0) {
      break;
    }
    const panel = await page.locator('.aio-Tree').boundingBox();
    const last = await heads.last().boundingBox();
    const room = (panel?.x ?? 0) + (panel?.width ?? 0);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(room);
    width -= 10;
  } while (width > 600);
  // It was tried where there are columns, and ended where there are none.
  expect(width).toBeLessThan(760);
  expect(width).toBeGreaterThan(600);
});

test('the narrowest side panel has room for all tabs, with what they count', async ({
  page
}) => {
  for (const width of [260, 300, 340, 380, 420]) {
    await page.goto(`${address}/?show=mistakes&height=600&width=${width}`);
    const tabs = page.getByRole('tablist');
    await expect(tabs).toBeVisible();
    await expect(tabs.locator('.aio-Pane-badge')).not.toHaveCount(0);
    const missing = await tabs.evaluate(
      list => list.scrollWidth - list.clientWidth
    );
    expect(missing).toBe(0);
  }
});

/** Names of the boxes in which there is nothing to see: neither text nor a painted canvas. Runs in the page. */
function blank(): string[] {
  const painted = (canvas: HTMLCanvasElement): boolean => {
    if (canvas.width * canvas.height === 0) {
      return false;
    }
    const pixels = canvas
      .getContext('2d')
      ?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels?.some(value => value > 0) ?? false;
  };
  return [...document.querySelectorAll('[data-box]')]
    .filter(box => {
      const canvases = [...box.querySelectorAll('canvas')];
      const drawn =
        canvases.length > 0
          ? canvases.some(painted)
          : box.textContent.trim().length > 0;
      return !drawn || box.clientHeight === 0;
    })
    .map(
      box =>
        `${box.getAttribute('data-fixture')} in ${box.getAttribute('data-box')}`
    );
}
