/**
 * What lies under the pointer, in words.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { assertNever } from '../../model/never';
import type { StateWord, TaskHistory } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import { loopWords } from '../kit/loop_words';
import type { Size } from '../kit/size';
import { StateSymbol } from '../kit/symbols';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';
import type { Owner } from './rows';
import { workerName, workerWords } from './worker_words';

/** Pixels between the pointer and the words. */
const GAP = 12;

/** Whose lane, at which instant, and where the pointer is. */
export interface Hover {
  readonly at: { readonly owner: Owner; readonly time: number };
  readonly x: number;
  readonly y: number;
}

export interface LaneTipProps {
  readonly hover: Hover;
  readonly words: Words;
  readonly history: History;
  readonly trans: TranslationBundle;
  readonly within: Size;
}

export function LaneTip(props: LaneTipProps): React.JSX.Element | null {
  const { hover, history, within } = props;
  const { owner, time } = hover.at;
  const { name, said } = saidOf(owner, time, props);
  if (said.length === 0 || time > history.now) {
    return null;
  }
  // It opens towards the middle, so that it is not cut off at the edge.
  const side =
    hover.x > within.width / 2
      ? { right: within.width - hover.x + GAP }
      : { left: hover.x + GAP };
  const level =
    hover.y > within.height / 2
      ? { bottom: within.height - hover.y + GAP }
      : { top: hover.y + GAP };
  return (
    <div className="aio-Tip" role="presentation" style={{ ...side, ...level }}>
      <div className="aio-Tip-name">{name}</div>
      {said.map(({ text, state }) => (
        <div key={text}>
          {state && <StateSymbol state={state} />} {text}
        </div>
      ))}
    </div>
  );
}

interface Line {
  readonly text: string;
  readonly state: StateWord | null;
}

/** What is said about a lane at an instant. */
function saidOf(
  owner: Owner,
  time: number,
  props: LaneTipProps
): { readonly name: string; readonly said: readonly Line[] } {
  const { words, history, trans } = props;
  const plain = (texts: readonly string[]): Line[] =>
    texts.map(text => ({ text, state: null }));
  switch (owner.kind) {
    case 'loop':
      return {
        name: trans.__('event loop'),
        said: plain(loopWords(history, time, words, trans))
      };
    case 'worker':
      return {
        name: workerName(owner.worker, trans),
        said: plain(workerWords(owner.worker, history, time, words, trans))
      };
    case 'task':
      return {
        name: words.task(owner.task),
        said: taskLines(owner.task, time, props)
      };
    default:
      return assertNever(owner);
  }
}

/** Its state and for how long, then what it is about. */
function taskLines(
  task: TaskHistory,
  time: number,
  { words, history, trans }: LaneTipProps
): Line[] {
  const index = lastAtOrBefore(task.spans, time);
  const span = task.spans[index];
  if (!span) {
    return [];
  }
  const { state } = span;
  const ended = task.endedAt !== null && span.start >= task.endedAt;
  const until = task.spans[index + 1]?.start ?? history.now;
  const lasting = trans.__(
    'for %1, from %2',
    formatTime(until - span.start),
    formatTime(span.start)
  );
  const word = words.state(state);
  const detail = words.detail(task, span, time);
  return [
    { text: ended ? word : `${word} ${lasting}`, state },
    ...(detail === '' ? [] : [{ text: detail, state: null }])
  ];
}
