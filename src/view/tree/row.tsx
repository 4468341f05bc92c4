/**
 * One row of the task tree: a task, narrow or wide, or the finished tasks of one parent.
 */
import React from 'react';
import { StateSymbol } from '../kit/symbols';
import type { ViewProps } from '../kit/view';
import type { RowText } from './layout';
import { foldText, numbersOf, rowText } from './layout';
import type { Row, TaskRow } from './rows';

/** Pixels by which a row stands further in than its parent, and the depth from which on none does. */
const INDENT = 14;
const DEEPEST = 20;

export interface TreeRowProps extends ViewProps {
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  readonly isWide: boolean;
  readonly isStop: boolean;
  readonly onTake: () => void;
  readonly onTurn: () => void;
  readonly onExplain: () => void;
}

export function TreeRow(props: TreeRowProps): React.JSX.Element {
  const { row, top, height, state, history, words, trans, onTurn } = props;
  const text =
    row.kind === 'task'
      ? rowText(row, state.time, history, words, trans)
      : null;
  const label =
    text?.label ?? foldText(row.kind === 'fold' ? row.count : 0, trans);
  const kind = row.kind === 'task' ? row.each.state : 'fold';
  const onTwistie = (event: React.MouseEvent): void => {
    event.stopPropagation();
    onTurn();
  };
  const indent = 4 + Math.min(row.depth, DEEPEST) * INDENT;
  const isSelected = row.kind === 'task' && row.key === props.cursor.selected;
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={isSelected}
      aria-label={label}
      tabIndex={props.isStop ? 0 : -1}
      className={`aio-Tree-row aio-mod-${kind}${text?.faded === false ? '' : ' aio-mod-faded'}`}
      style={
        { top, height, '--aio-indent': `${indent}px` } as React.CSSProperties
      }
      title={label}
      onClick={props.onTake}
    >
      <span className="aio-Tree-twistie" aria-hidden="true" onClick={onTwistie}>
        {row.expanded === null ? '' : row.expanded ? '▾' : '▸'}
      </span>
      {row.kind === 'fold' || !text ? (
        <span className="aio-Tree-fold">{label}</span>
      ) : (
        <Cells {...props} row={row} text={text} />
      )}
    </div>
  );
}

interface CellsProps extends TreeRowProps {
  readonly row: TaskRow;
  readonly text: RowText;
}

function Cells(props: CellsProps): React.JSX.Element {
  const { row, text, isWide, state } = props;
  const numbers = isWide ? numbersOf(row.each, state.time) : null;
  return (
    <>
      <StateSymbol state={row.each.state} />
      <span className="aio-Tree-name">{text.name}</span>
      <span className="aio-Tree-state">
        {text.word}
        {text.time && <span className="aio-Tree-time"> {text.time}</span>}
      </span>
      {numbers && (
        <>
          <span className="aio-Tree-number">{numbers.total}</span>
          <span className="aio-Tree-number">{numbers.busy}</span>
          <span className="aio-Tree-number">{numbers.ready}</span>
          <span className="aio-Tree-number">{numbers.waiting}</span>
          <span className="aio-Tree-number">{numbers.steps}</span>
        </>
      )}
      <span className="aio-Tree-detail">
        <Explain {...props} />
        {text.detail}
      </span>
      {numbers ? (
        <span className="aio-Tree-number">{numbers.created}</span>
      ) : (
        <span className="aio-Tree-place">{text.place?.label}</span>
      )}
    </>
  );
}

/** Opens the concept that explains how the task stands; `?` does the same for the keyboard, so it is no stop of its own. */
function Explain({ text, trans, onExplain }: CellsProps): React.JSX.Element {
  const what = text.detail === '' ? text.word : text.detail;
  const onClick = (event: React.MouseEvent): void => {
    event.stopPropagation();
    onExplain();
  };
  return (
    <button
      type="button"
      className="aio-Tree-explain"
      tabIndex={-1}
      title={trans.__('Explain: %1', what)}
      aria-label={trans.__('Explain: %1', what)}
      onClick={onClick}
    >
      ?
    </button>
  );
}
