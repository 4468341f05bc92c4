/**
 * Above the tree: the filter, and what the tree is ordered by. In a narrow panel the field stands alone, and a button shows
 * the rest.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { STATES } from '../../model/records';
import type { ViewProps } from '../kit/view';
import { stateWord } from '../kit/words';
import type { Choice } from './choice';
import { isFiltered } from './choice';

/** With fewer tasks there is nothing to look for. */
const FEWEST = 2;

/** Cells that are offered. */
const MAX_CELLS = 100;

export interface ToolsProps extends ViewProps {
  readonly choice: Choice;
  /** Tasks that pass the filter. */
  readonly fitting: number;
  readonly onChange: (part: Partial<Choice>) => void;
}

export function Tools(props: ToolsProps): React.JSX.Element | null {
  const { history, state, choice, trans, onChange } = props;
  const [open, setOpen] = React.useState(false);
  const id = React.useId();
  if (history.tasks.length < FEWEST) {
    return null;
  }
  return (
    <div
      className="aio-Tools"
      role="search"
      aria-label={trans.__('Filter tasks')}
    >
      <input
        type="search"
        className="aio-Tools-text"
        aria-label={trans.__('Filter tasks')}
        placeholder={trans.__('Filter tasks')}
        value={choice.text}
        onChange={event => onChange({ text: event.currentTarget.value })}
      />
      <button
        type="button"
        className="aio-Button aio-Tools-more"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {trans.__('Options')}
      </button>
      <div
        id={id}
        className={`aio-Tools-options${open ? ' aio-mod-open' : ''}`}
      >
        <Options {...props} />
      </div>
      <span className="aio-Tools-count" role="status">
        {isFiltered(choice) &&
          trans._n(
            '%2 of %1 task',
            '%2 of %1 tasks',
            state.tasks.length,
            props.fitting
          )}
      </span>
    </div>
  );
}

function Options({
  history,
  choice,
  trans,
  onChange
}: ToolsProps): React.JSX.Element {
  const cells = cellsOf(history, trans);
  return (
    <>
      <select
        className="aio-Tools-select"
        aria-label={trans.__('Tree by')}
        value={choice.by}
        onChange={event =>
          onChange({
            by: event.currentTarget.value === 'awaiter' ? 'awaiter' : 'creator',
            // A sorted tree is flat: whoever asks for the tree wants to see it.
            sort: null
          })
        }
      >
        <option value="creator">{trans.__('below its creator')}</option>
        <option value="awaiter">{trans.__('below its awaiter')}</option>
      </select>
      <select
        className="aio-Tools-select"
        aria-label={trans.__('State to show')}
        value={choice.state ?? ''}
        onChange={event => {
          const { value } = event.currentTarget;
          onChange({ state: STATES.find(state => state === value) ?? null });
        }}
      >
        <option value="">{trans.__('all states')}</option>
        {STATES.map(state => (
          <option key={state} value={state}>
            {stateWord(state, trans)}
          </option>
        ))}
      </select>
      {cells.length > 1 && (
        <select
          className="aio-Tools-select"
          aria-label={trans.__('Cell to show')}
          value={choice.cell ?? ''}
          onChange={event =>
            onChange({ cell: event.currentTarget.value || null })
          }
        >
          <option value="">{trans.__('all cells')}</option>
          {cells.map(({ cell, label }) => (
            <option key={cell} value={cell}>
              {label}
            </option>
          ))}
        </select>
      )}
      <label className="aio-Tools-check">
        <input
          type="checkbox"
          checked={choice.hideFinished}
          onChange={event =>
            onChange({ hideFinished: event.currentTarget.checked })
          }
        />
        {trans.__('hide finished')}
      </label>
    </>
  );
}

/** The cells whose tasks are in the run, in the order of their first task. */
function cellsOf(
  history: History,
  trans: TranslationBundle
): { cell: string; label: string }[] {
  const found = new Set<string>();
  for (const { cell } of history.tasks) {
    if (cell !== null && found.size < MAX_CELLS) {
      found.add(cell);
    }
  }
  return [...found].map(cell => {
    const known = history.cellNamed(cell);
    return {
      cell,
      label: known
        ? trans.__('cell [%1]', known.count)
        : trans.__('another cell')
    };
  });
}
