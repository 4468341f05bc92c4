/** What is seen at a line, as a mark: its sign, its shape and its words. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { labelOf } from '../../model/label';
import type { StateWord } from '../../model/records';
import type { LinePlace } from '../../model/places_at';
import type { TaskState } from '../../model/state';
import { formatTime } from '../../view/kit/time';
import type { Words } from '../../view/kit/words';
import { HUES, type LineMark } from './editor_marks';

/** Tasks of one line that are named. */
const MAX_NAMES = 8;

/** The state that a mark of several tasks shows: the first of these that one of them is in. */
const MATTERS: readonly StateWord[] = ['running', 'ready', 'merged', 'waiting'];

/** The marks of a cell's lines. */
export function lineMarks(
  lines: readonly LinePlace[],
  time: number,
  words: Words,
  trans: TranslationBundle
): LineMark[] {
  return lines.map(({ line, tasks, blocked }) => {
    const [first] = tasks;
    const only = tasks.length === 1 ? first : undefined;
    return {
      line,
      sign: only ? letter(only) : tasks.length > 0 ? `${tasks.length}` : null,
      hue: only ? only.task.id % HUES : null,
      state:
        MATTERS.find(state => tasks.some(each => each.state === state)) ??
        'waiting',
      title: titleOf(tasks, time, words, trans),
      cost: blocked > 0 ? trans.__('blocked %1', formatTime(blocked)) : null
    };
  });
}

function letter({ task }: TaskState): string {
  const found = /[\p{L}\p{N}]/u.exec(labelOf(task));
  return found ? found[0].toUpperCase() : '•';
}

function titleOf(
  tasks: readonly TaskState[],
  time: number,
  words: Words,
  trans: TranslationBundle
): string {
  const said = tasks.slice(0, MAX_NAMES).map(each => {
    const { task, state } = each;
    const detail = words.detail(task, each, time);
    const what = trans.__('%1: %2', words.task(task), words.state(state));
    return detail === '' ? what : trans.__('%1, %2', what, detail);
  });
  const more = tasks.length - said.length;
  if (more > 0) {
    said.push(trans._n('and %1 more', 'and %1 more', more));
  }
  return said.join('\n');
}
