/** What is wrong in a cell, and the loop taken apart: from the card to the line, the instant and the concept. */
import { expect, test } from '@jupyterlab/galata';
import { Concepts, openNotebook, sources, Tasks } from './aioscope';

const MISTAKES = `%%aioscope --name mistakes
import asyncio, time

async def fetch():
    await asyncio.sleep(0.05)

async def crunch():
    await asyncio.sleep(0.01)
    time.sleep(0.4)

fetch()
await asyncio.gather(
    asyncio.create_task(fetch(), name="delayed"),
    asyncio.create_task(crunch(), name="cruncher"),
)`;

const WAITS = `%%aioscope
import asyncio
door = asyncio.Lock()

async def through():
    async with door:
        await asyncio.sleep(0.3)

await asyncio.gather(*(asyncio.create_task(through(), name=name) for name in ("first", "second")))`;

test('find a mistake, read why, go to its line, its instant and its concept', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [MISTAKES, '# nothing']);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await page.notebook.selectCells(1);

  const tab = tasks.panel.getByRole('tab', { name: /^Findings/ });
  await expect(tab).toHaveText(/2$/);
  await tab.click();
  const card = (text: RegExp): ReturnType<typeof tasks.panel.getByRole> =>
    tasks.panel.getByRole('article').filter({ hasText: text });
  await expect(card(/^fetch\(\) was never awaited/)).toContainText(
    'await fetch(...)'
  );

  const blocked = card(/blocked the event loop for 4\d\d ms/);
  await expect(blocked).toContainText(/Delayed: delayed \(by 3\d\d ms\)/);
  await blocked.getByRole('button', { name: 'cell [1] line 9' }).click();
  await expect(
    page.locator('.jp-Cell').nth(0).locator('.cm-content')
  ).toBeFocused();

  await blocked.getByRole('button', { name: /^at \d/ }).click();
  await expect(tasks.task('cruncher')).toHaveAccessibleName(/, running/);

  await tasks.panel.getByRole('tab', { name: 'Loop' }).click();
  const place = (name: string): ReturnType<typeof tasks.panel.getByRole> =>
    tasks.panel.getByRole('region', { name });
  await expect(place('Runs now')).toContainText(
    'blocked by cruncher at cell [1] line 9'
  );
  await tasks.panel.getByRole('button', { name: 'Previous step' }).click();
  await expect(place('Runs now')).not.toContainText('cruncher');
  await tasks.panel.getByRole('button', { name: 'Next step' }).click();
  await expect(place('Runs now')).toContainText('cruncher');
  await expect(place('Timers')).toContainText(/delayed\s*due in/);

  await tab.click();
  await blocked
    .getByRole('button', { name: 'Learn more in the course' })
    .click();
  const concepts = new Concepts(page);
  await expect(concepts.panel).toContainText('Blocking');

  // Its example, below the cell, run and watched.
  await page.notebook.selectCells(0);
  await blocked.getByRole('button', { name: 'Watch its example' }).click();
  await expect.poll(async () => (await sources(page)).length).toBe(3);
  expect((await sources(page))[1]).toContain('time.sleep(');
  await expect(tasks.task('cell [2]')).toHaveAccessibleName(/, done/);
  await expect(
    tasks.panel
      .getByRole('article')
      .filter({ hasText: /cell \[2\] line \d+ blocked the event loop/ })
  ).toBeVisible();
});

test('from a task, a wait and a thing to the concept that explains it', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  const concepts = new Concepts(page);
  const explained = (title: RegExp): Promise<void> =>
    expect(
      concepts.panel.getByRole('heading', { level: 1, name: title })
    ).toBeVisible();
  await openNotebook(page, `${tmpPath}/own.ipynb`, [WAITS]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('second')).toHaveAccessibleName(/, done/);

  // Ended: what a task is. Waiting: what it waits for.
  await tasks.task('second').hover();
  await tasks.task('second').getByRole('button').click();
  await explained(/^Tasks?/);
  await tasks.scrubTo(0.2);
  await expect(tasks.task('first')).toHaveAccessibleName(/sleeps until/);
  await tasks.task('first').hover();
  await tasks.task('first').getByRole('button').click();
  await explained(/sleep/i);

  // The lock between them, in the wait graph.
  await tasks.panel.getByRole('tab', { name: /^Waits/ }).click();
  await tasks.panel.getByRole('button', { name: /^lock door, held/ }).click();
  await explained(/^Lock/);
});
