/**
 * "Why am I not done?" in one sentence, and the chain of tasks that is its evidence.
 *
 *   worker-3 waits for lock db (held by worker-2); worker-2 sleeps until 1.20 s.
 *   a waits for lock right (held by b); b waits for lock left (held by a): a deadlock, a → b → a.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { blockAt } from '../../model/loop';
import { assertNever } from '../../model/never';
import type { TaskHistory } from '../../model/records';
import type { Cause, Link, Occupied, Why } from '../../model/why';
import { runnerName } from '../kit/loop_words';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';

/** Links that the sentence spells out at each end; those between are counted. */
const SPELLED = 2;

/** Names of a circle that are spelled out. */
const MAX_NAMES = 6;

/** One task of the chain. */
export interface Evidence {
  readonly task: TaskHistory;
  readonly name: string;
  /** What it is to the one before; empty: it is what that one waits for, as its text says. */
  readonly tie: string;
  readonly text: string;
  /** For how long that has been so. */
  readonly since: string;
}

export interface WhyWords {
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
}

/** What is around the words. */
export interface Around {
  readonly history: History;
  readonly time: number;
  readonly words: Words;
  readonly trans: TranslationBundle;
}

/** The chain in words. */
export function whyWords({ links, cause }: Why, around: Around): WhyWords {
  const { words, trans, time } = around;
  const evidence = links.map((link): Evidence => ({
    task: link.task,
    name: words.task(link.task),
    tie: tieWords(link, links, around),
    text: clause(link, around),
    since: formatTime(time - link.span.start)
  }));
  const clauses = evidence.map(({ name, tie, text }) =>
    tie === '' ? `${name} ${text}` : trans.__('%1 (%2) %3', name, tie, text)
  );
  const hidden = clauses.length - 2 * SPELLED;
  if (hidden > 0) {
    clauses.splice(
      SPELLED,
      hidden,
      trans._n('… %1 more task …', '… %1 more tasks …', hidden)
    );
  }
  const chain = clauses.join(trans.__('; '));
  const ending = causeWords(cause, links.at(-1), around);
  return {
    sentence:
      ending === ''
        ? trans.__('%1.', chain)
        : trans.__('%1: %2.', chain, ending),
    evidence
  };
}

/** What one task does: `sleeps until 1.20 s`. */
function clause({ task, span }: Link, around: Around): string {
  const { history, words, trans, time } = around;
  switch (span.state) {
    case 'waiting':
      return span.wait ? words.wait(span.wait, time) : trans.__('waits');
    case 'running': {
      const block = blockAt(history.loop, time);
      return block?.task === task.id
        ? words.blocking(block)
        : trans.__('runs a step now');
    }
    case 'ready':
      return trans.__('is ready to run');
    case 'merged':
      return trans.__('is busy, step after step');
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'destroyed':
      return trans.__('has ended (%1)', words.state(span.state));
    default:
      return assertNever(span.state);
  }
}

/** Who feeds a queue is not told by the words for the wait. */
function tieWords(
  link: Link,
  links: readonly Link[],
  { trans }: Around
): string {
  if (link.tie !== 'feeder') {
    return '';
  }
  const before = links[links.indexOf(link) - 1];
  return before?.span.wait?.kind === 'queue.put'
    ? trans.__('which got from it before')
    : trans.__('which put into it before');
}

function causeWords(
  cause: Cause,
  last: Link | undefined,
  around: Around
): string {
  const { trans } = around;
  switch (cause.kind) {
    // The task's own words have said it.
    case 'ended':
    case 'timer':
    case 'running':
      return '';
    case 'ready':
      return readyWords(cause, around);
    case 'overdue':
      return occupiedWords(cause, around);
    case 'merged':
      return trans.__('its single steps were not told');
    case 'outside':
      return trans.__('that happens outside of the event loop');
    case 'signal':
      return signalWords(cause, last, around);
    case 'starved':
      return last?.span.wait?.kind === 'queue.put'
        ? trans.__(
            'all that ever got from it have ended (%1)',
            names(cause.feeders, around).join(trans.__(', '))
          )
        : trans.__(
            'all that ever put into it have ended (%1)',
            names(cause.feeders, around).join(trans.__(', '))
          );
    case 'circle':
      return circleWords(cause, around);
    case 'unknown':
      return trans.__('the log does not tell more');
    case 'long':
      return trans.__('and so on');
    default:
      return assertNever(cause);
  }
}

function readyWords(
  cause: Extract<Cause, { kind: 'ready' }>,
  around: Around
): string {
  const { trans } = around;
  const said = [occupiedWords(cause, around)];
  if (cause.ahead > 0) {
    said.push(
      trans._n(
        '%1 task has been ready for longer',
        '%1 tasks have been ready for longer',
        cause.ahead
      )
    );
  }
  return said.filter(each => each !== '').join(trans.__(', '));
}

/** What keeps the loop from looking: `main blocks the loop at cell [3] line 7`; empty: nothing that was told. */
function occupiedWords({ runner, block }: Occupied, around: Around): string {
  const { history, words, trans } = around;
  if (block) {
    const who = runnerName(block.task, history, words, trans);
    const line = words.line(block.stack);
    return line === null
      ? trans.__('%1 blocks the loop', who)
      : trans.__('%1 blocks the loop at %2', who, line);
  }
  return runner === null
    ? ''
    : trans.__('the loop runs %1', runnerName(runner, history, words, trans));
}

function signalWords(
  { resource, waiting }: Extract<Cause, { kind: 'signal' }>,
  last: Link | undefined,
  { trans }: Around
): string {
  const kind = last?.span.wait?.kind;
  const more = waiting - 1;
  switch (kind) {
    case 'barrier':
      return resource?.capacity
        ? trans.__('%1 of %2 have come', waiting, resource.capacity)
        : trans._n('%1 has come', '%1 have come', waiting);
    case 'queue.get':
      return trans.__('nobody has put anything into it yet');
    case 'queue.put':
      return trans.__('nobody has got anything from it yet');
    case 'condition':
      return waits(trans.__('nobody has notified it yet'), more, trans);
    case 'future':
      return waits(trans.__('nobody has given it a result yet'), more, trans);
    default:
      return waits(trans.__('nobody has set it yet'), more, trans);
  }
}

/** With how many others also wait for it. */
function waits(said: string, others: number, trans: TranslationBundle): string {
  return others > 0
    ? trans._n(
        '%2, and %1 other task waits for it',
        '%2, and %1 other tasks wait for it',
        others,
        said
      )
    : said;
}

function circleWords(
  { tasks, deadlock }: Extract<Cause, { kind: 'circle' }>,
  around: Around
): string {
  const { trans } = around;
  if (tasks.length === 1) {
    return trans.__('it waits for itself');
  }
  const [first = '', ...others] = names(tasks, around);
  const way = [first, ...others, first].join(' → ');
  return deadlock
    ? trans.__('a deadlock, %1', way)
    : trans.__('they wait in a circle, %1', way);
}

/** Names of tasks; those in the middle of many give way to dots. */
function names(tasks: readonly TaskHistory[], { words }: Around): string[] {
  const named = tasks.slice(0, MAX_NAMES).map(task => words.task(task));
  return tasks.length > MAX_NAMES ? [...named, '…'] : named;
}
