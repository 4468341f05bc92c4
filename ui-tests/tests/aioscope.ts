/**
 * What a person does and sees in aioscope, for the journeys: both panels by their roles and names, and a notebook with
 * given cells.
 */
import {
  expect,
  galata,
  type IJupyterLabPageFixture
} from '@jupyterlab/galata';
import { type Locator } from '@playwright/test';

type Page = IJupyterLabPageFixture;

/** Settings of a JupyterLab in which aioscope speaks Chinese. */
export const CHINESE = {
  ...galata.DEFAULT_SETTINGS,
  'aioscope:plugin': { language: 'zh-CN' }
};

/** Opens a notebook with these code cells and waits for its kernel. */
export async function openNotebook(
  page: Page,
  path: string,
  cells: readonly string[],
  kernel = 'python3'
): Promise<void> {
  const notebook = {
    cells: cells.map((source, index) => ({
      cell_type: 'code',
      execution_count: null,
      id: `own-cell-${index + 1}`,
      metadata: {},
      outputs: [],
      source
    })),
    metadata: { kernelspec: { name: kernel, display_name: kernel } },
    nbformat: 4,
    nbformat_minor: 5
  };
  await page.contents.uploadContent(JSON.stringify(notebook), 'text', path);
  await execute(page, 'docmanager:open', { path, factory: 'Notebook' });
  await page.notebook.activate(path);
  await kernelIsIdle(page);
}

/** Waits until the kernel of the notebook in front has nothing to do. */
export async function kernelIsIdle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const app = window.jupyterapp as unknown as {
      shell: { currentWidget: { sessionContext?: Session } | null };
    };
    interface Session {
      session: { kernel: { status: string } | null } | null;
    }
    const context = app.shell.currentWidget?.sessionContext;
    return context?.session?.kernel?.status === 'idle';
  });
}

/** Runs a command of JupyterLab. */
export async function execute(
  page: Page,
  command: string,
  args: Record<string, string | boolean> = {}
): Promise<void> {
  await page.evaluate(
    async ([id, given]) => {
      const app = window.jupyterapp as unknown as {
        commands: { execute(id: string, args: unknown): Promise<unknown> };
      };
      await app.commands.execute(id, given);
    },
    [command, args] as const
  );
}

/** Reloads the page as it stands. (Galata would wait for a launcher that a page with open notebooks does not have.) */
export async function reload(page: Page): Promise<void> {
  interface Reloads {
    reload(options: { waitForIsReady: boolean }): Promise<unknown>;
  }
  await (page as unknown as Reloads).reload({ waitForIsReady: false });
  await page.waitForSelector('.jp-NotebookPanel:not(.lm-mod-hidden)', {
    timeout: 60_000
  });
}

/** Brings a panel to the front. (Galata's own openTab waits in vain for one that the page has restored as open.) */
async function show(page: Page, id: string): Promise<void> {
  await page.evaluate(each => window.jupyterapp.shell.activateById(each), id);
}

/** What a cell of the notebook in front has printed, all of it. */
export function output(page: Page, index: number): Locator {
  return page
    .locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell')
    .nth(index)
    .locator('.jp-Cell-outputArea');
}

/** The text of each cell of the notebook in front. */
export async function sources(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const app = window.jupyterapp as unknown as {
      shell: {
        currentWidget: {
          content: {
            widgets: {
              model: { sharedModel: { getSource(): string } };
            }[];
          };
        };
      };
    };
    return app.shell.currentWidget.content.widgets.map(cell =>
      cell.model.sharedModel.getSource()
    );
  });
}

/** The tasks panel. */
export class Tasks {
  constructor(readonly page: Page) {}

  get panel(): Locator {
    return this.page.locator('#aioscope-tasks');
  }

  async open(): Promise<void> {
    await show(this.page, 'aioscope-tasks');
    await expect(this.panel).toBeVisible();
  }

  /**
   * Loads what the panel needs, and hides it again: a journey that watches six tenths of a second go by must not lose
   * them to a slow machine's first load.
   */
  async warmUp(): Promise<void> {
    await this.open();
    await expect(this.panel.getByRole('button').first()).toBeVisible();
    await this.page.sidebar.close('right');
    await expect(this.panel).toBeHidden();
  }

  /** The row of a task: its accessible name begins with the task's name. */
  task(name: string): Locator {
    const start = name.replace(/[[\]]/g, '\\$&');
    return this.panel.getByRole('treeitem', {
      name: new RegExp(`^${start}[,，]`)
    });
  }

  /**
   * Waits until the row of a task says this. Looks every 50 ms: the usual patience grows to a second between two looks,
   * and a live state of six tenths of a second can be gone by then.
   */
  async says(name: string, what: RegExp): Promise<void> {
    const look = () =>
      this.task(name).evaluateAll(rows =>
        rows.map(row => row.getAttribute('aria-label')).join()
      );
    await expect.poll(look, { intervals: [50], timeout: 15_000 }).toMatch(what);
  }

  /** What every row says, from the top. */
  async rows(): Promise<string[]> {
    return this.panel
      .getByRole('treeitem')
      .evaluateAll(rows =>
        rows.map(row => row.getAttribute('aria-label') ?? '')
      );
  }

  /** Moves the cursor to a share of the run, 0 its start and 1 its end. */
  async scrubTo(share: number): Promise<void> {
    // The timeline's minimap is a slider, too.
    const slider = this.panel.locator('.aio-Slider-input');
    const end = Number(await slider.getAttribute('max'));
    await slider.fill(String(Math.round(end * share)));
  }
}

/** The concept panel. */
export class Concepts {
  constructor(readonly page: Page) {}

  get panel(): Locator {
    return this.page.locator('#aioscope-concepts');
  }

  async open(): Promise<void> {
    await show(this.page, 'aioscope-concepts');
    await expect(this.panel.getByRole('searchbox')).toBeVisible();
  }

  async search(text: string): Promise<void> {
    await this.panel.getByRole('searchbox').fill(text);
  }

  /** The entry of a concept in the list. */
  entry(concept: string): Locator {
    return this.panel.locator(`[data-concept="${concept}"]`).first();
  }
}
