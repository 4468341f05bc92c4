/**
 * How things stand, in sentences: why the panel is empty, what the reader can do, what went wrong.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { assertNever } from '../../model/never';
import type { SeenRun, Snapshot } from '../../model/session';
import type { Problem } from '../../model/status';
import { short } from '../kit/short';

/** A sentence, and what to type if that is the remedy. */
export interface Sentence {
  readonly text: string;
  readonly code: string | null;
  /** Something is wrong, so that a screen reader says it at once. */
  readonly alarm: boolean;
}

/** The command that installs what the kernel lacks. */
const INSTALL = '%pip install aioscope';

const say = (text: string): Sentence => ({ text, code: null, alarm: false });
const warn = (text: string, code: string | null = null): Sentence => ({
  text,
  code,
  alarm: true
});

/** What to say above a run, or instead of it where there is none. */
export function sentences(
  snapshot: Snapshot,
  trans: TranslationBundle
): Sentence[] {
  const { shown, status } = snapshot;
  const said = [kernelSentence(snapshot, trans)];
  if (shown?.former) {
    said.push(
      say(
        trans.__(
          'The kernel was restarted. The run shown here is of the kernel before.'
        )
      )
    );
  }
  if (shown && shown.log.history.tasks.length === 0) {
    said.push(say(trans.__('This run has no tasks yet.')));
  }
  // Whether the loop is still blocked, the run itself tells.
  const over =
    status.problem?.code === 'loop_blocked' &&
    shown?.log.history.loop.blocks.at(-1)?.end !== null;
  if (status.problem && !over) {
    said.push(problemSentence(status.problem, trans));
  }
  return said.filter(each => each !== null);
}

/** null: all is well, and the run says the rest. */
function kernelSentence(
  snapshot: Snapshot,
  trans: TranslationBundle
): Sentence | null {
  const { kernel } = snapshot.status;
  switch (kernel.kind) {
    case 'saved':
      return null;
    case 'no_notebook':
      return say(trans.__('Open a notebook to watch its tasks.'));
    case 'no_kernel':
      return say(
        trans.__('This notebook has no kernel. Choose one to watch its tasks.')
      );
    case 'starting':
      return say(trans.__('The kernel is starting.'));
    case 'not_python':
      return say(
        trans.__(
          'This kernel runs %1. Only tasks of Python can be watched.',
          short(kernel.language)
        )
      );
    case 'python_too_old':
      return warn(
        trans.__(
          'This kernel runs Python %1. Watching needs Python 3.10 or newer.',
          short(kernel.python)
        )
      );
    case 'companion_missing':
      return warn(
        trans.__(
          'The kernel does not have the package aioscope. Run this in a cell, then press Watch again:'
        ),
        INSTALL
      );
    case 'disconnected':
      return warn(
        trans.__(
          'The connection to the kernel is lost. Nothing new arrives until it is back.'
        )
      );
    case 'dead':
      return warn(trans.__('The kernel has died. Restart it to go on.'));
    case 'ready':
      return readySentence(snapshot, kernel.busy, trans);
    default:
      return assertNever(kernel);
  }
}

function readySentence(
  { shown, status }: Snapshot,
  busy: boolean,
  trans: TranslationBundle
): Sentence | null {
  switch (status.watching) {
    case 'asked':
      return busy
        ? say(
            trans.__('Watching begins when the cell that runs now has ended.')
          )
        : say(trans.__('Asking the kernel to watch.'));
    case 'on':
      return shown
        ? null
        : say(trans.__('Watching. Run a cell to see its tasks.'));
    case 'off':
      return shown ? null : say(trans.__('Press Watch, then run a cell.'));
    default:
      return assertNever(status.watching);
  }
}

function problemSentence(
  { code, detail }: Problem,
  trans: TranslationBundle
): Sentence {
  const what = short(detail);
  switch (code) {
    case 'hook_failed':
      return warn(
        trans.__(
          'A part of the recorder failed and was taken out (%1). Your code runs on; the picture may lack facts.',
          what
        )
      );
    case 'loop_not_supported':
      return warn(
        trans.__('Tasks of this event loop cannot be watched (%1).', what)
      );
    case 'send_failed':
      return warn(trans.__('The kernel could not send some facts (%1).', what));
    case 'broken_frame':
      return warn(
        trans.__('A message from the kernel could not be read: %1.', what)
      );
    case 'request_failed':
      return warn(trans.__('The kernel did not do what was asked (%1).', what));
    case 'load_failed':
      return warn(
        trans.__('aioscope could not be loaded in the kernel (%1).', what)
      );
    case 'no_such_task':
      return say(trans.__('Nothing was cancelled: it has ended by now.'));
    case 'not_yours':
      return say(
        trans.__(
          'This cell is not waiting in an await, so it cannot be cancelled. Interrupt the kernel instead.'
        )
      );
    case 'loop_blocked':
      return warn(
        trans.__(
          'The event loop is blocked. What you cancelled ends as soon as the loop goes on.'
        )
      );
    default:
      return assertNever(code);
  }
}

/** `Run 3: cell [7]`. */
export function runTitle(
  { number, log, former }: SeenRun,
  trans: TranslationBundle
): string {
  const { history } = log;
  const [cell] = history.cells;
  const what =
    history.name ?? (cell ? trans.__('cell [%1]', cell.count) : null);
  const title =
    what === null
      ? trans.__('Run %1', number)
      : trans.__('Run %1: %2', number, short(what));
  return former ? trans.__('%1 (before the restart)', title) : title;
}
