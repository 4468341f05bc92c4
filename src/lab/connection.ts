/**
 * One kernel and one session: loads the companion, opens the control comm, and feeds what the data comm brings into the
 * session. It knows how to talk to the kernel and nothing about tasks.
 *
 *   kernel ==aioscope.data==> decode ─▶ session.receive ─▶ (a gap) resend ==aioscope.control==> kernel
 *
 * Two comms, because ipykernel 7.4 hands messages of a comm to whichever shell last published on it: with one comm,
 * a request would stand behind a blocking cell (measured).
 */
import {
  type Kernel,
  type KernelMessage,
  CommsOverSubshells
} from '@jupyterlab/services';
import { type IDisposable } from '@lumino/disposable';
import { decode, decodeStatus } from '../protocol/decode';
import type { ControlMessage } from '../protocol/events';
import type { Language } from '../concepts/course';
import {
  CANCEL_PROBLEMS,
  type KernelState,
  type Session
} from '../model/session';
import { type Control, openControl } from './control';
import type { IAioscopeTranslation } from './translation';

const DATA = 'aioscope.data';
/** As %load_ext, but leaves no name behind, says nothing the second time, and fails where the package is missing. */
const loadIn = (language: Language, watch: boolean): string =>
  `__import__('aioscope').load_ipython_extension(get_ipython(), '${language}'${watch ? ', watch=True' : ''})`;
const OLDEST = [3, 10] as const;

export class Connection implements IDisposable {
  /**
   * @param kernel - the session's own connection (a clone does not carry comms)
   * @param session - where its runs go
   * @param translation - the reader's language, which the kernel writes in, too
   */
  constructor(
    readonly kernel: Kernel.IKernelConnection,
    private readonly session: Session,
    private readonly translation: Pick<
      IAioscopeTranslation,
      'language' | 'changed'
    >
  ) {
    kernel.registerCommTarget(DATA, this.onDataOpened);
    kernel.statusChanged.connect(this.onStatus);
    kernel.connectionStatusChanged.connect(this.onStatus);
    translation.changed.connect(this.tellLanguage);
    this.tellState();
    void kernel.info.then(({ language_info: language }) => {
      this._speaksPython = language.name === 'python';
    });
    void this.attach();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.kernel.statusChanged.disconnect(this.onStatus);
    this.kernel.connectionStatusChanged.disconnect(this.onStatus);
    this.translation.changed.disconnect(this.tellLanguage);
    if (!this.kernel.isDisposed) {
      this.kernel.removeCommTarget(DATA, this.onDataOpened);
    }
    this.letGo();
  }

  /**
   * Switches the recording of every cell on or off; loads the companion first if need be.
   *
   * @returns whether the kernel now does as asked. Why not is in the session's status.
   */
  async watch(on: boolean): Promise<boolean> {
    this._wanted = on;
    this._unfit = null; // what was missing may be there by now
    if (!on && !this._control) {
      this.session.setStatus({ watching: 'off' });
      return true;
    }
    this.session.setStatus({ watching: on ? 'asked' : 'off', problem: null });
    if (!(await this.load(on))) {
      this._wanted = false;
      this.session.setStatus({ watching: 'off' });
      return false;
    }
    const done = (await this.ask({ kind: 'watch', on })) === null;
    if (!done && this.session.snapshot().status.watching === 'asked') {
      this.session.setStatus({
        watching: 'off',
        problem: { code: 'request_failed', detail: '' }
      });
    }
    return done;
  }

  /**
   * Cancels a task of a run, also while its cell runs, or what a cell started; see `whileBusy` of the session's status.
   *
   * @returns whether the kernel did. Why not is in the session's status.
   */
  async cancel(
    what: { run: string; task: number } | { cell: string }
  ): Promise<boolean> {
    const problem = await this.ask(
      'cell' in what
        ? { kind: 'cancel_cell', ...what }
        : { kind: 'cancel', ...what }
    );
    if (problem !== null) {
      const code = CANCEL_PROBLEMS.find(known => known === problem);
      this.session.setStatus({
        problem: code
          ? { code, detail: '' }
          : { code: 'request_failed', detail: problem }
      });
    }
    return problem === null;
  }

  /** Asks the kernel for facts again. */
  private resend(run: string | null, first: number): void {
    void this.ask({ kind: 'resend', run, first });
  }

  /**
   * Loads the companion ahead of a cell that is about to be sent and that begins with `%%aioscope`: the request leaves
   * in this very call, so the kernel runs it first.
   */
  loadAhead(): void {
    if (!this._control && this._speaksPython) {
      this._loaded ??= this.sendLoad(false);
    }
  }

  /** `watch`: with it, so that a cell which is sent right after this is recorded: a request over a comm would come too late. */
  private sendLoad(
    watch: boolean
  ): Promise<KernelMessage.IExecuteReplyMsg | null> {
    const sent = this.kernel
      .requestExecute({
        code: loadIn(this.translation.language, watch),
        silent: true,
        store_history: false
      })
      .done.catch(() => null);
    void sent.finally(() => (this._loaded = null));
    return sent;
  }

  /** Loads the companion into the kernel and opens the control comm. A busy kernel does it when its cell has ended. */
  private async load(watch: boolean): Promise<boolean> {
    if (this._control) {
      return true;
    }
    if (!(await this.isFit())) {
      return false;
    }
    const reply = await (this._loaded ??= this.sendLoad(watch));
    if (reply === null || this._isDisposed) {
      return false;
    }
    if (reply.content.status !== 'ok') {
      this.tellFailure(reply.content);
      return false;
    }
    await this.openControl();
    return true;
  }

