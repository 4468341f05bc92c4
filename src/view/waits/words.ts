/**
 * What a node, an edge, a deadlock and the whole graph say, in words. The picture and its text alternative take them from here.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Deadlock } from '../../model/findings';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { Resource } from '../../model/resources';
import type { TaskState } from '../../model/state';
import type { EdgeKind, ResourceNode, WaitGraph } from '../../model/wait_graph';
import { waitsAlone } from '../../model/wait_graph';
import type { Work } from '../../model/works';
import { workAt } from '../../model/works';
import { short } from '../kit/short';
import { namedThing, someThing, workThing } from '../kit/things';
import type { Words } from '../kit/words';
import type { Part } from './choose';
import type { DrawnNode } from './fold';

/** Links of a deadlock that are spelled out. */
const LINKS = 6;

/** What is needed to say something about a run. */
export interface Speech {
  readonly history: History;
  readonly words: Words;
  readonly trans: TranslationBundle;
  readonly time: number;
}

/** The first line of a node: what it is. */
export function title(node: DrawnNode, speech: Speech): string {
  const { words, trans } = speech;
  switch (node.kind) {
    case 'task':
      return words.task(node.each.task);
    case 'more':
      return trans._n('and %1 more', 'and %1 more', node.tasks.length);
    case 'resource':
      return thingWords(node.resource, trans);
    case 'work':
      return short(node.work.function);
    case 'unnamed':
      return someThing(node.wait, trans);
    default:
      return assertNever(node);
  }
}

/** The second line: how it stands; may be empty. */
export function standing(node: DrawnNode, speech: Speech): string {
  switch (node.kind) {
    case 'task':
      return taskStanding(node.each, speech);
    case 'more': {
      const [first] = node.tasks;
      return first ? taskStanding(first, speech) : '';
    }
    case 'resource':
      return resourceStanding(node, speech.trans);
    case 'work':
      return workStanding(node.work, speech);
    case 'unnamed':
      return '';
    default:
      return assertNever(node);
  }
}

/** Edges say what it waits for; where none leads on, words do. */
function taskStanding(
  { state, wait }: TaskState,
  { words, time }: Speech
): string {
  return wait && waitsAlone(wait) ? words.wait(wait, time) : words.state(state);
}

/** Where it is done, and whether it is being done. */
function workStanding(work: Work, { trans, time }: Speech): string {
  switch (workAt(work, time)) {
    case 'queued':
      return trans.__('queued');
    case 'over':
      return trans.__('over');
    default:
      return work.type === 'thread' && work.worker
        ? trans.__('runs in thread %1', work.worker)
        : work.type === 'thread'
          ? trans.__('runs in another thread')
          : trans.__('runs in another process');
  }
}

/** All that is known of a node, as its accessible name. */
export function sentence(node: DrawnNode, speech: Speech): string {
  const { words, trans, time } = speech;
  if (node.kind === 'work') {
    return workThing(node.work, time, trans);
  }
  const [first] =
    node.kind === 'task' ? [node.each] : node.kind === 'more' ? node.tasks : [];
  const parts = first
    ? [words.state(first.state), words.detail(first.task, first, time)]
    : [standing(node, speech)];
  return [title(node, speech), ...parts]
    .filter(part => part !== '')
    .join(trans.__(', '));
}

/** `lock door`, `gather`. */
function thingWords(
  { type, name }: Pick<Resource, 'type' | 'name'>,
  trans: TranslationBundle
): string {
  const known = name === null ? null : short(name);
  switch (type) {
    case 'queue':
      return known === null
        ? someThing('queue.get', trans)
        : namedThing('queue.get', known, trans);
    case 'gather':
      return known === null
        ? trans.__('gather')
        : namedThing('gather', known, trans);
    case 'task_group':
      return known === null
        ? trans.__('task group')
        : trans.__('task group %1', known);
    case 'timeout':
    case 'other':
      return known ?? someThing('unknown', trans);
    default:
      return known === null
        ? someThing(type, trans)
        : namedThing(type, known, trans);
  }
}

function resourceStanding(
  { resource, held, size }: ResourceNode,
  trans: TranslationBundle
): string {
  const { type, capacity } = resource;
  switch (type) {
    case 'lock':
      return held > 0 ? trans.__('held') : trans.__('free');
    case 'semaphore':
      return capacity === null
        ? trans.__('%1 held', held)
        : trans.__('%1 of %2 held', held, capacity);
    case 'queue': {
      const items = size ?? 0;
      return capacity === null
        ? trans._n('%1 item', '%1 items', items)
        : trans.__('%1 of %2 items', items, capacity);
    }
    default:
      return '';
  }
}

/** What an edge says. */
export function edgeWords(kind: EdgeKind, trans: TranslationBundle): string {
  switch (kind) {
    case 'waits':
    case 'includes':
      return trans.__('waits for');
    case 'gets':
      return trans.__('waits to get');
    case 'puts':
      return trans.__('waits to put');
    case 'held':
      return trans.__('held by');
    case 'fed':
      return trans.__('fed by');
    case 'emptied':
      return trans.__('emptied by');
    default:
      return assertNever(kind);
  }
}

/** Who of a deadlock waits for what, and who has it. */
export function deadlockWords(deadlock: Deadlock, speech: Speech): string {
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
  { history, words, trans }: Speech
): string {
  const name = (at: number): string =>
    words.taskNamed(tasks[at % tasks.length] ?? null) ??
    trans.__('a task not seen');
  const thing = history.resource(resources[index] ?? 0);
  if (!thing) {
    return trans.__('%1 waits for task %2', name(index), name(index + 1));
  }
  const what = thingWords(thing, trans);
  return tasks.length === 1
    ? trans.__('%1 waits for %2, which it holds itself', name(index), what)
    : trans.__(
        '%1 waits for %2, held by %3',
        name(index),
        what,
        name(index + 1)
      );
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
