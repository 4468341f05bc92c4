/** J3: follow the course, from the launcher to a passed exercise; progress survives a reload. */
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  expect,
  galata,
  type IJupyterLabPageFixture,
  test
} from '@jupyterlab/galata';
import {
  CHINESE,
  Concepts,
  kernelIsIdle,
  output,
  reload,
  sources
} from './aioscope';

interface Journey {
  readonly card: string;
  readonly open: string;
  readonly folder: string;
  readonly title: RegExp;
  readonly passed: string;
}

/** Launcher, dialog, first notebook, semaphore's exercise, its solution, a tick in the concept panel, a reload. */
async function follow(
  page: IJupyterLabPageFixture,
  tmpPath: string,
  words: Journey
): Promise<void> {
  test.slow(); // two notebooks and four runs, one of which takes as long as a person would watch
  const folder = `${tmpPath}/${words.folder}`;
  await page
    .locator('.jp-LauncherCard', { hasText: words.card })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(folder);
  await dialog.getByRole('button', { name: words.open }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: words.title }).first()
  ).toBeVisible();
  await expect
    .poll(() => page.contents.fileExists(`${folder}/21-network-io.ipynb`))
    .toBe(true);

  const notebook = `${folder}/13-semaphore.ipynb`;
  await page.notebook.openByPath(notebook);
  await page.notebook.activate(notebook);
  await kernelIsIdle(page);
  const cells = await sources(page);
  const exercise = cells.findIndex(source => source.startsWith('%%aioscope'));
  const check = exercise + 1;
  const solution = /```python\n([\s\S]*?)```/.exec(cells[check + 1] ?? '')?.[1];
  expect(cells[check]).toContain('aioscope.expect');
  expect(solution).toContain('%%aioscope');

  // As it stands the exercise does not pass; with the solution it does.
  const checked = output(page, check);
  await page.notebook.runCell(exercise, { inplace: true });
  await page.notebook.runCell(check, { inplace: true });
  await expect(checked).toContainText('✗');
  await page.evaluate(
    ([index, source]) => {
      const notebook = window.jupyterapp.shell.currentWidget as never as {
        content: {
          widgets: {
            model: { sharedModel: { setSource(source: string): void } };
          }[];
        };
      };
      notebook.content.widgets[index]?.model.sharedModel.setSource(source);
    },
    [exercise, solution ?? ''] as const
  );
  await page.notebook.runCell(exercise, { inplace: true });
  await page.notebook.runCell(check, { inplace: true });
  await expect(checked).toContainText('✓');
  await expect(checked).not.toContainText('✗');

  const concepts = new Concepts(page);
  await concepts.open();
  await expect(concepts.entry('semaphore')).toContainText(words.passed);
  await page.notebook.save();
  // JupyterLab itself writes its state to the server three quarters of a second after the last change of it.
  await page.waitForTimeout(2_000);
  await reload(page);
  await concepts.open();
  await expect(concepts.entry('semaphore')).toContainText(words.passed);
}

test('from the launcher to a passed exercise', async ({ page, tmpPath }) => {
  await follow(page, tmpPath, {
    card: 'asyncio course',
    open: 'Open',
    folder: 'my course',
    title: /Synchronous and asynchronous/,
    passed: 'passed'
  });
});

test('a folder that exists: nothing in it is overwritten', async ({
  page,
  tmpPath
}) => {
  const mine = `${tmpPath}/mine/13-semaphore.ipynb`;
  await page.contents.createDirectory(`${tmpPath}/mine`);
  await page.contents.uploadContent('my own work', 'text', mine);
  await page.evaluate(
    folder =>
      window.jupyterapp.commands.execute('aioscope:open-course', {
        language: 'en',
        folder
      }),
    `${tmpPath}/mine`
  );
  await expect(
    page
      .getByRole('heading', { level: 1, name: /Synchronous and asynchronous/ })
      .first()
  ).toBeVisible();
  await expect(
    page.getByText(/There already and left as they are: 1/)
  ).toBeVisible();
  const kept = await page.evaluate(async path => {
    const app = window.jupyterapp as never as {
      serviceManager: {
        contents: {
          get(path: string, options: object): Promise<{ content: string }>;
        };
      };
    };
    const file = await app.serviceManager.contents.get(path, {
      type: 'file',
      format: 'text',
      content: true
    });
    return file.content;
  }, mine);
  expect(kept).toBe('my own work');
});

test.describe('in Chinese', () => {
  test.use({ mockSettings: CHINESE });

  test('从启动器到通过练习', async ({ page, tmpPath }) => {
    await follow(page, tmpPath, {
      card: 'asyncio 课程',
      open: '打开',
      folder: '我的课程',
      title: /同步与异步/,
      passed: '通过'
    });
  });
});

test.describe("a teacher's own folder", () => {
  const folder = 'teaching-of-j3';
  test.use({
    mockSettings: {
      ...galata.DEFAULT_SETTINGS,
      'aioscope:plugin': { courseFolders: [folder] }
    }
  });

  test('own notebooks beside the course, and one that is left out in words', async ({
    page
  }) => {
    const sample = path.resolve(__dirname, '../../docs/own-course');
    for (const name of readdirSync(sample)) {
      const text = readFileSync(path.join(sample, name), 'utf8');
      await page.contents.uploadContent(text, 'text', `${folder}/${name}`);
    }
    await page.contents.uploadContent(
      JSON.stringify({
        cells: [],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5
      }),
      'text',
      `${folder}/empty.ipynb`
    );
    const concepts = new Concepts(page);
    await concepts.open();
    await expect(
      concepts.panel.getByRole('heading', { name: folder })
    ).toBeVisible();
    await expect(concepts.panel.getByRole('note')).toContainText(
      `${folder}/empty.ipynb: the notebook has no metadata.aioscope.`
    );
    await concepts.entry('school-pace').click();
    await concepts.panel.getByRole('button', { name: 'Open notebook' }).click();
    await expect(
      page
        .getByRole('heading', { level: 1, name: /^Pace: so many a second/ })
        .last()
    ).toBeVisible();
    await page.contents.deleteDirectory(folder);
  });
});
