/**
 * The comm `aioscope.control`: what the browser asks of the kernel, and its answers, in the order in which it was asked.
 *
 * It gets a subshell where the kernel has them, so that it is answered while a cell runs.
 */
import {
  CommsOverSubshells,
  type Kernel,
  type KernelMessage
} from '@jupyterlab/services';
import { PromiseDelegate } from '@lumino/coreutils';
import { decodeStatus } from '../protocol/decode';
import type { ControlMessage, StatusReply } from '../protocol/events';

const CONTROL = 'aioscope.control';

/** What comes over it besides answers. */
export interface ControlListener {
  /** Each answer says how the kernel stands. */
  onStatus(status: StatusReply): void;
  /** An answer could not be read. */
  onBroken(reason: string): void;
  /** The kernel has closed it. */
  onClose(): void;
}

/** Opens the comm on a kernel that has the companion loaded. */
export async function openControl(
  kernel: Kernel.IKernelConnection,
  listener: ControlListener
): Promise<Control> {
  const comm = kernel.createComm(CONTROL);
  const whileBusy =
    kernel.supportsSubshells &&
    comm.commsOverSubshells !== CommsOverSubshells.Disabled &&
    hasSubshell(comm);
  const control = new Control(comm, whileBusy, listener);
  // Opened before its subshell is there, it would wait behind a running cell while requests overtake it.
  if (whileBusy) {
    await comm.subshellStarted;
  }
  comm.open();
  return control;
}

export class Control {
  /** `whileBusy`: it is answered while a cell runs; else when it has ended. */
  constructor(
    private readonly comm: Kernel.IComm,
    readonly whileBusy: boolean,
    private readonly listener: ControlListener
  ) {
    comm.onMsg = message => this.onReply(message);
    comm.onClose = () => listener.onClose();
  }

  /** Resolves to null if the kernel did as asked, else to its word for why not; an empty one: it did not answer. */
  ask(request: ControlMessage): Promise<string | null> {
    const answer = new PromiseDelegate<string | null>();
    this._answers.push(answer);
    this.comm.send({ ...request });
    return answer.promise;
  }

  /** No answer will come any more. */
  giveUp(): void {
    for (const answer of this._answers.splice(0)) {
      answer.resolve('');
    }
  }

  private onReply(message: KernelMessage.ICommMsgMsg): void {
    const reply = decodeStatus(message.content.data);
    if (reply.kind === 'status') {
      this.listener.onStatus(reply);
      this._answers.shift()?.resolve(reply.problem);
      return;
    }
    const reason = reply.kind === 'broken' ? reply.reason : '';
    this.listener.onBroken(reason);
    this._answers.shift()?.resolve(reason);
  }

  private readonly _answers: PromiseDelegate<string | null>[] = [];
}

/** JupyterLab's comms have this promise, but their interface does not say so; without subshells it never resolves. */
function hasSubshell(
  comm: Kernel.IComm
): comm is Kernel.IComm & { subshellStarted: Promise<unknown> } {
  return 'subshellStarted' in comm;
}
