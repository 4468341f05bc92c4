/**
 * One place of the loop: its name, what it does, and the tasks that are there, each a button that selects it.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { StateWord } from '../../model/records';
import { StateSymbol } from '../kit/symbols';

/** A task in a list. */
export interface StationRow {
  readonly key: string;
  readonly task: number;
  readonly state: StateWord;
  readonly name: string;
  readonly note: string;
  /** It glides along when the task moves; a task has one such row. */
  readonly moves: boolean;
}

export interface StationProps {
  readonly id: string;
  readonly title: string;
  /** What the loop does there, a line each; empty lines are left out. */
  readonly lines: readonly string[];
  readonly rows: readonly StationRow[];
  readonly more: number;
  /** Its name tells how many tasks there are. */
  readonly counted?: boolean;
  /** Said where there are no rows; empty: nothing. */
  readonly none: string;
  /** The loop is there now. */
  readonly active?: boolean;
  readonly alarm?: boolean;
  readonly selected: number | null;
  readonly trans: TranslationBundle;
  readonly onSelect: (task: number) => void;
  readonly children?: React.ReactNode;
}

export function Station(props: StationProps): React.JSX.Element {
  const { title, lines, rows, more, none, active, trans } = props;
  const id = React.useId();
  const marks = [
    'aio-Loop-station',
    `aio-mod-${props.id}`,
    active ? 'aio-mod-active' : '',
    props.alarm ? 'aio-mod-alarm' : ''
  ];
  return (
    <section
      className={marks.join(' ').trim()}
      aria-labelledby={id}
      aria-current={active ? 'step' : undefined}
    >
      <h4 id={id}>
        {title}
        {props.counted && rows.length > 0 && (
          <span className="aio-Loop-count"> {rows.length + more}</span>
        )}
      </h4>
      {lines
        .filter(line => line !== '')
        .map((line, index) => (
          <p key={index}>{line}</p>
        ))}
      {props.children}
      {rows.length === 0 && none !== '' && (
        <p className="aio-Loop-none">{none}</p>
      )}
      {rows.length > 0 && (
        <ul>
          {rows.map(row => (
            <li key={row.key} data-move={row.moves ? row.task : undefined}>
              <button
                type="button"
                className={`aio-Loop-task${row.task === props.selected ? ' aio-mod-selected' : ''}`}
                aria-pressed={row.task === props.selected}
                title={row.note === '' ? row.name : `${row.name}, ${row.note}`}
                onClick={() => props.onSelect(row.task)}
              >
                <StateSymbol state={row.state} />
                <span className="aio-Loop-text">
                  {row.name} <span className="aio-Loop-note">{row.note}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <p className="aio-Loop-none">
          {trans._n('and %1 more', 'and %1 more', more)}
        </p>
      )}
    </section>
  );
}
