/**
 * The heads of the wide tree's columns: buttons that sort. A table of one row, since a tree has no place for them.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { assertNever } from '../../model/never';
import type { Choice } from './choice';
import type { Column } from './sort';
import { COLUMNS, nextSort } from './sort';

export interface ColumnsProps {
  readonly choice: Choice;
  readonly trans: TranslationBundle;
  readonly onChange: (part: Partial<Choice>) => void;
}

export function Columns(props: ColumnsProps): React.JSX.Element {
  const { choice, trans, onChange } = props;
  return (
    <div
      className="aio-Columns"
      role="table"
      aria-label={trans.__('Columns of the task tree')}
    >
      <div className="aio-Columns-row" role="row">
        {COLUMNS.map(column => {
          const sort = choice.sort?.column === column ? choice.sort : null;
          const { label, title } = headOf(column, trans);
          return (
            <span
              key={column}
              role="columnheader"
              className={`aio-Columns-head aio-mod-${column}`}
              aria-sort={
                sort ? (sort.descending ? 'descending' : 'ascending') : 'none'
              }
            >
              <button
                type="button"
                className="aio-Columns-button"
                title={title}
                onClick={() =>
                  onChange({ sort: nextSort(choice.sort, column) })
                }
              >
                {label}
                <span aria-hidden="true">
                  {sort ? (sort.descending ? ' ▼' : ' ▲') : ''}
                </span>
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}

function headOf(
  column: Column,
  trans: TranslationBundle
): { readonly label: string; readonly title: string } {
  switch (column) {
    case 'name':
      return { label: trans.__('Name'), title: trans.__('Sort by name') };
    case 'state':
      return {
        label: trans.__('State'),
        title: trans.__('What it does, and for how long by now')
      };
    case 'total':
      return {
        label: trans.__('Total'),
        title: trans.__('Time since it was created, until it ended')
      };
    case 'busy':
      return {
        label: trans.__('Busy'),
        title: trans.__('Time for which its steps ran')
      };
    case 'ready':
      return {
        label: trans.__('Ready'),
        title: trans.__('Time for which it could have run, and others did')
      };
    case 'waiting':
      return {
        label: trans.__('Waiting'),
        title: trans.__('Time for which it waited for something')
      };
    case 'steps':
      return {
        label: trans.__('Steps'),
        title: trans.__('How often it ran until its next wait')
      };
    case 'waits_on':
      return {
        label: trans.__('Waits on'),
        title: trans.__('What it waits for now, or how it ended')
      };
    case 'created':
      return {
        label: trans.__('Created'),
        title: trans.__('When it was created')
      };
    default:
      return assertNever(column);
  }
}
