/**
 * Pictures of both panels in both themes and languages, narrow and wide. With PICTURES=1 they go into docs/ (the README
 * shows one); otherwise beside the other results, to be looked at.
 */
import * as path from 'node:path';
import { expect, galata, test } from '@jupyterlab/galata';
import { CHINESE, Concepts, openNotebook, Tasks } from './aioscope';

const FOLDER = process.env.PICTURES
  ? path.resolve(__dirname, '../../docs/pictures')
  : path.resolve(__dirname, '../test-results/pictures');
const THEMES = '@jupyterlab/apputils-extension:themes';

const LOOKS = [
  { name: 'en-light', settings: galata.DEFAULT_SETTINGS, wide: 430 },
  {
    name: 'zh-dark',
    settings: { ...CHINESE, [THEMES]: { theme: 'JupyterLab Dark' } },
    wide: 430
  },
  {
    name: 'en-dark-narrow',
    settings: {
      ...galata.DEFAULT_SETTINGS,
      [THEMES]: { theme: 'JupyterLab Dark' }
    },
    wide: 260
  },
  { name: 'zh-light-wide', settings: CHINESE, wide: 720 }
] as const;

for (const { name, settings, wide } of LOOKS) {
  test.describe(name, () => {
    test.use({ mockSettings: settings });

    test(`picture ${name}`, async ({ page, tmpPath }) => {
      const concepts = new Concepts(page);
      const tasks = new Tasks(page);
      await openNotebook(page, `${tmpPath}/own.ipynb`, ['import asyncio']);
      await concepts.open();
      await page.screenshot({ path: `${FOLDER}/${name}-concepts.png` });
      const map = concepts.panel.getByRole('button', {
        name: /^(Map|概念图)$/
      });
      await map.click();
      await concepts.entry('cancellation').hover();
      await page.screenshot({ path: `${FOLDER}/${name}-map.png` });
      await map.click();
      await concepts.entry('semaphore').click();
      await page.sidebar.setWidth(330, 'left');
      await concepts.panel
        .getByRole('button', { name: /Insert & watch|插入并观察/ })
        .first()
        .click();
      await expect(tasks.panel).toBeVisible();
      await page.sidebar.setWidth(wide, 'right');
      await expect(tasks.task('worker-5')).toHaveAccessibleName(/done|完成/);
      await tasks.scrubTo(0.4);
      await tasks.task('worker-4').hover();
      await page.screenshot({ path: `${FOLDER}/${name}.png` });
    });
  });
}
