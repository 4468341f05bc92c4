/**
 * Findings for specs: a whole fact of which only what matters is told.
 */
import type { FindingFact, Unseen } from '../protocol/events';

/** The same words in every language, the Chinese ones marked. */
export function said(en: string): { en: string; 'zh-CN': string } {
  return { en, 'zh-CN': en && `${en}。` };
}

/** A finding: a warning about a blocked loop, but for what is given. */
export function findingOf(part: Partial<FindingFact> = {}): FindingFact {
  return {
    kind: 'finding',
    t: 5,
    code: 'blocked_loop',
    severity: 'warning',
    task: 1,
    site: null,
    concept: 'blocking-io',
    at: 2,
    message: said('The loop was blocked.'),
    evidence: said('It took 3 ms.'),
    fix: said('Give the call to a thread.'),
    snippet: said('await asyncio.to_thread(work)'),
    ...part
  };
}

/** Something that the run cannot show. */
export function gapOf(part: Partial<Unseen> = {}): Unseen {
  return {
    kind: 'unseen',
    t: 6,
    code: 'loop',
    detail: 'uvloop',
    message: said('a uvloop ran'),
    ...part
  };
}
