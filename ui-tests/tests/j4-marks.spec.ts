/** The marks in the cells' editors: at the cursor's instant in replay, through edits and undo, in a windowed notebook, after a reload. */
import {
  expect,
  galata,
  type IJupyterLabPageFixture,
  test
} from '@jupyterlab/galata';
import { type Locator } from '@playwright/test';
import { execute, openNotebook, reload, sources, Tasks } from './aioscope';
import { cell, marks } from './marks';

/** Ann and Bob wait at line 6, then at line 7; Carl at line 10. */
const CELL = `%%aioscope --no-output
import asyncio
gate = asyncio.Event()

async def guest():
    await gate.wait()
    await asyncio.sleep(0.5)

async def porter():
    await asyncio.sleep(0.5)
    gate.set()

ann, bob = (asyncio.create_task(guest(), name=name) for name in ("ann", "bob"))
await asyncio.gather(ann, bob, asyncio.create_task(porter(), name="porter"))`;

const EARLY = [
  expect.stringMatching(/^6 2 ann: waiting, .*gate.* \| bob: waiting/),
  expect.stringMatching(/^10 P porter: waiting, sleeps until/),
  expect.stringMatching(/^14 C cell \[1\]: waiting/)
];
const LATE = [
  expect.stringMatching(/^7 2 ann: waiting, sleeps until .* \| bob: waiting/),
  expect.stringMatching(/^14 C cell \[1\]: waiting/)
];

/** Runs the cell, waits until it is over, and stands at an early instant. */
async function runAndGoBack(
  page: IJupyterLabPageFixture,
  tasks: Tasks
): Promise<void> {
  await page.notebook.runCell(0, { inplace: true });
  await tasks.open();
  await expect(tasks.task('bob')).toHaveAccessibleName(/, done/);
  await tasks.scrubTo(0.25);
}

const say = (of: Locator, what: unknown[]): Promise<void> =>
  expect.poll(() => marks(of)).toEqual(what);

test('marks follow the cursor, and their lines through edits and undo', async ({
  page,
  tmpPath
}) => {
  const tasks = new Tasks(page);
  await openNotebook(page, `${tmpPath}/marks.ipynb`, [CELL, '1 + 1']);
  const own = cell(page, 0);
  await runAndGoBack(page, tasks);

  // At each instant where they stood then; at the end nobody stands anywhere.
  await say(own, EARLY);
  const badge = own.locator('.aio-Badge');
  await expect(badge).toHaveText('3 tasks');
  await tasks.scrubTo(0.7);
  await say(own, LATE);
  await expect(badge).toHaveText('2 tasks');
  await tasks.panel.getByRole('button', { name: 'Live' }).click();
  await say(own, []);
  await expect(badge).toHaveCount(0);
  await tasks.scrubTo(0.25);
  await say(own, EARLY);

  // Lines put above move them down, all of them.
  await page.notebook.enterCellEditingMode(0);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('# one more\n');
  await say(own, [
    expect.stringMatching(/^7 2 ann/),
    expect.stringMatching(/^11 P porter/),
    expect.stringMatching(/^15 C cell/)
  ]);

  // A line that is another one now has none; it is back with the text.
  await page.keyboard.press('Control+Home');
  for (let line = 1; line < 7; line++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('End');
  await page.keyboard.type(' # typed');
  await say(own, [
    expect.stringMatching(/^11 P porter/),
    expect.stringMatching(/^15 C cell/)
  ]);
  // In replay, too: the text has changed, the other lines have not.
  await tasks.scrubTo(0.7);
  await say(own, [
    expect.stringMatching(/^8 2 ann/),
    expect.stringMatching(/^15 C cell/)
  ]);
  await tasks.scrubTo(0.25);

  // Undo takes back the reader's own edits, one after the other, and nothing else.
  await page.notebook.enterCellEditingMode(0);
  for (let undone = 0; undone < 10; undone++) {
    if ((await sources(page))[0] === CELL) {
      break;
    }
    await page.keyboard.press('Control+z');
  }
  expect((await sources(page))[0]).toBe(CELL);
  await say(own, EARLY);

  // A cell that was deleted comes back with its marks.
  await page.keyboard.press('Escape');
  await execute(page, 'notebook:delete-cell');
  await expect.poll(() => sources(page)).toEqual(['1 + 1']);
  await execute(page, 'notebook:undo-cell-action');
  await expect.poll(async () => (await sources(page))[0]).toBe(CELL);
  await say(own, EARLY);
});

test.describe('windowed, with the kernel as it is', () => {
  // Galata's stand-in for the list of kernels does not outlive a reload.
  test.use({
    kernels: null,
    sessions: null,
    mockSettings: {
      ...galata.DEFAULT_SETTINGS,
      '@jupyterlab/notebook-extension:tracker': { windowingMode: 'full' }
    }
  });

  test('marks in a long notebook, after a reload, and turned off', async ({
    page,
    tmpPath
  }) => {
    const tasks = new Tasks(page);
    const path = `${tmpPath}/long.ipynb`;
    const rest = Array.from({ length: 80 }, (_, n) => `# cell ${n + 2}\n\n\n`);
    await openNotebook(page, path, [CELL, ...rest]);
    const own = cell(page, 0);
    const scrollTo = async (index: number): Promise<void> => {
      await page.locator('.jp-NotebookPanel .jp-WindowedPanel-outer').hover();
      const there = async (): Promise<boolean> => {
        await page.mouse.wheel(0, index === 0 ? -3000 : 3000);
        return cell(page, index).isVisible();
      };
      await expect.poll(there).toBe(true);
    };
    await runAndGoBack(page, tasks);
    await say(own, EARLY);

    // Out of sight its editor is taken out of the page, unless it is the active cell; meanwhile the cursor moves on.
    await page.notebook.selectCells(2);
    await scrollTo(80);
    await expect(own.locator('.cm-content')).toHaveCount(0);
    await tasks.scrubTo(0.7);
    await scrollTo(0);
    await say(own, LATE);

    // A page loaded anew gets the run from the kernel, and knows that the cell has not been edited since it ran.
    await page.notebook.save();
    await reload(page);
    await page.notebook.activate(path);
    await tasks.open();
    await expect(tasks.task('bob')).toHaveAccessibleName(/, done/);
    await tasks.scrubTo(0.25);
    await scrollTo(0);
    await say(own, EARLY);

    // Off and on again by the setting, as in the settings' editor.
    await execute(page, 'settingeditor:open', { query: 'aioscope' });
    const setting = page.getByLabel('Marks in the cells');
    await setting.uncheck();
    await execute(page, 'docmanager:open', { path });
    await say(own, []);
    await expect(own.locator('.aio-Mark-cost')).toHaveCount(0);
    await page.getByRole('tab', { name: 'Settings' }).first().click();
    await setting.check();
    await execute(page, 'docmanager:open', { path });
    await say(own, EARLY);
  });
});
