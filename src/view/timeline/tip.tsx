/**
 * What lies under the pointer, in words.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import type { TaskHistory } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import type { Size } from '../kit/size';
import { StateSymbol } from '../kit/symbols';
import { formatTime } from '../kit/time';
import type { Words } from '../kit/words';

/** Pixels between the pointer and the words. */
const GAP = 12;

/** A task at an instant, and where the pointer is. */
export interface Hover {
  readonly at: { readonly task: TaskHistory; readonly time: number };
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
  const { hover, words, history, trans, within } = props;
  const { task, time } = hover.at;
  const index = lastAtOrBefore(task.spans, time);
  const span = task.spans[index];
  if (!span || time > history.now) {
    return null;
  }
  const ended = task.endedAt !== null && span.start >= task.endedAt;
  const until = task.spans[index + 1]?.start ?? history.now;
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
      <div className="aio-Tip-name">{words.task(task)}</div>
      <div>
        <StateSymbol state={span.state} /> {words.state(span.state)}{' '}
        {ended
          ? ''
          : trans.__(
              'for %1, from %2',
              formatTime(until - span.start),
              formatTime(span.start)
            )}
      </div>
      <div>{words.detail(task, span, time)}</div>
    </div>
  );
}
