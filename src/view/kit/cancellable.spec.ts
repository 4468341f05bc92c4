import { Session } from '../../model/session';
import { story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { whyNotCancel } from './cancellable';

const READY = { kind: 'ready', busy: true } as const;
const RUN = story(`
  cell  RRwwwwww  gather
  a     .rRwwwww
  b     .rrRD
`);
const [A, B] = [2, 3];

let session: Session;

beforeEach(() => {
  session = new Session();
  session.receive({
    kind: 'facts',
    run: 'r',
    first: 0,
    now: 9_000_000,
    facts: RUN
  });
});

function why(task: number): string | null {
  return whyNotCancel(session.snapshot(), task, translation(null));
}

test('a task that is alive can be cancelled while its cell runs', () => {
  session.setStatus({ kernel: READY, whileBusy: true });
  expect(why(A)).toBeNull();
});

test('one that has ended, or is not there, cannot', () => {
  session.setStatus({ kernel: READY, whileBusy: true });
  expect(why(B)).toBe('It has ended by now.');
  expect(why(99)).toBe('It has ended by now.');
});

test('a kernel without subshells hears of it between two cells', () => {
  session.setStatus({ kernel: READY, whileBusy: false });
  expect(why(A)).toMatch(/^This kernel listens only when no cell runs/);
  session.setStatus({ kernel: { kind: 'ready', busy: false } });
  expect(why(A)).toBeNull();
});

test('after a restart, and with a kernel that is lost, nothing is left to cancel', () => {
  session.setStatus({ kernel: { kind: 'disconnected' }, whileBusy: true });
  expect(why(A)).toMatch(/is gone/);
  session.setStatus({ kernel: READY });
  session.kernelRestarted();
  expect(why(A)).toMatch(/is gone/);
});
