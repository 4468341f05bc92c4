/** What the connection asks on the control comm, and what it says of the answers; the kernel's end is in tests/test_kernel_*.py. */
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { Session } from '../model/session';
import type { ControlMessage } from '../protocol/events';
import { Connection } from './connection';

/** The browser's end of a comm: keeps what is sent, and lets the other end speak. */
class Comm {
  readonly sent: unknown[] = [];
  onMsg: (message: KernelMessage.ICommMsgMsg) => void = () => undefined;
  onClose: (message: KernelMessage.ICommCloseMsg) => void = () => undefined;

  open(): void {}

  send(data: unknown): void {
    this.sent.push(data);
  }

  answer(data: unknown): void {
    this.onMsg({ content: { data } } as KernelMessage.ICommMsgMsg);
  }
}

/** A kernel that has the companion loaded, or loads it when asked. */
class FakeKernel {
  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  readonly connectionStatusChanged = new Signal<this, string>(this);
  readonly info = Promise.resolve({
    language_info: { name: 'python', version: '3.11.7' }
  });
  readonly ran: string[] = [];
  readonly comms: Comm[] = [];
  status = 'idle';
  connectionStatus = 'connected';
  supportsSubshells = false;

  registerCommTarget(): void {}
  removeCommTarget(): void {}

  requestCommInfo(): Promise<unknown> {
    return Promise.resolve({ content: { status: 'ok', comms: {} } });
  }

  requestExecute({ code }: { code: string }): { done: Promise<unknown> } {
    this.ran.push(code);
    return { done: Promise.resolve({ content: { status: 'ok' } }) };
  }

  createComm(): Comm {
    const comm = new Comm();
    this.comms.push(comm);
    return comm;
  }

  get control(): Comm {
    const comm = this.comms.at(-1);
    if (!comm) {
      throw new Error('no comm was opened');
    }
    return comm;
  }
}

const OK = {
  kind: 'status',
  version: '0',
  watching: true,
  run: null,
  problem: null
};

let kernel: FakeKernel;
let session: Session;
let connection: Connection;
let translation: { language: 'en' | 'zh-CN'; changed: Signal<object, void> };

/** Lets everything happen that waits for nothing but its turn. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) {
    await Promise.resolve();
  }
};

beforeEach(() => {
  kernel = new FakeKernel();
  session = new Session();
  translation = { language: 'zh-CN', changed: new Signal<object, void>({}) };
  connection = new Connection(
    kernel as never as Kernel.IKernelConnection,
    session,
    translation as never
  );
});

afterEach(() => {
  connection.dispose();
});

/** Watches, and gives the two answers that this takes. */
async function watch(): Promise<void> {
  const done = connection.watch(true);
  await settle();
  kernel.control.answer(OK);
  kernel.control.answer(OK);
  expect(await done).toBe(true);
}

const problem = () => session.snapshot().status.problem;

test('the reader’s language is told when the comm opens, and whenever it changes', async () => {
  await watch();
  expect(kernel.ran).toEqual([
    "__import__('aioscope').load_ipython_extension(get_ipython(), 'zh-CN', watch=True)"
  ]);
  expect(kernel.control.sent).toEqual([
    { kind: 'language', language: 'zh-CN' },
    { kind: 'watch', on: true }
  ] satisfies ControlMessage[]);
  translation.language = 'en';
  translation.changed.emit();
  expect(kernel.control.sent.at(-1)).toEqual({
    kind: 'language',
    language: 'en'
  });
  connection.dispose();
  translation.changed.emit();
  expect(kernel.control.sent).toHaveLength(3);
});

test('cancelling what the kernel can cancel', async () => {
  await watch();
  const task = connection.cancel({ run: 'r', task: 3 });
  const cell = connection.cancel({ cell: 'c1' });
  expect(kernel.control.sent.slice(2)).toEqual([
    { kind: 'cancel', run: 'r', task: 3 },
    { kind: 'cancel_cell', cell: 'c1' }
  ] satisfies ControlMessage[]);
  kernel.control.answer(OK);
  kernel.control.answer(OK);
  expect(await Promise.all([task, cell])).toEqual([true, true]);
  expect(problem()).toBeNull();
});

test.each(['no_such_task', 'not_yours', 'loop_blocked'])(
  'why it did not is said: %s',
  async code => {
    await watch();
    const done = connection.cancel({ run: 'r', task: 3 });
    kernel.control.answer({ ...OK, problem: code });
    expect(await done).toBe(false);
    expect(problem()).toEqual({ code, detail: '' });
  }
);

test('a word that only a newer kernel knows is passed on', async () => {
  await watch();
  const done = connection.cancel({ run: 'r', task: 3 });
  kernel.control.answer({ ...OK, problem: 'too_late' });
  expect(await done).toBe(false);
  expect(problem()).toEqual({ code: 'request_failed', detail: 'too_late' });
});

test('answers belong to requests in the order in which they were sent', async () => {
  await watch();
  const first = connection.cancel({ run: 'r', task: 1 });
  const second = connection.cancel({ run: 'r', task: 2 });
  kernel.control.answer({ ...OK, problem: 'no_such_task' });
  kernel.control.answer(OK);
  expect(await first).toBe(false);
  expect(await second).toBe(true);
});

test('an answer that cannot be read is one, and says so', async () => {
  await watch();
  const done = connection.cancel({ run: 'r', task: 3 });
  kernel.control.answer({ kind: 'status', watching: 'maybe' });
  expect(await done).toBe(false);
  expect(problem()?.code).toBe('request_failed');
});

test.each<[string, () => void]>([
  ['is closed', () => kernel.control.onClose({} as never)],
  [
    'is restarted',
    () => {
      kernel.status = 'restarting';
      kernel.statusChanged.emit('restarting');
    }
  ],
  ['is let go', () => connection.dispose()]
])('nobody waits for ever if the kernel %s', async (_, ends) => {
  await watch();
  const done = connection.cancel({ run: 'r', task: 3 });
  ends();
  expect(await done).toBe(false);
  // And without a comm nothing is sent.
  const sent = kernel.control.sent.length;
  expect(await connection.cancel({ cell: 'c1' })).toBe(false);
  expect(kernel.control.sent).toHaveLength(sent);
});
