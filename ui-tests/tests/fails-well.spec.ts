/** What goes wrong gets a sentence, and the next use works. */
import { expect, test } from '@jupyterlab/galata';
import {
  Concepts,
  kernelIsIdle,
  openNotebook,
  output,
  sources,
  Tasks
} from './aioscope';

const NAP = 'import asyncio\nawait asyncio.sleep(0.2)';

test('a kernel of another language', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  const concepts = new Concepts(page);
  await openNotebook(page, `${tmpPath}/echo.ipynb`, ['hello'], 'echo');
  await tasks.open();
  const watch = tasks.panel.getByRole('button', { name: 'Watch' });
  if (await watch.isEnabled()) {
    await watch.click();
  }
  await expect(
    tasks.panel.getByText(/This kernel runs echo\. Only tasks of Python/)
  ).toBeVisible();

  // An example can be inserted, but is not run.
  await concepts.open();
  await concepts.entry('semaphore').click();
  await concepts.panel
    .getByRole('button', { name: 'Insert & watch' })
    .first()
    .click();
  await expect.poll(async () => (await sources(page)).length).toBe(2);
  await expect(
    page.getByText(/Inserted, but not run: .* runs echo/).first()
  ).toBeVisible();
  await expect(output(page, 1)).toHaveText('');
});

test('a Python that is too old', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/old.ipynb`, ['1'], 'old-python');
  await tasks.open();
  await tasks.panel.getByRole('button', { name: 'Watch' }).click();
  await expect(
    tasks.panel.getByText(
      'This kernel runs Python 3.9.18. Watching needs Python 3.10 or newer.'
    )
  ).toBeVisible();
});

test('a kernel without the companion', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(
    page,
    `${tmpPath}/without.ipynb`,
    [NAP, 'import sys\nsys.meta_path.pop(0).__name__'],
    'without-companion'
  );
  await tasks.open();
  const watch = tasks.panel.getByRole('button', { name: 'Watch' });
  await watch.click();
  await expect(tasks.panel.getByText('%pip install aioscope')).toBeVisible();
  await expect(watch).toHaveAttribute('aria-pressed', 'false');

  // Cells run all the same; and once it can be imported, Watch works without a restart.
  await page.notebook.runCell(0, { inplace: true });
  await page.notebook.runCell(1, { inplace: true });
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', 'true');
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('cell [3]')).toHaveAccessibleName(/, done/);
});

test('a broken frame on the comm', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [
    // Amid the run: the first facts of a new one clear what went wrong before it.
    `import time
from comm import get_comm_manager
time.sleep(0.5)
[data] = [c for c in get_comm_manager().comms.values() if c.target_name == "aioscope.data"]
data.send({"kind": "facts", "run": 5, "first": -1, "facts": "<img src=x onerror=alert(1)>"})
data.send({"kind": "something new"})`,
    NAP
  ]);
  await tasks.open();
  const watch = tasks.panel.getByRole('button', { name: 'Watch' });
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', 'true');
  await page.notebook.runCell(0, { inplace: true });
  await expect(
    tasks.panel.getByText(/could not be read|not understood|broken/i)
  ).toBeVisible();
  await page.notebook.runCell(1, { inplace: true });
  await expect(tasks.task('cell [2]')).toHaveAccessibleName(/, done/);
});

test('watching is asked for while a cell runs', async ({ page, tmpPath }) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/own.ipynb`, [
    'import time\ntime.sleep(4)',
    NAP
  ]);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true, wait: false });
  await page.waitForTimeout(500);
  const watch = tasks.panel.getByRole('button', { name: 'Watch' });
  await watch.click();
  await expect(
    tasks.panel.getByText(/begins when the cell that runs now has ended/)
  ).toBeVisible();
  await kernelIsIdle(page);
  await page.notebook.runCell(1, { inplace: true });
  await expect(tasks.task('cell [2]')).toHaveAccessibleName(/, done/);
});
