/** J1: find a concept, insert its example, watch it run, scrub back. */
import { expect, test } from '@jupyterlab/galata';
import { type Locator } from '@playwright/test';
import { heard } from './accessible';
import {
  CHINESE,
  Concepts,
  execute,
  kernelIsIdle,
  openNotebook,
  sources,
  Tasks
} from './aioscope';
import { cell, marks } from './marks';

const WORKERS = [1, 2, 3, 4, 5].map(number => `worker-${number}`);

test('insert an example and watch it live, then scrub back', async ({
  page,
  tmpPath
}) => {
  const concepts = new Concepts(page);
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, ['1 + 1', '2 + 2']);
  await page.notebook.selectCells(0);
  await tasks.warmUp();

  await concepts.open();
  await concepts.search('sem');
  await concepts.entry('semaphore').click();
  await expect(
    concepts.panel.getByRole('heading', { level: 1, name: /Semaphore/ })
  ).toBeVisible();
  await concepts.panel
    .getByRole('button', { name: 'Insert & watch' })
    .first()
    .click();

  // Below the active cell.
  await expect.poll(async () => (await sources(page)).length).toBe(3);
  expect(await sources(page)).toEqual([
    '1 + 1',
    expect.stringContaining('asyncio.Semaphore(2)'),
    '2 + 2'
  ]);

  // Live: two hold the semaphore and sleep, three wait for it.
  await tasks.says(
    'worker-5',
    /waiting.*semaphore limit \(2 of 2 held by worker-1, worker-2\)/
  );
  expect(await tasks.rows()).toEqual([
    expect.stringMatching(/^cell \[1\], waiting/),
    expect.stringMatching(/^worker-1, waiting, .*sleeps until/),
    expect.stringMatching(/^worker-2, waiting, .*sleeps until/),
    expect.stringMatching(/^worker-3, waiting, .*semaphore limit/),
    expect.stringMatching(/^worker-4, waiting, .*semaphore limit/),
    expect.stringMatching(/^worker-5, waiting, .*semaphore limit/)
  ]);
  await expect(
    tasks.panel.getByText('Live', { exact: true }).first()
  ).toBeVisible();

  // Then one by one they move, still live.
  await tasks.says('worker-1', /, done/);
  await tasks.says('worker-3', /sleeps until/);
  for (const worker of WORKERS) {
    await expect(tasks.task(worker)).toHaveAccessibleName(/, done/);
  }

  // Back to an early instant: every row shows it. Live returns to the end.
  await tasks.scrubTo(0.2);
  await expect(tasks.panel.getByText(/^Replay at/)).toBeVisible();
  await expect(tasks.task('worker-2')).toHaveAccessibleName(/sleeps until/);
  await expect(tasks.task('worker-4')).toHaveAccessibleName(
    /waits for semaphore limit \(2 of 2 held by worker-1, worker-2\)/
  );

  // So does every view beside the tree, and the example's own lines.
  const tab = (name: RegExp): Locator => tasks.panel.getByRole('tab', { name });
  await tab(/^Waits/).click();
  const graph = tasks.panel.getByRole('group', { name: 'Wait graph' });
  await expect(
    graph.getByRole('button', { name: 'semaphore limit, 2 of 2 held' })
  ).toBeVisible();
  await expect(
    graph.getByRole('button', { name: /^worker-5, waiting/ })
  ).toBeVisible();
  await tab(/^Loop/).click();
  const timers = tasks.panel.getByRole('region', { name: 'Timers' });
  await expect(timers).toContainText(/worker-1\s*due in/);
  await expect(timers).toContainText(/worker-2\s*due in/);
  const own = cell(page, 1);
  await expect
    .poll(() => marks(own))
    .toEqual([
      expect.stringMatching(
        /^5 3 worker-3: waiting, .* \| worker-4: .* \| worker-5: /
      ),
      expect.stringMatching(/^7 2 worker-1: waiting, sleeps.* \| worker-2: /),
      expect.stringMatching(/^15 C cell \[1\]: waiting/)
    ]);

  await tasks.scrubTo(0.5);
  await expect(graph).toBeHidden();
  await expect(timers).toContainText(/worker-3\s*due in/);
  await expect(timers).not.toContainText('worker-1');
  await expect
    .poll(() => marks(own))
    .toEqual([
      expect.stringMatching(/^5 W worker-5: waiting/),
      expect.stringMatching(/^7 2 worker-3: .* \| worker-4: /),
      expect.stringMatching(/^15 C cell \[1\]: waiting/)
    ]);
  await expect(tasks.task('worker-2')).toHaveAccessibleName(/, done/);
  await expect(tasks.task('worker-5')).toHaveAccessibleName(
    /held by worker-3, worker-4/
  );
  await tasks.panel.getByRole('button', { name: 'Live' }).click();
  await expect(tasks.task('worker-5')).toHaveAccessibleName(/, done/);
  await expect(own.locator('.aio-Mark')).toHaveCount(0);

  // In both panels all that can be pressed or reached has a name for those who do not see it.
  for (const panel of ['#aioscope-concepts', '#aioscope-tasks']) {
    const { count, nameless } = await heard(page, panel);
    expect(count).toBeGreaterThan(10);
    expect(nameless).toEqual([]);
  }

  // A click on a task goes to its line, and one undo takes the example away.
  await tasks.scrubTo(0.2);
  await tasks.task('worker-4').click();
  await tab(/^Task$/).click();
  await expect(
    tasks.panel.getByRole('region', { name: 'Why am I not done?' })
  ).toContainText('held by worker-1, worker-2');
  await expect(
    page.locator('.jp-Notebook .jp-Cell.jp-mod-active')
  ).toContainText('async with limit');
  await expect
    .poll(() =>
      page.evaluate(() => window.getSelection()?.toString().trim() ?? '')
    )
    .toContain('async with limit');
  expect((await sources(page)).length).toBe(3);
  await execute(page, 'notebook:undo-cell-action');
  await expect.poll(() => sources(page)).toEqual(['1 + 1', '2 + 2']);
});

