/**
 * Gives facts the form in which a log gets them, for specs and the gallery.
 */
import { EventLog } from '../model/log';
import type { Fact } from '../protocol/events';

/** A log that holds these facts, its clock at the last of them. */
export function logOf(facts: readonly Fact[]): EventLog {
  const log = new EventLog();
  log.append(0, facts, facts.at(-1)?.t ?? 0);
  return log;
}
