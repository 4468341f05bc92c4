/** What is wrong in a cell, and the loop taken apart: from the card to the line, the instant and the concept. */
import { expect, test } from '@jupyterlab/galata';
import { Concepts, openNotebook, Tasks } from './aioscope';

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
});
