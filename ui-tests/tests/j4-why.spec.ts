/** J4: find out why it hangs: the task's own page says so in a sentence, and leads on to tasks, lines and the concept. */
import { expect, test } from '@jupyterlab/galata';
import { CHINESE, Concepts, openNotebook, Tasks } from './aioscope';

const HANGS = `import asyncio

db = asyncio.Lock()

async def report():
    async with db:
        await asyncio.sleep(8)

async def save():
    async with db:
        pass

await asyncio.gather(
    asyncio.create_task(report(), name="report"),
    asyncio.create_task(save(), name="save"))`;

test('a task that hangs says why, live and in replay', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/hangs.ipynb`, [`%%aioscope\n${HANGS}`]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true, wait: false });
  await tasks.says('save', /, waiting/);
  await tasks.panel.getByRole('tab', { name: 'Task', exact: true }).click();
  await expect(tasks.panel.getByText(/^Select a task/)).toBeVisible();
  await tasks.task('save').click();
  const why = tasks.panel.getByRole('region', { name: 'Why am I not done?' });
  await expect(why).toContainText(
    /save waits for lock db \(held by report\); report sleeps until [\d.]+ s\./
  );
  // Once it is done, nothing is left to ask.
  await tasks.says('save', /, done/);
  await expect(why).toBeHidden();

  // Back in time it is asked again, and the answer leads on.
  await tasks.scrubTo(0.5);
  await expect(why).toContainText('held by report');
  const stack = tasks.panel.getByRole('region', { name: /^Where it stands/ });
  await expect(stack.getByRole('listitem')).toContainText([
    'save',
    '__aenter__',
    'Lock.acquire'
  ]);
  await stack.getByRole('button').first().click();
  await expect(
    page.locator('.jp-Notebook .jp-Cell.jp-mod-active')
  ).toContainText('async def save');

  await why
    .getByRole('button', { name: /^Explain: waits for lock db/ })
    .click();
  await expect(
    new Concepts(page).panel.getByRole('heading', { level: 1, name: /Lock/ })
  ).toBeVisible();
  await why.getByRole('button', { name: 'report', exact: true }).click();
  await expect(tasks.task('report')).toHaveAttribute('aria-selected', 'true');
  await expect(why).toContainText(/^Why am I not done\?report sleeps until/);
});

test('the tree by who waits for whom, filtered', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/tree.ipynb`, [`%%aioscope\n${HANGS}`]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await tasks.says('save', /, done/);
  const filter = tasks.panel.getByRole('searchbox', { name: 'Filter tasks' });
  await filter.fill('sav');
  expect((await tasks.rows()).map(row => row.split(',')[0])).toEqual([
    'cell [1]',
    'save'
  ]);
  await expect(tasks.panel.getByText('1 of 3 tasks')).toBeVisible();
  await filter.fill('');

  await tasks.panel.getByRole('button', { name: 'Options' }).click();
  await tasks.panel.getByLabel('Tree by').selectOption('awaiter');
  await tasks.scrubTo(0.5);
  await expect(tasks.task('save')).toHaveAttribute('aria-level', '2');
  // Nobody waits any more, so nothing hangs below anything.
  await tasks.panel.getByRole('button', { name: 'Live' }).click();
  await expect(tasks.task('save')).toHaveAttribute('aria-level', '1');
});

test.describe('in Chinese', () => {
  test.use({ mockSettings: CHINESE });

  test('为什么还没完成', async ({ page, tmpPath }) => {
    const tasks = new Tasks(page);
    await openNotebook(page, `${tmpPath}/zh.ipynb`, [`%%aioscope\n${HANGS}`]);
    await tasks.open();
    await page.notebook.runCell(0, { inplace: true });
    await tasks.says('save', /, 完成/);
    await tasks.scrubTo(0.5);
    await tasks.task('save').click();
    await tasks.panel.getByRole('tab', { name: '任务详情' }).click();
    await expect(
      tasks.panel.getByRole('region', { name: '为什么我还没完成？' })
    ).toContainText(
      /save ?等待锁 db（report 持有）；report ?休眠到 [\d.]+ s。/
    );
  });
});
