/**
 * Pictures of both panels and of every view in both themes and languages, narrow and wide. With PICTURES=1 they go into
 * docs/pictures (the README shows one, docs/pictures.md all); otherwise beside the other results, to be looked at.
 */
import * as path from 'node:path';
import { expect, galata, test } from '@jupyterlab/galata';
import { CHINESE, Concepts, execute, openNotebook, Tasks } from './aioscope';

const FOLDER = process.env.PICTURES
  ? path.resolve(__dirname, '../../docs/pictures')
  : path.resolve(__dirname, '../test-results/pictures');
const THEMES = '@jupyterlab/apputils-extension:themes';

/** Some of everything: a queue, a semaphore, a thread, a loop that is blocked, a failure, a timeout around a deadlock. */
const BUSY = `%%aioscope --name busy
import asyncio, time

async def download(number, gate, pages):
    async with gate:
        await asyncio.sleep(0.08 + number / 50)
    await pages.put(number)

async def parse(pages):
    while True:
        number = await pages.get()
        await asyncio.to_thread(time.sleep, 0.05)
        if number == 3:
            time.sleep(0.15)  # blocks the loop
        pages.task_done()

async def transfer(first, second):
    async with first:
        await asyncio.sleep(0.05)
        async with second:
            pass

pages, gate = asyncio.Queue(2), asyncio.Semaphore(2)
red, blue = asyncio.Lock(), asyncio.Lock()
parser = asyncio.create_task(parse(pages), name="parser")
downloads = [asyncio.create_task(download(n, gate, pages), name=f"download {n}") for n in range(6)]
transfers = [asyncio.create_task(transfer(red, blue), name="red to blue"),
             asyncio.create_task(transfer(blue, red), name="blue to red")]
await asyncio.gather(*downloads)
await pages.join()
await asyncio.wait(transfers, timeout=0.2)
for task in [parser, *transfers]:
    task.cancel()
await asyncio.wait([parser, *transfers])`;

const QUICK = `%%aioscope --name quick
import asyncio
await asyncio.gather(*(asyncio.create_task(asyncio.sleep(0.1), name=f"download {n}") for n in range(6)))`;

/** The views in the order of their tabs, and a share of the busy run at which each has something to show. */
const VIEWS = [
  { name: 'timeline', share: 0.55 },
  { name: 'task', share: 0.9 },
  { name: 'waits', share: 0.3 },
  { name: 'loop', share: 0.3 },
  { name: 'findings', share: 0.9 }
] as const;

const LOOKS = [
  { name: 'en-light', settings: galata.DEFAULT_SETTINGS, wide: 430 },
  {
    name: 'zh-dark',
    settings: { ...CHINESE, [THEMES]: { theme: 'JupyterLab Dark' } },
    wide: 430
  },
  {
    name: 'en-dark-narrow',
    settings: {
      ...galata.DEFAULT_SETTINGS,
      [THEMES]: { theme: 'JupyterLab Dark' }
    },
    wide: 260
  },
  { name: 'zh-light-wide', settings: CHINESE, wide: 720 }
] as const;

for (const { name, settings, wide } of LOOKS) {
  test.describe(name, () => {
    test.use({ mockSettings: settings });

    test(`picture ${name}`, async ({ page, tmpPath }) => {
      const concepts = new Concepts(page);
      const tasks = new Tasks(page);
      await openNotebook(page, `${tmpPath}/own.ipynb`, ['import asyncio']);
      await concepts.open();
      await page.screenshot({ path: `${FOLDER}/${name}-concepts.png` });
      const map = concepts.panel.getByRole('button', {
        name: /^(Map|概念图)$/
      });
      await map.click();
      await concepts.entry('cancellation').hover();
      await page.screenshot({ path: `${FOLDER}/${name}-map.png` });
      await map.click();
      await concepts.entry('semaphore').click();
      await page.sidebar.setWidth(330, 'left');
      await concepts.panel
        .getByRole('button', { name: /Insert & watch|插入并观察/ })
        .first()
        .click();
      await expect(tasks.panel).toBeVisible();
      await page.sidebar.setWidth(wide, 'right');
      await expect(tasks.task('worker-5')).toHaveAccessibleName(/done|完成/);
      await tasks.scrubTo(0.4);
      await tasks.task('worker-4').hover();
      await page.screenshot({ path: `${FOLDER}/${name}.png` });
    });

    test(`views ${name}`, async ({ page, tmpPath }) => {
      const tasks = new Tasks(page);
      await openNotebook(page, `${tmpPath}/own.ipynb`, [BUSY, QUICK]);
      await tasks.open();
      await page.notebook.runCell(0, { inplace: true });
      await expect(tasks.task('parser')).toHaveAccessibleName(
        /cancelled|已取消/
      );
      let shown = tasks.panel;
      if (name === 'zh-light-wide') {
        await page.sidebar.close('left');
        await page.sidebar.close('right');
        await execute(page, 'aioscope:open-wide');
        shown = page.locator('.aio-TasksPanel:not(#aioscope-tasks)');
      } else {
        await page.sidebar.setWidth(wide, 'right');
      }
      const slider = shown.locator('.aio-Slider-input');
      const end = Number(await slider.getAttribute('max'));
      await shown.getByRole('treeitem', { name: /^red to blue/ }).click();
      for (const [index, view] of VIEWS.entries()) {
        await shown.getByRole('tab').nth(index).click();
        await slider.fill(String(Math.round(end * view.share)));
        await expect(shown.getByRole('tabpanel')).toBeVisible();
        await page.waitForTimeout(300); // the graph of waits is laid out, and moves to its place
        await shown.screenshot({ path: `${FOLDER}/${name}-${view.name}.png` });
      }
      await execute(page, 'docmanager:open', { path: `${tmpPath}/own.ipynb` });
      await tasks.open();
      await page.notebook.runCell(1, { inplace: true });
      await expect(tasks.task('download 5')).toHaveAccessibleName(/done|完成/);
      await execute(page, 'aioscope:compare-runs');
      const compare = page.locator('.aio-CompareTab');
      await expect(compare.getByRole('listitem').first()).toBeVisible();
      await compare.screenshot({ path: `${FOLDER}/${name}-compare.png` });
    });
  });
}