test('find a concept on the map, insert its example without running it, copy it', async ({
  page,
  tmpPath
}) => {
  const concepts = new Concepts(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, ['1 + 1']);
  await concepts.open();
  const allNamed = async (): Promise<void> => {
    const { count, nameless } = await heard(page, '#aioscope-concepts');
    expect(count).toBeGreaterThan(30);
    expect(nameless).toEqual([]);
  };
  await allNamed();
  await concepts.panel
    .getByRole('button', { name: 'Map', exact: true })
    .click();
  await allNamed();
  await concepts.entry('queue').click();
  await expect(
    concepts.panel.getByRole('heading', { level: 1, name: /Queue/ })
  ).toBeVisible();
  await concepts.panel
    .getByRole('button', { name: 'Insert', exact: true })
    .first()
    .click();
  await expect.poll(async () => (await sources(page)).length).toBe(2);
  expect((await sources(page))[1]).toContain('asyncio.Queue');
  await kernelIsIdle(page);
  await expect(page.locator('.jp-Notebook .jp-OutputArea-output')).toHaveCount(
    0
  );
  await concepts.panel
    .getByRole('button', { name: 'Copy', exact: true })
    .first()
    .click();
  await expect(
    concepts.panel.getByText('The code is in the clipboard.')
  ).toBeVisible();
});

test.describe('in Chinese', () => {
  test.use({ mockSettings: CHINESE });

  test('插入示例并观察', async ({ page, tmpPath }) => {
    const concepts = new Concepts(page);
    const tasks = new Tasks(page);
    await openNotebook(page, `${tmpPath}/own.ipynb`, ['1 + 1']);
    await tasks.warmUp();
    await concepts.open();
    await concepts.search('信号');
    await concepts.entry('semaphore').click();
    await expect(
      concepts.panel.getByRole('heading', { level: 1, name: /信号量/ })
    ).toBeVisible();
    await concepts.panel
      .getByRole('button', { name: '插入并观察' })
      .first()
      .click();
    await tasks.says('worker-5', /等待.*信号量 limit.*worker-1、worker-2/);
    await expect(tasks.task('worker-5')).toHaveAccessibleName(/完成/);
    await tasks.scrubTo(0.2);
    await expect(tasks.task('worker-2')).toHaveAccessibleName(/休眠/);
    await tasks.panel.getByRole('button', { name: '实时' }).click();
    await expect(tasks.task('worker-2')).toHaveAccessibleName(/完成/);
  });
});

test('drag an example into the notebook', async ({ page, tmpPath }) => {
  const concepts = new Concepts(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, ['1 + 1', '2 + 2']);
  await concepts.open();
  await concepts.entry('semaphore').click();
  const handle = concepts.panel.getByTitle('Drag into a notebook').first();
  await handle.scrollIntoViewIfNeeded();
  const from = await handle.boundingBox();
  const to = await page.locator('.jp-Notebook .jp-Cell').nth(1).boundingBox();
  if (!from || !to) {
    throw new Error('the handle or the cell cannot be seen');
  }
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 100, to.y - 30, { steps: 8 });
  await page.mouse.move(to.x + 100, to.y + 4, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await sources(page)).length).toBe(3);
  const all = await sources(page);
  expect(all[1]).toContain('asyncio.Semaphore(2)');
  await execute(page, 'notebook:undo-cell-action');
  await expect.poll(() => sources(page)).toEqual(['1 + 1', '2 + 2']);
});
