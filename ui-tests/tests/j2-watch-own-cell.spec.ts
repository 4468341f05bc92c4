/** J2: watch one's own cells, with %%aioscope and with the Watch toggle; what goes wrong gets a sentence. */
import { expect, test, type IJupyterLabPageFixture } from '@jupyterlab/galata';
import { type Locator } from '@playwright/test';
import {
  CHINESE,
  execute,
  kernelIsIdle,
  openNotebook,
  output,
  reload,
  sources,
  Tasks
} from './aioscope';

const FETCHES = `import asyncio

async def fetch(delay):
    await asyncio.sleep(delay)
    return delay

slow = asyncio.create_task(fetch(1.2), name="slow")
quick = asyncio.create_task(fetch(0.3), name="quick")
await asyncio.gather(slow, quick)`;

const BLOCKING = `import asyncio, time

async def reader():
    time.sleep(2.5)

await asyncio.create_task(reader(), name="reader")`;

test('%%aioscope in a kernel where nothing was set up', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [
    `%%aioscope\n${FETCHES}`,
    '%%aioscope\nimport asyncio\nawait asyncio.sleep(0.05)\nraise ValueError("on line four")',
    '%%aioscope --speed 3\nprint("never printed")'
  ]);
  await tasks.open();
  await expect(tasks.panel.getByText(/Press Watch/)).toBeVisible();

  await page.notebook.runCell(0, { inplace: true, wait: false });
  await tasks.says('slow', /, waiting/);
  await expect(tasks.task('quick')).toHaveAccessibleName(/, done/);
  await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);
  expect(await tasks.rows()).toEqual([
    expect.stringMatching(/^cell \[1\], done/),
    expect.stringMatching(/^slow, done/),
    expect.stringMatching(/^quick, done/)
  ]);
  await expect(tasks.panel.getByRole('treeitem').nth(1)).toHaveAttribute(
    'aria-level',
    '2'
  );

  // A traceback names the line that the reader sees, and the cell is shown as failed.
  await page.notebook.runCell(1, { inplace: true });
  await expect(output(page, 1)).toContainText(/line 4/);
  await expect(tasks.task('cell [2]')).toHaveAccessibleName(/, failed/);

  // A wrong option: a sentence, and the body does not run.
  await page.notebook.runCell(2, { inplace: true });
  await expect(output(page, 2)).toContainText(
    /does not know what to do with '--speed'.*--name NAME/
  );
  await expect(output(page, 2)).not.toContainText('never printed');
});

test('the Watch toggle, and a task that blocks the loop', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [BLOCKING, FETCHES]);
  await tasks.open();
  const watch = tasks.panel.getByRole('button', { name: 'Watch' });
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', 'true');
  await expect(tasks.panel.getByText(/run a cell/i)).toBeVisible();

  // The panel stays alive while the loop stands still.
  await page.notebook.runCell(0, { inplace: true, wait: false });
  await tasks.says('reader', /, running, [12]\.\d/);
  await expect(tasks.task('reader')).toHaveAccessibleName(/, done/);

  // Off: the next cell is not recorded.
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', 'false');
  await page.notebook.runCell(1, { inplace: true });
  await expect(tasks.task('reader')).toBeVisible();
  await expect(tasks.task('slow')).toHaveCount(0);
});

test.describe('the kernel as it is', () => {
  // Galata's stand-in for the list of kernels does not understand the server's answer to an interrupt.
  test.use({ kernels: null, sessions: null });

  test('restart, interrupt and reload while watching', async ({
    page,
    tmpPath
  }) => {
    const tasks = new Tasks(page);
    await openNotebook(page, `${tmpPath}/own.ipynb`, [
      FETCHES,
      'import time\ntime.sleep(30)'
    ]);
    await tasks.open();
    const watch = tasks.panel.getByRole('button', { name: 'Watch' });
    await watch.click();
    await expect(watch).toHaveAttribute('aria-pressed', 'true');
    await page.notebook.runCell(0, { inplace: true });
    await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);

    await page.notebook.runCell(1, { inplace: true, wait: false });
    await page.waitForTimeout(1000);
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('notebook:interrupt-kernel')
    );
    await kernelIsIdle(page);
    await page.notebook.runCell(0, { inplace: true });
    await expect(tasks.task('cell [3]')).toHaveAccessibleName(/, done/);

    // A reloaded page gets the run from the kernel.
    await page.notebook.save();
    await reload(page);
    await page.notebook.activate(`${tmpPath}/own.ipynb`);
    await tasks.open();
    await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);
    await expect(watch).toHaveAttribute('aria-pressed', 'true');

    // After a restart the run stays, with a sentence, and watching goes on by itself.
    await page.evaluate(async () => {
      const notebook = window.jupyterapp.shell.currentWidget as never as {
        sessionContext: { session: { kernel: { restart(): Promise<void> } } };
      };
      await notebook.sessionContext.session.kernel.restart();
    });
    await expect(tasks.panel.getByText(/restarted/)).toBeVisible();
    await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);
    await expect(watch).toHaveAttribute('aria-pressed', 'true');
    await kernelIsIdle(page);
    await page.notebook.runCell(0, { inplace: true });
    await expect(tasks.task('cell [1]')).toHaveAccessibleName(/, done/);
    expect((await sources(page)).length).toBe(2);
  });
});

