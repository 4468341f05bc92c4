/**
 * The command that takes a run out of JupyterLab: as a file that opens here again, as a trace for ui.perfetto.dev, or as a
 * picture of the view as it is seen. Without a path the browser downloads it; with one it is written on the server.
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { InputDialog, Notification } from '@jupyterlab/apputils';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Session } from '../model/session';
import { jsonOf, pictureOf } from './export_files';

export const FORMATS = ['aioscope', 'perfetto', 'svg', 'png'] as const;
export type Format = (typeof FORMATS)[number];

const SUFFIX: Readonly<Record<Format, string>> = {
  aioscope: '.aioscope.json',
  perfetto: '.perfetto.json',
  svg: '.svg',
  png: '.png'
};

/** What is exported: a session's run that is shown, and the element that shows it. */
export interface Source {
  readonly session: Session;
  readonly node: HTMLElement;
}

/**
 * Exports the run that a session shows.
 *
 * @param format - null: it is asked
 * @param path - from the server's root; null: the browser downloads it
 * @returns the name of the file; null: nothing was exported, and the reader knows why
 */
export async function exportRun(
  app: JupyterFrontEnd,
  { session, node }: Source,
  trans: TranslationBundle,
  format: Format | null,
  path: string | null
): Promise<string | null> {
  const { shown } = session.snapshot();
  if (!shown) {
    Notification.warning(trans.__('There is no run to export yet.'), {
      autoClose: 6000
    });
    return null;
  }
  const chosen = format ?? (await askFormat(trans));
  if (chosen === null) {
    return null;
  }
  const name = fileName(shown.log.history.name, shown.number) + SUFFIX[chosen];
  try {
    if (chosen === 'svg' || chosen === 'png') {
      const address = await pictureOf(node, chosen);
      return path === null
        ? download(name, address)
        : await write(app, path, await (await fetch(address)).blob());
    }
    const text = jsonOf(shown, chosen);
    const blob = new Blob([text], { type: 'application/json' });
    return path === null
      ? download(name, URL.createObjectURL(blob))
      : await write(app, path, blob);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    Notification.error(trans.__('The run cannot be exported: %1', reason));
    return null;
  }
}

/** `run-3`, or the name that its author gave it, as far as file systems like it. */
function fileName(name: string | null, number: number): string {
  const tidy = (name ?? '').replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 60);
  return tidy.replace(/^-+|-+$/g, '') || `run-${number}`;
}

async function askFormat(trans: TranslationBundle): Promise<Format | null> {
  const labels: Readonly<Record<Format, string>> = {
    aioscope: trans.__('A file that opens here again'),
    perfetto: trans.__('A trace for ui.perfetto.dev or chrome://tracing'),
    svg: trans.__('A picture of what is shown, as SVG'),
    png: trans.__('A picture of what is shown, as PNG')
  };
  const { button, value } = await InputDialog.getItem({
    title: trans.__('Export this run'),
    items: FORMATS.map(format => labels[format]),
    okLabel: trans.__('Export'),
    cancelLabel: trans.__('Cancel')
  });
  return button.accept
    ? (FORMATS.find(format => labels[format] === value) ?? null)
    : null;
}

function download(name: string, address: string): string {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
  return name;
}

async function write(
  app: JupyterFrontEnd,
  path: string,
  blob: Blob
): Promise<string> {
  const options: Partial<Contents.IModel> = {
    type: 'file',
    format: 'base64',
    content: await base64Of(blob)
  };
  const saved = await app.serviceManager.contents.save(path, options);
  return saved.path;
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const { result } = reader;
      resolve(typeof result === 'string' ? (result.split(',')[1] ?? '') : '');
    };
    reader.onerror = () => {
      reject(new Error('the picture cannot be read'));
    };
    reader.readAsDataURL(blob);
  });
}
