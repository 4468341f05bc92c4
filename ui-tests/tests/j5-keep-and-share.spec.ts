/** J5: the run stays in the cell's output, opens again without a kernel, and leaves as files. */
import { expect, type IJupyterLabPageFixture, test } from '@jupyterlab/galata';
import { execute, openNotebook, Tasks } from './aioscope';

const CELL = `%%aioscope --name "two naps"
import asyncio
async def nap(): await asyncio.sleep(0.1)
await asyncio.gather(*(asyncio.create_task(nap(), name=f"nap-{n}") for n in (1, 2)))`;

test('a run is kept in the output, reopened without its kernel, and exported', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/kept.ipynb`;
  await openNotebook(page, path, [CELL]);
  await page.notebook.runCell(0, { inplace: true });

  // Below the cell: the same views, without Watch.
  const output = page.locator('.jp-Notebook .aio-SavedRun');
  const nap = output.getByRole('treeitem', { name: /nap-2/ });
  await expect(nap).toHaveAccessibleName(/done/);
  await expect(output.getByRole('button', { name: 'Watch' })).toHaveCount(0);
  await nap.click();
  await expect(nap).toHaveAttribute('aria-selected', 'true');

  // Saved, its kernel shut down, closed and opened again: it can still be looked at, and scrubbed.
  await page.notebook.save();
  await execute(page, 'kernelmenu:shutdown');
  await page.notebook.close(true);
  await page.notebook.openByPath(path);
  await page.notebook.activate(path);
  await expect(nap).toHaveAccessibleName(/done/);
  await output.getByRole('button', { name: 'Previous moment' }).click();
  await expect(output.locator('.aio-Header-mode')).toContainText('Replay at');

  // The file holds what others show: a picture and words.
  const outputs = await contentOf(page, path);
  expect(outputs).toContain('data:image/svg+xml;base64,');
  expect(outputs).toContain('aioscope: 2 tasks');

  // Out of the panel: a file that opens again, a trace, pictures.
  await page.notebook.runCell(0, { inplace: true });
  const tasks = new Tasks(page);
  await tasks.open();
  await expect(tasks.task('nap-2')).toHaveAccessibleName(/done/);
  const kinds = {
    aioscope: 'aioscope.json',
    perfetto: 'json',
    svg: 'svg',
    png: 'png'
  };
  for (const [format, suffix] of Object.entries(kinds)) {
    const file = `${tmpPath}/naps-${format}.${suffix}`;
    await execute(page, 'aioscope:export', { format, path: file });
    await expect.poll(() => page.contents.fileExists(file)).toBe(true);
  }
  expect(await contentOf(page, `${tmpPath}/naps-perfetto.json`)).toContain(
    'traceEvents'
  );
  await execute(page, 'aioscope:open-run', {
    path: `${tmpPath}/naps-aioscope.aioscope.json`
  });
  const document = page.locator('.jp-MimeDocument .aio-SavedRun');
  await expect(
    document.getByRole('treeitem', { name: /nap-1/ })
  ).toHaveAccessibleName(/done/);
});

/** What a file on the server holds, as JSON. */
function contentOf(
  page: IJupyterLabPageFixture,
  path: string
): Promise<string> {
  return page.evaluate(async each => {
    const { contents } = window.jupyterapp.serviceManager;
    const { content } = (await contents.get(each)) as { content: unknown };
    return JSON.stringify(content);
  }, path);
}
