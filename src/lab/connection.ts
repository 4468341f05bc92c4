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
import { PromiseDelegate } from '@lumino/coreutils';
import { type IDisposable } from '@lumino/disposable';
import { decode, decodeStatus } from '../protocol/decode';
import type { ControlMessage } from '../protocol/events';
import {
  CANCEL_PROBLEMS,
  type KernelState,
  type Session
} from '../model/session';

const DATA = 'aioscope.data';
const CONTROL = 'aioscope.control';
/** As %load_ext, but leaves no name behind, says nothing the second time, and fails where the package is missing. */
const LOAD = "__import__('aioscope').load_ipython_extension(get_ipython())";
const OLDEST = [3, 10] as const;

export class Connection implements IDisposable {
  /**
   * @param kernel - the session's own connection (a clone does not carry comms)
   * @param session - where its runs go
   */
  constructor(
    readonly kernel: Kernel.IKernelConnection,
    private readonly session: Session
  ) {
    kernel.registerCommTarget(DATA, this.onDataOpened);
    kernel.statusChanged.connect(this.onStatus);
    kernel.connectionStatusChanged.connect(this.onStatus);
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
    if (!this.kernel.isDisposed) {
      this.kernel.removeCommTarget(DATA, this.onDataOpened);
    }
    this.giveUp();
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
    if (!(await this.load())) {
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
      this._loaded ??= this.sendLoad();
    }
  }

  private sendLoad(): Promise<KernelMessage.IExecuteReplyMsg | null> {
    const sent = this.kernel
      .requestExecute({ code: LOAD, silent: true, store_history: false })
      .done.catch(() => null);
    void sent.finally(() => (this._loaded = null));
    return sent;
  }

  /** Loads the companion into the kernel and opens the control comm. A busy kernel does it when its cell has ended. */
  private async load(): Promise<boolean> {
    if (this._control) {
      return true;
    }
    if (!(await this.isFit())) {
      return false;
    }
    const reply = await (this._loaded ??= this.sendLoad());
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
    const control = this.kernel.createComm(CONTROL);
    control.onMsg = message => this.onReply(message);
    control.onClose = () => this.onControlClosed();
    // Opened before its subshell is there, it would wait behind a running cell while requests overtake it.
    const whileBusy =
      this.kernel.supportsSubshells &&
      control.commsOverSubshells !== CommsOverSubshells.Disabled &&
      hasSubshell(control);
    if (whileBusy) {
      await control.subshellStarted;
    }
    control.open();
    this._control = control;
    this.session.setStatus({ whileBusy });
  }

  /** Resolves to null if the kernel did as asked, else to its word for why not; an empty one: it did not answer. */
  private async ask(request: ControlMessage): Promise<string | null> {
    if (!this._control) {
      return '';
    }
    const answer = new PromiseDelegate<string | null>();
    this._answers.push(answer); // the kernel answers in the order it is asked
    this._control.send({ ...request });
    return answer.promise;
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

  private onReply(message: KernelMessage.ICommMsgMsg): void {
    const reply = decodeStatus(message.content.data);
    if (reply.kind !== 'status') {
      const detail = reply.kind === 'broken' ? reply.reason : '';
      this.session.setStatus({ problem: { code: 'request_failed', detail } });
      this._answers.shift()?.resolve(detail);
      return;
    }
    this.takeStatus(reply.watching);
    this._answers.shift()?.resolve(reply.problem);
  }

  private takeStatus(watching: boolean): void {
    this._wanted = watching;
    this.session.setStatus({ watching: watching ? 'on' : 'off' });
  }

  private onControlClosed(): void {
    this._control = null;
    this.giveUp();
  }

  /** No answer will come any more. */
  private giveUp(): void {
    for (const answer of this._answers.splice(0)) {
      answer.resolve('');
    }
  }

  /** The kernel's state changed. After a restart, watching goes on by itself if it was on. */
  private readonly onStatus = (): void => {
    const { status } = this.kernel;
    if (status === 'restarting' || status === 'autorestarting') {
      if (!this._restarting) {
        this._restarting = true;
        this.onControlClosed();
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

  private _control: Kernel.IComm | null = null;
  private _opening: Promise<void> | null = null;
  private _speaksPython = false;
  private _loaded: Promise<KernelMessage.IExecuteReplyMsg | null> | null = null;
  private readonly _answers: PromiseDelegate<string | null>[] = [];
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

/** JupyterLab's comms have this promise, but their interface does not say so; without subshells it never resolves. */
function hasSubshell(
  comm: Kernel.IComm
): comm is Kernel.IComm & { subshellStarted: Promise<unknown> } {
  return 'subshellStarted' in comm;
}
