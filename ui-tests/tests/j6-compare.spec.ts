/** J6: run sequential awaits and gather, compare the two runs, read in what they differ. */
import { expect, test } from '@jupyterlab/galata';
import { CHINESE, execute, openNotebook, Tasks } from './aioscope';

const FETCH = `import asyncio

async def fetch(name):
    await asyncio.sleep(0.3)
    return name
`;

const SEQUENTIAL = `%%aioscope --name sequential
${FETCH}
for name in "abc":
    await fetch(name)`;

const TOGETHER = `%%aioscope --name together
${FETCH}
await asyncio.gather(*(asyncio.create_task(fetch(name), name=name) for name in "abc"))`;

test('compare sequential awaits with gather', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [SEQUENTIAL, TOGETHER]);
  await tasks.open();

  // With one run there is nothing to compare yet, and the tab says what to do.
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('cell [1]')).toHaveAccessibleName(/, done/);
  const button = tasks.panel.getByRole('button', { name: 'Compare two runs' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute(
    'title',
    'There is only one run so far. Record another one to compare.'
  );
  await page.menu.clickMenuItem('Run>Compare two asyncio runs');
  const tab = page.locator('.aio-CompareTab');
  await expect(
    tab.getByText(/^To compare, record two runs .* put %%aioscope on top/)
  ).toBeVisible();

  await execute(page, 'docmanager:open', { path: `${tmpPath}/own.ipynb` });
  await page.notebook.runCell(1, { inplace: true });
  await expect(tasks.task('c')).toHaveAccessibleName(/, done/);

  // From the panel's head; the tab that is open is shown again.
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  await button.click();
  await expect(tab.getByLabel('First run')).toBeVisible();
  await execute(page, 'docmanager:open', { path: `${tmpPath}/own.ipynb` });
  await expect(tab).toBeHidden();

  // From the palette.
  await execute(page, 'apputils:activate-command-palette');
  await page.keyboard.type('Compare two asyncio runs');
  await page.keyboard.press('Enter');
  await expect(tab).toHaveCount(1);
  await expect(tab.getByLabel('First run')).toHaveValue(/./);
  await expect(
    tab.getByLabel('First run').locator('option:checked')
  ).toHaveText(/sequential/);
  await expect(
    tab.getByLabel('Second run').locator('option:checked')
  ).toHaveText(/together/);

  const said = tab.getByRole('listitem');
  await expect(said.nth(0)).toHaveText(
    /^The second run took 3\d\d ms instead of 9\d\d ms: it was (2\.[5-9]|3\.\d) times as fast\.$/
  );
  await expect(said.nth(1)).toHaveText(
    /^In the second run up to 3 sleeps overlap: 9\d\d ms of sleep fit into 3\d\d ms\. In the first run they come one after the other\.$/
  );
  await expect(
    tab.getByText(
      /^The first run created no task; in the second run up to 3 tasks lived at once/
    )
  ).toBeVisible();
  const sleep = tab.getByRole('row', { name: /^Waiting: sleep/ });
  await expect(sleep).toContainText(/9\d\d ms in 3 waits/);
  await expect(
    tab.getByRole('row', { name: /^Most tasks at once 0 3 \+3$/ })
  ).toBeVisible();
  await expect(tab.locator('canvas')).toHaveAccessibleName(/times as fast/);

  // The other way round the same is said from the other side.
  await tab.getByRole('button', { name: 'Swap' }).click();
  await expect(said.nth(0)).toHaveText(/times as long\.$/);
  await expect(said.nth(1)).toHaveText(
    /^In the first run up to 3 sleeps overlap/
  );
});

test('compare runs of two notebooks', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/one.ipynb`, [SEQUENTIAL]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('cell [1]')).toHaveAccessibleName(/, done/);
  await openNotebook(page, `${tmpPath}/two.ipynb`, [TOGETHER]);
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('c')).toHaveAccessibleName(/, done/);

  // Its own run, beside the one of the other notebook.
  await tasks.panel.getByRole('button', { name: 'Compare two runs' }).click();
  await expect(
    page.getByRole('tab', { name: 'Compare runs of two.ipynb' })
  ).toBeVisible();
  const tab = page.locator('.aio-CompareTab');
  const first = tab.getByLabel('First run');
  await expect(first.locator('option:checked')).toHaveText(/sequential/);
  expect(
    await first
      .locator('optgroup')
      .evaluateAll(groups => groups.map(group => group.getAttribute('label')))
  ).toEqual(['two.ipynb', 'one.ipynb']);
  await expect(tab.getByRole('listitem').first()).toHaveText(
    /^The second run took 3\d\d ms instead of 9\d\d ms/
  );

  // The other notebook is closed: its run goes with it, and the tab says what to do.
  await execute(page, 'docmanager:open', { path: `${tmpPath}/one.ipynb` });
  await page.notebook.close(true);
  await page.getByRole('tab', { name: 'Compare runs of two.ipynb' }).click();
  await expect(tab.getByText(/^To compare, record two runs/)).toBeVisible();
});

test.describe('in Chinese', () => {
  test.use({ mockSettings: CHINESE });

  test('比较两次运行', async ({ page, tmpPath }) => {
    const tasks = new Tasks(page);
    await openNotebook(page, `${tmpPath}/own.ipynb`, [SEQUENTIAL, TOGETHER]);
    await tasks.open();
    await page.notebook.runCell(0, { inplace: true });
    await page.notebook.runCell(1, { inplace: true });
    await expect(tasks.task('c')).toHaveAccessibleName(/完成/);
    await execute(page, 'aioscope:compare-runs');
    await expect(page.locator('.aio-CompareTab li').nth(1)).toHaveText(
      /^第二次运行里最多有 3 个休眠同时进行：合计 9\d\d ms 的休眠只占了 3\d\d ms。第一次运行里它们一个接一个地进行。$/
    );
  });
});