  /** Is it a Python that the companion runs on? Says so in the session if not. */
  private async isFit(): Promise<boolean> {
    const { language_info: language } = await this.kernel.info;
    if (language.name !== 'python') {
      this.tellState({ kind: 'not_python', language: language.name });
      return false;
    }
    const [major = 0, minor = 0] = language.version.split('.').map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
      this.tellState({ kind: 'python_too_old', python: language.version });
      return false;
    }
    return true;
  }

  private tellFailure(
    reply: KernelMessage.IReplyErrorContent | KernelMessage.IReplyAbortContent
  ): void {
    if (reply.status === 'error' && reply.ename === 'ModuleNotFoundError') {
      this.tellState({ kind: 'companion_missing' });
      return;
    }
    const detail =
      reply.status === 'error' ? `${reply.ename}: ${reply.evalue}` : '';
    this.session.setStatus({ problem: { code: 'load_failed', detail } });
  }

  /** A page that comes late: if the companion is at work already, take up its comm and ask for the run so far. */
  private async attach(): Promise<void> {
    const reply = await this.kernel
      .requestCommInfo({ target_name: DATA })
      .catch(() => null);
    const content = reply?.content;
    if (!content || content.status !== 'ok' || this._isDisposed) {
      return;
    }
    const id = Object.keys(content.comms)[0];
    if (id === undefined || this.kernel.hasComm(id)) {
      return;
    }
    this.listen(this.kernel.createComm(DATA, id));
    await this.openControl();
    this.resend(null, 0);
  }

  /** Asked for by whoever comes first, a load or the kernel's own data comm; it is opened once. */
  private openControl(): Promise<void> {
    return (this._opening ??= this.newControl().finally(() => {
      this._opening = null;
    }));
  }

  private async newControl(): Promise<void> {
    if (this._control) {
      return;
    }
    this._control = await openControl(this.kernel, {
      onStatus: ({ watching }) => this.takeStatus(watching),
      onBroken: detail =>
        this.session.setStatus({ problem: { code: 'request_failed', detail } }),
      onClose: () => this.letGo()
    });
    this.session.setStatus({ whileBusy: this._control.whileBusy });
    this.tellLanguage();
  }

  /** What the kernel writes itself, the report and the words of an output, is for the same reader. */
  private readonly tellLanguage = (): void => {
    const { language } = this.translation;
    void this.ask({ kind: 'language', language });
  };

  /** As `Control.ask`; without a control comm nobody answers. */
  private async ask(request: ControlMessage): Promise<string | null> {
    return this._control ? this._control.ask(request) : '';
  }

  private readonly onDataOpened = (comm: Kernel.IComm): void => {
    this.listen(comm);
    if (!this._control) {
      // %load_ext in a cell: the panel can join in.
      void this.openControl();
    }
  };

  private listen(comm: Kernel.IComm): void {
    comm.commsOverSubshells = CommsOverSubshells.Disabled;
    comm.onMsg = message => this.onData(message);
  }

  private onData(message: KernelMessage.ICommMsgMsg): void {
    const data: unknown = message.content.data;
    const status = decodeStatus(data);
    if (status.kind === 'status') {
      this.takeStatus(status.watching);
      return;
    }
    const again = this.session.receive(decode(data, message.buffers ?? []));
    if (again) {
      this.resend(again.run, again.first);
    }
  }

  private takeStatus(watching: boolean): void {
    this._wanted = watching;
    this.session.setStatus({ watching: watching ? 'on' : 'off' });
  }

  /** The control comm is no more: what was asked on it stays without an answer. */
  private letGo(): void {
    this._control?.giveUp();
    this._control = null;
  }

  /** The kernel's state changed. After a restart, watching goes on by itself if it was on. */
  private readonly onStatus = (): void => {
    const { status } = this.kernel;
    if (status === 'restarting' || status === 'autorestarting') {
      if (!this._restarting) {
        this._restarting = true;
        this.letGo();
        this.session.kernelRestarted();
      }
    } else if (
      this._restarting &&
      this.kernel.connectionStatus === 'connected'
    ) {
      // Not once it is idle: a restarted kernel that nobody asks anything may never say so.
      this._restarting = false;
      if (this._wanted) {
        void this.watch(true);
      }
    }
    this.tellState();
  };

  private tellState(known?: KernelState): void {
    this._unfit = known ?? this._unfit;
    this.session.setStatus({ kernel: this._unfit ?? stateOf(this.kernel) });
  }

  private _control: Control | null = null;
  private _opening: Promise<void> | null = null;
  private _speaksPython = false;
  private _loaded: Promise<KernelMessage.IExecuteReplyMsg | null> | null = null;
  private _unfit: KernelState | null = null;
  private _wanted = false;
  private _restarting = false;
  private _isDisposed = false;
}

function stateOf(kernel: Kernel.IKernelConnection): KernelState {
  if (kernel.connectionStatus === 'disconnected') {
    return { kind: 'disconnected' };
  }
  switch (kernel.status) {
    case 'dead':
      return { kind: 'dead' };
    case 'unknown':
    case 'starting':
    case 'restarting':
    case 'autorestarting':
      return { kind: 'starting' };
    default:
      return { kind: 'ready', busy: kernel.status === 'busy' };
  }
}
