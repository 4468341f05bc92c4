/** Asks for the path of a saved run. A file browser in a dialog was dropped: it costs 60 kB for what one line does. */
import { InputDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

/** The path as typed, from the server's root; null: the reader thought better of it. */
export async function askPath(
  trans: TranslationBundle
): Promise<string | null> {
  const { button, value } = await InputDialog.getText({
    title: trans.__('Open a saved asyncio run'),
    label: trans.__('File, from the server’s root'),
    okLabel: trans.__('Open'),
    cancelLabel: trans.__('Cancel')
  });
  return button.accept && value ? value.trim() : null;
}