test.describe('in Chinese', () => {
  test.use({ mockSettings: CHINESE });

  test('按下“观察”，运行自己的单元格', async ({ page, tmpPath }) => {
    const tasks = new Tasks(page);
    await openNotebook(page, `${tmpPath}/own.ipynb`, [FETCHES]);
    await tasks.open();
    await expect(
      tasks.panel.getByText('按下“观察”，再运行一个单元格。')
    ).toBeVisible();
    // At once: the cell is recorded all the same.
    await tasks.panel.getByRole('button', { name: '观察' }).click();
    await page.notebook.runCell(0, { inplace: true, wait: false });
    await tasks.says('slow', /, 等待.*休眠/);
    await expect(tasks.task('slow')).toHaveAccessibleName(/, 完成/);
    expect(await tasks.rows()).toEqual([
      expect.stringMatching(/^单元格 \[1\]/),
      expect.stringMatching(/^slow/),
      expect.stringMatching(/^quick/)
    ]);
  });

  test('内核写出的文字也是中文', async ({ page, tmpPath }) => {
    await openNotebook(page, `${tmpPath}/own.ipynb`, [
      `%%aioscope --name first\n${FETCHES}`,
      '%aioscope report'
    ]);
    // The very first cell: its output is already in the reader's language.
    await page.notebook.runCell(0, { inplace: true });
    const shown = page.locator('.jp-Notebook .aio-SavedRun');
    await expect(
      shown.getByRole('treeitem', { name: /^slow/ })
    ).toHaveAccessibleName(/, 完成/);
    expect(await outputWords(page)).toMatch(/^aioscope：2 个任务，/);
    await page.notebook.runCell(1, { inplace: true });
    await expect(output(page, 1)).toContainText('运行 first：');
  });
});

/** What the first output of the notebook in front says to readers without aioscope. */
async function outputWords(page: IJupyterLabPageFixture): Promise<string> {
  return page.evaluate(() => {
    const { currentWidget } = window.jupyterapp.shell as never as {
      currentWidget: {
        content: {
          widgets: {
            model: {
              outputs: { toJSON(): { data?: Record<string, unknown> }[] };
            };
          }[];
        };
      };
    };
    const [first] = currentWidget.content.widgets;
    const shown = first?.model.outputs
      .toJSON()
      .find(each => each.data && 'text/html' in each.data);
    return String(shown?.data?.['text/plain']);
  });
}

test('zoom and pan the timeline', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [`%%aioscope\n${FETCHES}`]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);
  const axis = tasks.panel.locator('.aio-Axis');
  const whole = await axis.innerText();

  // With the wheel about the pointer, then back to the whole with a double click.
  const canvas = tasks.panel.locator('.aio-Timeline-canvas');
  await canvas.hover({ position: { x: 40, y: 10 } });
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -600);
  await page.keyboard.up('Control');
  await expect(axis).not.toHaveText(whole);
  const zoomed = await axis.innerText();
  await page.mouse.wheel(200, 0);
  await expect.poll(() => axis.innerText()).not.toBe(zoomed);
  await canvas.dblclick({ position: { x: 60, y: 60 } });
  await expect.poll(() => axis.innerText()).toBe(whole);

  // The same by keyboard.
  await tasks.panel.getByRole('group', { name: 'Timeline' }).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect.poll(() => axis.innerText()).not.toBe(whole);
  await page.keyboard.press('0');
  await expect.poll(() => axis.innerText()).toBe(whole);

  // A stretch drawn with the shift key, and one drawn on the minimap.
  const map = tasks.panel.getByRole('slider', {
    name: 'Part of the run that is shown'
  });
  const shown = (): Promise<string | null> =>
    map.getAttribute('aria-valuetext');
  const all = await shown();
  await page.keyboard.down('Shift');
  await dragAcross(page, canvas, 40);
  await page.keyboard.up('Shift');
  await expect.poll(shown).not.toBe(all);
  await page.keyboard.press('0');
  await expect.poll(shown).toBe(all);
  await dragAcross(page, map, 10);
  await expect.poll(shown).not.toBe(all);
  await tasks.panel.getByRole('button', { name: 'Show the whole run' }).click();
  await expect.poll(shown).toBe(all);
});

test('see why the cell took so long: its critical path', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [`%%aioscope\n${FETCHES}`]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);
  await tasks.panel
    .getByRole('button', { name: 'Critical path', exact: true })
    .click();
  const path = tasks.panel.getByRole('region', { name: 'Critical path' });
  await expect(path).toContainText('Longest part: slow slept');
  await expect(path).not.toContainText('quick');

  // A part leads to its task and to the instant at which it was at it.
  await path.getByRole('button', { name: /slow .* slept/ }).click();
  await expect(tasks.task('slow')).toHaveAttribute('aria-selected', 'true');
  await expect(tasks.task('slow')).toHaveAccessibleName(/, waiting/);
});

/** Drags over half of an element's width, at some pixels from its top. */
async function dragAcross(
  page: IJupyterLabPageFixture,
  element: Locator,
  y: number
): Promise<void> {
  const box = await element.boundingBox();
  if (!box) {
    throw new Error('it cannot be seen');
  }
  await page.mouse.move(box.x + box.width * 0.25, box.y + y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + y, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.75, box.y + y, { steps: 4 });
  await page.mouse.up();
}

test('%load_ext typed by hand, and two notebooks at once', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  const watch = tasks.panel.getByRole('button', { name: 'Watch' });
  await openNotebook(page, `${tmpPath}/first.ipynb`, [
    '%load_ext aioscope',
    FETCHES
  ]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', 'true');
  await page.notebook.runCell(1, { inplace: true });
  await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);

  // Each notebook has its own kernel, its own toggle and its own run.
  await openNotebook(page, `${tmpPath}/second.ipynb`, [FETCHES]);
  await expect(watch).toHaveAttribute('aria-pressed', 'false');
  await expect(tasks.task('slow')).toHaveCount(0);
  await execute(page, 'docmanager:open', { path: `${tmpPath}/first.ipynb` });
  await expect(watch).toHaveAttribute('aria-pressed', 'true');
  await expect(tasks.task('slow')).toHaveAccessibleName(/, done/);
});
