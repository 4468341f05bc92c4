/**
 * Loads the companion, the Python half, into a kernel by running a line of code there. A busy kernel runs it when its
 * cell has ended.
 */
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import type { Language } from '../concepts/course';
import type { KernelState } from '../model/status';
import { unfitnessOf } from './kernel_state';

/** As %load_ext, but leaves no name behind, says nothing the second time, and fails where the package is missing. */
const loadIn = (language: Language, watch: boolean): string =>
  `__import__('aioscope').load_ipython_extension(get_ipython(), '${language}'${watch ? ', watch=True' : ''})`;

/** Why it was not loaded: the kernel is not fit for it, or said what went wrong, or did not answer. */
export type Refusal =
  | { readonly kind: 'unfit'; readonly state: KernelState }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'silent' };

type Reply = KernelMessage.IExecuteReplyMsg | null;

export class Companion {
  /**
   * @param kernel - where to
   * @param reader - whose language its words are in
   */
  constructor(
    private readonly kernel: Kernel.IKernelConnection,
    private readonly reader: { readonly language: Language }
  ) {
    void kernel.info.then(({ language_info: language }) => {
      this._speaksPython = language.name === 'python';
    });
  }

  /**
   * Loads it; `watch`: so that a cell which is sent right after this is recorded, for a request over a comm would come too
   * late. Resolves to null when it is loaded.
   */
  async load(watch: boolean): Promise<Refusal | null> {
    const state = await unfitnessOf(this.kernel);
    if (state) {
      return { kind: 'unfit', state };
    }
    const reply = await (this._loading ??= this.send(watch));
    return reply ? refusalIn(reply.content) : { kind: 'silent' };
  }

  /**
   * Loads it ahead of a cell that is about to be sent: the request leaves in this very call, so the kernel runs it
   * first. Nothing is said if that fails: the cell will.
   */
  loadAhead(): void {
    if (this._speaksPython) {
      this._loading ??= this.send(false);
    }
  }

  private send(watch: boolean): Promise<Reply> {
    const sent = this.kernel
      .requestExecute({
        code: loadIn(this.reader.language, watch),
        silent: true,
        store_history: false
      })
      .done.catch(() => null);
    void sent.finally(() => (this._loading = null));
    return sent;
  }

  private _speaksPython = false;
  private _loading: Promise<Reply> | null = null;
}

function refusalIn(
  reply: KernelMessage.IExecuteReplyMsg['content']
): Refusal | null {
  if (reply.status === 'ok') {
    return null;
  }
  if (reply.status !== 'error') {
    return { kind: 'failed', detail: '' };
  }
  return reply.ename === 'ModuleNotFoundError'
    ? { kind: 'unfit', state: { kind: 'companion_missing' } }
    : { kind: 'failed', detail: `${reply.ename}: ${reply.evalue}` };
}
