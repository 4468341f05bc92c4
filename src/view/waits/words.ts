/**
 * What a node and an edge say, in words. The picture and its text alternative take them from here.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { Resource } from '../../model/resources';
import type { TaskState } from '../../model/state';
import type { EdgeKind, ResourceNode } from '../../model/wait_graph';
import { waitsAlone } from '../../model/wait_graph';
import type { Work } from '../../model/works';
import { workAt } from '../../model/works';
import { short } from '../kit/short';
import { namedThing, someThing, thingName, workThing } from '../kit/things';
import type { Words } from '../kit/words';
import type { DrawnNode } from './fold';

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
      return thingWords(node.resource, speech.trans);
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

/** `lock door`, `lock door (2)`, `gather`. */
export function thingWords(thing: Resource, trans: TranslationBundle): string {
  const { type } = thing;
  const known = thingName(thing, trans);
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
