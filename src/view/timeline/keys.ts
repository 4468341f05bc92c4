/**
 * The keys of the timeline: what each does, for the handler and for the help, so that the two say the same.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

/** What a key asks for. */
export type KeyAct =
  | 'closer'
  | 'farther'
  | 'all'
  | 'task'
  | 'path'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'help';

const KEYS: Readonly<Record<string, KeyAct>> = {
  '+': 'closer',
  '=': 'closer',
  '-': 'farther',
  '0': 'all',
  z: 'task',
  c: 'path',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  '?': 'help'
};

/** What a key event asks for; null: nothing. Keys with a modifier are the browser's and JupyterLab's. */
export function actOf(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): KeyAct | null {
  const taken = event.ctrlKey || event.metaKey || event.altKey;
  return taken ? null : (KEYS[event.key] ?? null);
}

/** Keys and gestures, each with what it does. */
export function helpLines(
  trans: TranslationBundle
): readonly (readonly [keys: string, does: string])[] {
  return [
    ['+ −', trans.__('zoom')],
    ['← →', trans.__('earlier, later')],
    ['↑ ↓', trans.__('previous, next task')],
    ['Home End', trans.__('first and last instant')],
    ['Z', trans.__('zoom to the selected task')],
    ['0', trans.__('show the whole run')],
    ['C', trans.__('critical path')],
    [trans.__('Click'), trans.__('select task and instant')],
    [trans.__('Drag'), trans.__('move')],
    [trans.__('Shift+drag'), trans.__('zoom to a stretch')],
    [trans.__('Ctrl+wheel, pinch'), trans.__('zoom')],
    [trans.__('Shift+wheel'), trans.__('move')],
    [trans.__('Double click'), trans.__('show the whole run')]
  ];
}
