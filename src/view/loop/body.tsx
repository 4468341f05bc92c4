/**
 * The real loop, taken apart: what runs, what is ready, which timers it keeps, what the selector waits for; stepped through
 * round by round and step by step, forward and back, with the cursor that all views share.
 */
import React from 'react';
import type { Place } from '../../model/records';
import type { LoopMoves } from '../../model/rounds';
import { movesAt } from '../../model/rounds';
import type { TaskState } from '../../model/state';
import type { ViewProps } from '../kit/view';
import type { List, Timer } from './layout';
import { anatomyOf } from './layout';
import { useMoves } from './moves';
import type { StationRow } from './station';
import { Station } from './station';
import type { Speech } from './words';
import {
  doingWords,
  heapWords,
  pollWords,
  readyWords,
  roundTitle,
  roundWords,
  timerWords
} from './words';

export function Loop(props: ViewProps): React.JSX.Element {
  const { history, version, state, words, trans, cursor, host } = props;
  const { time } = state;
  const anatomy = React.useMemo(
    () => anatomyOf(history, state),
    [history, version, state]
  );
  const places = React.useRef<HTMLDivElement>(null);
  useMoves(places, anatomy, cursor.time === null);

  const speech: Speech = { history, words, trans, time };
  const { round, doing, block } = anatomy;
  const now = doingWords(anatomy, speech);
  const title = roundTitle(anatomy, speech);
  const polls = doing.kind === 'poll';
  const common = {
    counted: true,
    trans,
    selected: cursor.selected,
    onSelect: (task: number) => props.onSelect(task)
  };
  const row = (each: TaskState, note: string): StationRow => ({
    key: `${each.task.id}`,
    task: each.task.id,
    state: each.state,
    name: words.task(each.task),
    note,
    moves: true
  });
  const detail = (each: TaskState): StationRow =>
    row(each, words.detail(each.task, each, time));
  const ready = (each: TaskState): StationRow =>
    row(each, readyWords(each, speech));
  const timer = (each: Timer): StationRow => ({
    ...row(each.each, timerWords(each, speech)),
    key: `${each.each.task.id} ${each.type} ${each.due}`,
    moves: each.type === 'sleep'
  });

  return (
    <div className="aio-Loop">
      <div className="aio-Loop-bar">
        <Steps moves={movesAt(history.loop, time)} {...props} />
        <span
          className="aio-Loop-round"
          aria-live={cursor.time === null ? 'off' : 'polite'}
        >
          <strong>{title}</strong>
          <span>{roundWords(round, speech)}</span>
          <span className="aio-Loop-spoken">{now.lines.join(', ')}</span>
        </span>
      </div>
      <div ref={places} className="aio-Loop-places">
        <Station
          id="now"
          title={trans.__('Runs now')}
          lines={now.lines}
          rows={doing.kind === 'step' ? [row(doing.each, '')] : []}
          more={0}
          none=""
          active={!polls}
          alarm={block !== null}
          {...common}
          counted={false}
        >
          {now.link && <Jump {...now.link} host={host} />}
        </Station>
        <div className="aio-Loop-queue">
          <Station
            id="ready"
            title={
              round && !polls
                ? trans.__('Ready for this round')
                : trans.__('Ready')
            }
            lines={[]}
            {...rowsOf(anatomy.ready, ready)}
            none={trans.__('No task is ready.')}
            {...common}
          />
          {anatomy.later.rows.length > 0 && (
            <Station
              id="later"
              title={trans.__('Ready for the next round')}
              lines={[]}
              {...rowsOf(anatomy.later, ready)}
              none=""
              {...common}
            />
          )}
        </div>
        <div className="aio-Loop-sources">
          <Station
            id="timers"
            title={trans.__('Timers')}
            lines={[heapWords(round, speech)]}
            {...rowsOf(anatomy.timers, timer)}
            none={trans.__('No task waits for a timer.')}
            {...common}
          />
          <Station
            id="selector"
            title={trans.__('Selector')}
            lines={[pollWords(anatomy, speech)]}
            {...rowsOf(anatomy.outside, detail)}
            none={trans.__(
              'No task waits for sockets, subprocesses or other threads.'
            )}
            active={polls}
            {...common}
          />
          {anatomy.others.rows.length > 0 && (
            <Station
              id="others"
              title={trans.__('Waiting for other tasks')}
              lines={[
                trans.__(
                  'The loop knows nothing of these: whoever ends the wait puts the task into the queue.'
                )
              ]}
              {...rowsOf(anatomy.others, detail)}
              none=""
              {...common}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function rowsOf<T>(
  { rows, more }: List<T>,
  rowOf: (each: T) => StationRow
): { rows: StationRow[]; more: number } {
  return { rows: rows.map(rowOf), more };
}

function Jump({
  place,
  label,
  host
}: {
  readonly place: Place;
  readonly label: string;
  readonly host: ViewProps['host'];
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="aio-Loop-jump"
      onClick={() => host.jump(place)}
    >
      {label}
    </button>
  );
}

function Steps({
  moves,
  trans,
  onMove
}: ViewProps & { readonly moves: LoopMoves }): React.JSX.Element {
  const buttons = [
    ['◀◀', trans.__('Previous round'), moves.previousRound],
    ['◀', trans.__('Previous step'), moves.previousStep],
    ['▶', trans.__('Next step'), moves.nextStep],
    ['▶▶', trans.__('Next round'), moves.nextRound]
  ] as const;
  return (
    <span role="group" aria-label={trans.__('Step through the loop')}>
      {buttons.map(([sign, label, to]) => (
        <button
          key={label}
          type="button"
          className="aio-Button"
          aria-label={label}
          title={label}
          disabled={to === null}
          onClick={() => onMove(to)}
        >
          {sign}
        </button>
      ))}
    </span>
  );
}
