/**
 * Findings as cards: what the log says, in the reader's language, grouped by severity.
 *
 *   1 error      ✕ fetch() was never awaited …      cell [2] line 7 · main · at 12 ms
 *   2 warnings   ! cell [2] line 9 blocked …
 *                ! …
 *
 * The cursor hides nothing: most findings are certain only at the end, and are about what was long before.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Finding } from '../../model/findings';
import type { History } from '../../model/history';
import type { Place } from '../../model/records';
import { languageOf } from '../kit/language';
import type { Language } from '../kit/language';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import type { Kind } from './kinds';
import { kindsOf } from './kinds';

export type Severity = Finding['severity'];

/** The gravest first. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Longest text of a card: the kernel is not trusted to be brief. */
const MAX_TEXT = 2000;

/** Gaps that are told one by one. */
const MAX_GAPS = 30;

/** One finding in words. */
export interface Card {
  readonly key: string;
  readonly severity: Severity;
  readonly message: string;
  readonly evidence: string;
  /** Why such a thing matters; empty: a kind that only a newer recorder knows. */
  readonly why: string;
  /** May be empty, as may the snippet. */
  readonly fix: string;
  /** The fix as Python code. */
  readonly snippet: string;
  readonly place: { readonly label: string; readonly place: Place } | null;
  readonly task: { readonly label: string; readonly id: number } | null;
  /** The instant to look at. */
  readonly at: { readonly label: string; readonly time: number };
  /** What explains it, and what to watch; null: the recorder knows of no concept. */
  readonly course: Course | null;
}

/** Where a finding leads in the course. */
export interface Course {
  readonly concept: string;
  /** null: the concept's first one. */
  readonly example: string | null;
}

export interface Group {
  readonly severity: Severity;
  /** `2 warnings`. */
  readonly title: string;
  readonly cards: readonly Card[];
}

/** All findings, the gravest first; those of one severity as the recorder told them, kind by kind. */
export function groupsOf(
  history: History,
  words: Words,
  trans: TranslationBundle
): Group[] {
  const kinds = kindsOf(trans);
  const byCode = new Map(kinds.map(kind => [kind.code, kind]));
  const rank = new Map(kinds.map((kind, index) => [kind.code, index]));
  const rankOf = ({ code }: Finding): number => rank.get(code) ?? kinds.length;
  const language = languageOf(trans);
  const sorted = [...history.findings.all].sort(
    (one, other) => rankOf(one) - rankOf(other) || one.at - other.at
  );
  return SEVERITIES.flatMap(severity => {
    const cards = sorted
      .filter(finding => finding.severity === severity)
      .map(finding => {
        const kind = byCode.get(finding.code) ?? null;
        return cardOf(finding, kind, language, history, words, trans);
      });
    const title = groupTitle(severity, cards.length, trans);
    return cards.length > 0 ? [{ severity, title, cards }] : [];
  });
}

/** What this run cannot show, a sentence each. */
export function gapsOf(history: History, trans: TranslationBundle): string[] {
  const language = languageOf(trans);
  const { loop, dropped, findings } = history;
  const gaps = new Set(
    findings.unseen.map(gap =>
      trans.__('Not seen: %1.', limited(gap.message[language]))
    )
  );
  const said = [...gaps].slice(0, MAX_GAPS);
  const rest = gaps.size - said.length;
  if (rest > 0) {
    said.push(
      trans._n(
        '%1 more thing was not seen.',
        '%1 more things were not seen.',
        rest
      )
    );
  }
  if (loop.windows.length > 0) {
    said.push(
      trans._n(
        'In %1 stretch the program was too busy to tell of single steps: of each task only the sums are known.',
        'In %1 stretches the program was too busy to tell of single steps: of each task only the sums are known.',
        loop.windows.length
      )
    );
  }
  if (dropped > 0) {
    said.push(
      trans._n(
        'The log was full: %1 fact was not kept.',
        'The log was full: %1 facts were not kept.',
        dropped
      )
    );
  }
  return said;
}

function cardOf(
  finding: Finding,
  kind: Kind | null,
  language: Language,
  history: History,
  words: Words,
  trans: TranslationBundle
): Card {
  const { code, severity, task, site, at, concept } = finding;
  const place = site === null ? null : history.place(site);
  const name = words.taskNamed(task);
  const time = Math.max(0, Math.min(at, history.now));
  return {
    key: `${task} ${site} ${code}`,
    severity,
    message: limited(finding.message[language]),
    evidence: limited(finding.evidence[language]),
    why: kind?.why ?? '',
    fix: limited(finding.fix[language]),
    snippet: limited(finding.snippet[language]),
    place: place && { label: words.place(place), place },
    task: task === null || name === null ? null : { label: name, id: task },
    at: { label: trans.__('at %1', formatTime(time)), time },
    course:
      concept === null ? null : { concept, example: kind?.example ?? null }
  };
}

function groupTitle(
  severity: Severity,
  count: number,
  trans: TranslationBundle
): string {
  switch (severity) {
    case 'error':
      return trans._n('%1 error', '%1 errors', count);
    case 'warning':
      return trans._n('%1 warning', '%1 warnings', count);
    case 'info':
      return trans._n('%1 hint', '%1 hints', count);
  }
}

function limited(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
