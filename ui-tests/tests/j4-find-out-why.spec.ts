/** J4: find out why a cell hangs, and end it: from the panel, the cell's own marks and its badge, while it runs. */
import { expect, test } from '@jupyterlab/galata';
import { execute, kernelIsIdle, openNotebook, Tasks } from './aioscope';
import { cell, marks } from './marks';

const DEADLOCK = `%%aioscope
import asyncio
left, right = asyncio.Lock(), asyncio.Lock()

async def philosopher(first, second):
    async with first:
        await asyncio.sleep(0.05)
        async with second:
            print("ate")

ann = asyncio.create_task(philosopher(left, right), name="ann")
bob = asyncio.create_task(philosopher(right, left), name="bob")
done = await asyncio.wait([ann, bob])
print("over")`;

const BLOCKS = `%%aioscope
import asyncio, time

async def reader():
    await asyncio.sleep(0.1)
    time.sleep(4)

await asyncio.create_task(reader(), name="reader")`;

const LEAVES = `%%aioscope
import asyncio

async def nap():
    await asyncio.sleep(600)

naps = [asyncio.create_task(nap(), name=name) for name in ("one", "two")]`;

test('a deadlock is named, marked in the cell, and ended while the cell runs', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/why.ipynb`, [DEADLOCK]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true, wait: false });

  // The tree says who waits for whom, and a finding says that nobody ever will go on.
  await tasks.says('ann', /waits for .*lock.*held by bob/);
  await tasks.says('bob', /waits for .*lock.*held by ann/);
  await tasks.panel.getByRole('tab', { name: /Findings/ }).click();
  await expect(tasks.panel.getByText(/deadlock/i).first()).toBeVisible();

  // Both stand at one line of the cell, which says so itself.
  const own = cell(page, 0);
  const both = (line: number): Promise<void> =>
    expect
      .poll(() => marks(own))
      .toContainEqual(
        expect.stringMatching(
          new RegExp(`^${line} 2 ann: waiting, .* \\| bob: waiting`)
        )
      );
  await both(8);
  await page.screenshot({ path: 'test-results/j4-deadlock.png' });

  // The mark moves with its line, and is gone while the line is another one. Undo undoes the text alone.
  await page.notebook.enterCellEditingMode(0);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await both(9);
  await page.keyboard.press('Control+z');
  await both(8);

  // Cancel reaches the running cell.
  await tasks.open();
  await tasks.panel
    .getByRole('tab', { name: /^(Tasks|Tree|Timeline)/ })
    .first()
    .click();
  await tasks.task('ann').click();
  await execute(page, 'aioscope:cancel-task', {});
  await tasks.says('ann', /, cancelled.*you, in the scope/);
  await tasks.says('bob', /, done/);
  await expect(own.locator('.jp-Cell-outputArea')).toContainText('over');
  await kernelIsIdle(page);
  await expect(own.locator('.aio-Mark')).toHaveCount(0);
});

test('a blocked loop names its line while it blocks, in the tree and at the line', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/why.ipynb`, [BLOCKS]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true, wait: false });
  await tasks.says('reader', /blocks the loop at cell \[1\] line 6/);
  const own = cell(page, 0);
  await expect
    .poll(async () => (await marks(own)).join())
    .toMatch(/R reader: running/);
  await expect(own.locator('.aio-Mark-cost')).toHaveText(
    /blocked [1-4]\.?\d* s/
  );

  // A request that the loop cannot hear yet is kept, and said to be.
  await tasks.task('reader').click();
  await execute(page, 'aioscope:cancel-task', {});
  await expect(tasks.panel.getByText(/event loop is blocked/)).toBeVisible();
  await kernelIsIdle(page);
  await expect(own.locator('.aio-Mark-cost')).toHaveText(
    /blocked [3-5]\.?\d* s/
  );
});

test('a cell says what it has left behind, and cancels it', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/why.ipynb`, [LEAVES]);
  await page.notebook.runCell(0, { inplace: true });
  const own = cell(page, 0);
  const badge = own.getByRole('button', { name: '2 tasks left' });
  await expect(badge).toBeVisible();
  await expect
    .poll(async () => (await marks(own)).join())
    .toMatch(/2 one: waiting, .* \| two: waiting/);
  await page.screenshot({ path: 'test-results/j4-badge.png' });

  // By keyboard: the button opens a menu, and its first entry cancels.
  await badge.focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('menuitem', { name: 'Show in the scope' })
  ).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(badge).toHaveCount(0);
  await expect(own.locator('.aio-Mark')).toHaveCount(0);
  await tasks.open();
  await tasks.says('one', /, cancelled/);
  await tasks.says('two', /, cancelled/);
});
