/**
 * The runs of the gallery: all recorded fixtures and some that were made up, and how a session receives one.
 */
import type { Session } from '../src/model/session';
import { decode, decodeSaved } from '../src/protocol/decode';
import type { Fact } from '../src/protocol/events';
import { BUSY_RUN } from '../src/testing/busy_run';
import { crowd } from '../src/testing/crowd';
import { encode } from '../src/testing/wire';

export type Fixtures = ReadonlyMap<string, readonly Fact[]>;

/** Asks the gallery's server for the fixtures; throws if one is broken. */
export async function loadFixtures(): Promise<Fixtures> {
  const answer = await fetch('fixtures.json');
  const files = (await answer.json()) as Record<string, unknown>;
  const fixtures = new Map<string, readonly Fact[]>([
    ['(made up) busy', BUSY_RUN],
    ['(made up) crowd', crowd(10_000)]
  ]);
  for (const [name, file] of Object.entries(files)) {
    const saved = decodeSaved(file);
    if (saved.kind === 'broken') {
      throw new Error(`${name}: ${saved.reason}`);
    }
    fixtures.set(
      name,
      saved.facts.flatMap(fact => fact ?? [])
    );
  }
  return fixtures;
}

/** Gives a session the facts up to a time, encoded as the recorder does, through the real decoder. */
export function receive(
  session: Session,
  facts: readonly Fact[],
  now: number,
  run = 'gallery'
): void {
  const known = session.snapshot().runs.find(each => each.id === run);
  const first = known?.log.facts.length ?? 0;
  const news = facts.slice(first).filter(fact => fact.t <= now);
  const { data, buffers } = encode(run, first, news, now);
  session.receive(decode(JSON.parse(JSON.stringify(data)), buffers));
}
