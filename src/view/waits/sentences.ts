/**
 * What stands above the wait graph: each deadlock, how many tasks wait, and what is not drawn.
 */
import type { Deadlock } from '../../model/findings';
import type { WaitGraph } from '../../model/wait_graph';
import type { Part } from './choose';
import type { Speech } from './words';
import { thingWords } from './words';

/** Links of a deadlock that are spelled out. */
const LINKS = 6;

/** Deadlocks that are told one by one. */
const MOST = 3;

/** Who of a deadlock waits for what, and who has it. */
function deadlockWords(deadlock: Deadlock, speech: Speech): string {
  const { trans } = speech;
  const { tasks } = deadlock;
  const links = tasks
    .slice(0, LINKS)
    .map((_, index) => link(deadlock, index, speech));
  if (tasks.length > LINKS) {
    links.push('…');
  }
  const chain = links.join(trans.__('; '));
  return tasks.length === 1
    ? trans.__('Deadlock: %1. It can only go on if it is cancelled.', chain)
    : trans.__(
        'Deadlock: %1. None of them can go on unless one is cancelled.',
        chain
      );
}

function link(
  { tasks, resources }: Deadlock,
  index: number,
  speech: Speech
): string {
  const { history, words, trans } = speech;
  const name = (at: number): string =>
    words.taskNamed(tasks[at % tasks.length] ?? null) ??
    trans.__('a task not seen');
  const thing = history.resource(resources[index] ?? 0);
  if (!thing) {
    return trans.__('%1 waits for task %2', name(index), name(index + 1));
  }
  const what = thingWords(thing, speech.trans);
  return tasks.length === 1
    ? trans.__('%1 waits for %2, which it holds itself', name(index), what)
    : trans.__(
        '%1 waits for %2, held by %3',
        name(index),
        what,
        name(index + 1)
      );
}

/** What is said of deadlocks, each in a sentence; of many, how many more there are. */
export function deadlockSentences(
  deadlocks: readonly Deadlock[],
  speech: Speech
): string[] {
  const said = deadlocks
    .slice(0, MOST)
    .map(deadlock => deadlockWords(deadlock, speech));
  const more = deadlocks.length - said.length;
  return more > 0
    ? [
        ...said,
        speech.trans._n('%1 more deadlock.', '%1 more deadlocks.', more)
      ]
    : said;
}

/** How many tasks wait, and what is not drawn. */
export function summary(
  { waiting, alone }: WaitGraph,
  part: Part,
  { trans }: Speech
): string[] {
  const said: string[] = [];
  if (waiting === 0) {
    said.push(
      trans.__(
        'At this instant no task waits for another one, or for anything that tasks share.'
      )
    );
  } else if (part.waiting < waiting) {
    said.push(
      trans._n(
        'Showing %2 of %1 task that waits.',
        'Showing %2 of %1 tasks that wait.',
        waiting,
        part.waiting
      )
    );
  } else {
    said.push(
      trans._n(
        '%1 task waits for others.',
        '%1 tasks wait for others.',
        waiting
      )
    );
  }
  if (alone > 0) {
    said.push(
      trans._n(
        '%1 task only sleeps, or waits for something outside.',
        '%1 tasks only sleep, or wait for something outside.',
        alone
      )
    );
  }
  return said;
}
