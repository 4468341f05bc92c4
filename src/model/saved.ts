/** A session over a run that was saved: in a cell's output, or in a file. It is looked at as a live one, and never grows. */
import { decodeSaved } from '../protocol/decode';
import { Session } from './session';

/**
 * A session that shows what was saved. What cannot be read is said in its status.
 *
 * @param data - unchecked: what the output or the file holds
 */
export function savedSession(data: unknown): Session {
  const session = new Session();
  session.setStatus({ kernel: { kind: 'saved' } });
  const saved = decodeSaved(data);
  if (saved.kind === 'broken') {
    session.receive(saved);
    return session;
  }
  const { facts } = saved;
  const first = facts.find(fact => fact?.kind === 'run_started');
  session.receive({
    kind: 'facts',
    run: first?.kind === 'run_started' ? first.run : 'saved',
    first: 0,
    now: facts.reduce((latest, fact) => Math.max(latest, fact?.t ?? 0), 0),
    facts
  });
  return session;
}
