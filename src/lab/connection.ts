/**
 * One kernel and one session: opens the control comm, and feeds what the data comm brings into the session. It knows how to
 * talk to the kernel and nothing about tasks.
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
import { type Session } from '../model/session';
import { CANCEL_PROBLEMS, type KernelState } from '../model/status';
import { Companion, type Refusal } from './companion';
import { type Control, openControl } from './control';
import { stateOf } from './kernel_state';
import type { IAioscopeTranslation } from './translation';

const DATA = 'aioscope.data';

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
    this._companion = new Companion(kernel, translation);
    kernel.registerCommTarget(DATA, this.onDataOpened);
    kernel.statusChanged.connect(this.onStatus);
    kernel.connectionStatusChanged.connect(this.onStatus);
    translation.changed.connect(this.tellLanguage);
    this.tellState();
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

  /** Loads the companion ahead of a cell that is about to be sent and that begins with `%%aioscope`. */
  loadAhead(): void {
    if (!this._control) {
      this._companion.loadAhead();
    }
  }

  /** Loads the companion and opens the control comm. */
  private async load(watch: boolean): Promise<boolean> {
    if (this._control) {
      return true;
    }
    const refusal = await this._companion.load(watch);
    if (this._isDisposed) {
      return false;
    }
    if (refusal) {
      this.tellRefusal(refusal);
      return false;
    }
    await this.openControl();
    return true;
  }

  private tellRefusal(refusal: Refusal): void {
    if (refusal.kind === 'unfit') {
      this.tellState(refusal.state);
    } else if (refusal.kind === 'failed') {
      const { detail } = refusal;
      this.session.setStatus({ problem: { code: 'load_failed', detail } });
    }
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

  private readonly _companion: Companion;
  private _control: Control | null = null;
  private _opening: Promise<void> | null = null;
  private _unfit: KernelState | null = null;
  private _wanted = false;
  private _restarting = false;
  private _isDisposed = false;
}
