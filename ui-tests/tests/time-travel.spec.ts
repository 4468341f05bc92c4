/** Time travel: play, from one change of a task to the next, by keys; and the same instant in the wide tab. */
import { expect, test } from '@jupyterlab/galata';
import { execute, openNotebook, Tasks } from './aioscope';

const CELL = `%%aioscope --no-output
import asyncio
async def nap(seconds): await asyncio.sleep(seconds)
await asyncio.gather(*(asyncio.create_task(nap(n / 10), name=f"nap-{n}") for n in (1, 3)))`;

test('play a run, go from change to change, and see the same in the wide tab', async ({
  page,
  tmpPath
}) => {
  await openNotebook(page, `${tmpPath}/travel.ipynb`, [CELL]);
  const tasks = new Tasks(page);
  await tasks.open();
  await page.notebook.runCell(0, { inplace: true });
  await expect(tasks.task('nap-3')).toHaveAccessibleName(/done/);

  // From change to change of one task: the last one before its end is the step that ends it.
  await tasks.task('nap-1').click();
  const { panel } = tasks;
  const mode = panel.locator('.aio-Header-mode');
  const back = panel.getByRole('button', {
    name: 'Previous change of the selected task'
  });
  await back.click();
  await expect(tasks.task('nap-1')).toHaveAccessibleName(/done/);
  await back.click();
  await back.click();
  await expect(tasks.task('nap-1')).toHaveAccessibleName(/waiting|ready/);
  await expect(mode).toContainText('Replay at');

  // Played at a tenth it takes seconds; at full speed it is soon at the end.
  await panel.getByRole('combobox', { name: 'Speed' }).selectOption('1');
  await panel.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(tasks.task('nap-3')).toHaveAccessibleName(/done/);
  await expect(mode).toContainText('Recorded');

  // The wide tab stands at the same instant.
  await tasks.task('nap-3').click();
  await panel.getByRole('button', { name: 'Previous moment' }).click();
  await execute(page, 'aioscope:open-wide');
  const wide = page.locator('#jp-main-dock-panel .aio-TasksPanel');
  await expect(wide.locator('.aio-Header-mode')).toHaveText(
    await mode.innerText()
  );
  await wide.getByRole('button', { name: 'Live' }).click();
  await expect(mode).toContainText('Recorded');

  // The separator moves by keys.
  const separator = wide.getByRole('separator');
  const before = Number(await separator.getAttribute('aria-valuenow'));
  await separator.focus();
  await page.keyboard.press(
    (await separator.getAttribute('aria-orientation')) === 'vertical'
      ? 'ArrowRight'
      : 'ArrowDown'
  );
  await expect(separator).toHaveAttribute('aria-valuenow', String(before + 5));
});
