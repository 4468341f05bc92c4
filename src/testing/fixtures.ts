/**
 * Runs for specs: facts in the form in which a log gets them, and those recorded from real programs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventLog } from '../model/log';
import { decodeSaved } from '../protocol/decode';
import type { Fact } from '../protocol/events';

const FIXTURES = join(__dirname, '../../protocol/fixtures');

/** A log that holds these facts, its clock at the last of them. */
export function logOf(facts: readonly (Fact | null)[]): EventLog {
  const log = new EventLog();
  log.append(0, facts, 0);
  return log;
}

/** A recorded run, through the decoder. */
export function fixture(name: string): EventLog {
  const file: unknown = JSON.parse(
    readFileSync(join(FIXTURES, `${name}.json`), 'utf8')
  );
  const saved = decodeSaved(file);
  if (saved.kind === 'broken') {
    throw new Error(`${name}: ${saved.reason}`);
  }
  return logOf(saved.facts);
}

/** When the first fact that fits became true; throws if none does. */
export function timeOf(log: EventLog, fits: (fact: Fact) => boolean): number {
  const fact = log.facts.find(fits);
  if (!fact) {
    throw new Error('no such fact');
  }
  return fact.t;
}
