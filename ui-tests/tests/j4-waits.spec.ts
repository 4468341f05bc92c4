/** J4, first half: a program hangs, and the wait graph says who waits for what and who has it. */
import { expect, test } from '@jupyterlab/galata';
import { CHINESE, execute, openNotebook, Tasks } from './aioscope';

/** Two locks, taken in opposite orders: it hangs until somebody cancels a task. */
const DEADLOCK = `%%aioscope
import asyncio

left, right = asyncio.Lock(), asyncio.Lock()

async def transfer(one, other):
    async with one:
        await asyncio.sleep(0.05)
        async with other:
            pass

a = asyncio.create_task(transfer(left, right), name="to the right")
b = asyncio.create_task(transfer(right, left), name="to the left")
await asyncio.wait([a, b])`;

/** The same, but it gives up by itself. */
const ENDS = DEADLOCK.replace(
  'await asyncio.wait([a, b])',
  'await asyncio.wait([a, b], timeout=1)\na.cancel()'
);

test('a deadlock is marked and explained while it lasts', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [DEADLOCK]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true, wait: false });

  // Live: the tab says that there is something to see, and the view what it is.
  const tab = tasks.panel.getByRole('tab', { name: /^Waits/ });
  await expect(tab).toHaveText('Waits1');
  await tab.click();
  const alert = tasks.panel.getByRole('alert');
  await expect(alert).toHaveText(
    /^Deadlock: to the right waits for lock right, held by to the left; to the left waits for lock left, held by to the right\. None of them can go on unless one is cancelled\.$/
  );
  const graph = tasks.panel.getByRole('group', { name: 'Wait graph' });
  await expect(graph.locator('.aio-Waits-node.aio-mod-deadlocked')).toHaveCount(
    4
  );

  // By keyboard along the edges, from the cell to a task, which Enter selects.
  await graph.getByRole('button', { name: /^cell \[1\]/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(
    tasks.panel.locator('[role="treeitem"][aria-selected="true"]')
  ).toHaveAccessibleName(/^to the (left|right)/);

  // The selected task is cancelled, the other one gets its lock: nothing is marked. Back in time it is there again.
  await execute(page, 'aioscope:cancel-task');
  await expect(tasks.task('cell [1]')).toHaveAccessibleName(/, done/);
  expect((await tasks.rows()).join()).toMatch(/, cancelled/);
  await expect(alert).toHaveCount(0);
  await expect(tab).toHaveText('Waits');
  await tasks.scrubTo(0.5);
  await expect(alert).toHaveText(/^Deadlock: to the right waits/);
  await tasks.panel.getByText('In words').click();
  await expect(
    tasks.panel
      .getByRole('listitem')
      .filter({ hasText: 'to the left, waiting' })
  ).toContainText(/waits for lock \w+ \(held by to the right\)/);
});

test.describe('in Chinese', () => {
  test.use({ mockSettings: CHINESE });

  test('死锁的说明', async ({ page, tmpPath }) => {
    const tasks = new Tasks(page);
    await openNotebook(page, `${tmpPath}/own.ipynb`, [ENDS]);
    await tasks.open();
    await page.notebook.runCell(0, { inplace: true });
    await expect(tasks.task('to the right')).toHaveAccessibleName(/已取消/);
    await tasks.scrubTo(0.5);
    await tasks.panel.getByRole('tab', { name: /^等待关系/ }).click();
    await expect(tasks.panel.getByRole('alert')).toHaveText(
      /^死锁：to the right 等待 to the left 持有的锁 right；to the left 等待 to the right 持有的锁 left。不取消其中一个，谁也无法继续。$/
    );
    await page.screenshot({
      path: test.info().outputPath('deadlock.png')
    });
  });
});
