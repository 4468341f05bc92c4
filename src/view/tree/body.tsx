/**
 * The task tree: an ARIA tree with one tab stop. It is the accessible view of a run; the timeline beside it
 * shows the same for the eye.
 *
 * Only rows near the window are built, so ten thousand tasks scroll like ten; `aria-setsize` and `aria-posinset` tell
 * what is left out.
 */
import React from 'react';
import { sliceAt, useSize } from '../kit/size';
import { StateSymbol } from '../kit/symbols';
import type { ViewProps } from '../kit/view';
import type { Row, RowText } from './layout';
import { rowText, treeMove, treeRows } from './layout';

/** Below this width a row takes two lines. */
const NARROW = 600;
const ONE_LINE = 24;
const TWO_LINES = 40;

export function Tree(props: ViewProps): React.JSX.Element {
  const { state, history, words, trans, cursor, host, onSelect } = props;
  const { selected } = cursor;
  const [box, setBox] = React.useState<HTMLDivElement | null>(null);
  const [top, setTop] = React.useState(0);
  const [collapsed, setCollapsed] = React.useState<ReadonlySet<number>>(
    new Set()
  );
  /** Id of the task whose row is the tab stop. */
  const [stop, setStop] = React.useState<number | null>(null);
  const wantsFocus = React.useRef(false);
  const { width, height } = useSize(box);

  const rows = React.useMemo(
    () => treeRows(state, collapsed),
    [state, collapsed]
  );
  const rowHeight = width < NARROW ? TWO_LINES : ONE_LINE;
  const at = Math.max(
    0,
    rows.findIndex(row => row.each.task.id === (stop ?? selected))
  );
  const slice = sliceAt(top, height, rowHeight, rows.length);

  // A row that a key led to may have been out of sight: it takes the focus once it is built.
  React.useEffect(() => {
    if (wantsFocus.current && box) {
      const row = box.querySelector<HTMLElement>(
        '[role="treeitem"][tabindex="0"]'
      );
      if (row) {
        wantsFocus.current = false;
        row.focus({ preventScroll: true });
      }
    }
  });

  const take = (row: Row): void => {
    setStop(row.each.task.id);
    onSelect(row.each.task.id);
    const { place } = rowText(row, state.time, history, words);
    if (place) {
      host.jump(place.place);
    }
  };

  const toggle = (task: number): void => {
    const next = new Set(collapsed);
    if (!next.delete(task)) {
      next.add(task);
    }
    setCollapsed(next);
  };

  const go = (index: number): void => {
    const row = rows[index];
    if (row && box) {
      setStop(row.each.task.id);
      wantsFocus.current = true;
      const [above, below] = [index * rowHeight, (index + 1) * rowHeight];
      if (above < box.scrollTop) {
        box.scrollTop = above;
      } else if (below > box.scrollTop + height) {
        box.scrollTop = below - height;
      }
    }
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const move = treeMove(event.key, at, rows);
    const row = rows[at];
    if (!move || !row || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    switch (move.kind) {
      case 'go': {
        go(move.index);
        return;
      }
      case 'collapse':
      case 'expand': {
        toggle(move.task);
        return;
      }
      case 'take': {
        take(row);
        return;
      }
    }
  };

  return (
    <div
      ref={setBox}
      className="aio-Tree"
      role="tree"
      aria-label={trans.__('Tasks')}
      onScroll={event => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div
        className="aio-Tree-rows"
        role="presentation"
        style={{ height: rows.length * rowHeight }}
      >
        {rows.map((row, index) =>
          // The tab stop is always built, so that Tab finds it wherever the tree is scrolled.
          (index >= slice.from && index < slice.to) || index === at ? (
            <TreeRow
              key={row.each.task.id}
              row={row}
              text={rowText(row, state.time, history, words)}
              top={index * rowHeight}
              height={rowHeight}
              selected={row.each.task.id === selected}
              isStop={index === at}
              onTake={() => take(row)}
              onToggle={() => toggle(row.each.task.id)}
            />
          ) : null
        )}
      </div>
    </div>
  );
}

interface TreeRowProps {
  readonly row: Row;
  readonly text: RowText;
  readonly top: number;
  readonly height: number;
  readonly selected: boolean;
  readonly isStop: boolean;
  readonly onTake: () => void;
  readonly onToggle: () => void;
}

function TreeRow(props: TreeRowProps): React.JSX.Element {
  const { row, text, top, height, onToggle } = props;
  const { state } = row.each;
  const onTwistie = (event: React.MouseEvent): void => {
    event.stopPropagation();
    onToggle();
  };
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={props.selected}
      aria-label={text.label}
      tabIndex={props.isStop ? 0 : -1}
      className={`aio-Tree-row aio-mod-${state}${text.faded ? ' aio-mod-faded' : ''}`}
      style={{ top, height, paddingLeft: 4 + Math.min(row.depth, 20) * 14 }}
      title={text.label}
      onClick={props.onTake}
    >
      <span className="aio-Tree-twistie" aria-hidden="true" onClick={onTwistie}>
        {row.expanded === null ? '' : row.expanded ? '▾' : '▸'}
      </span>
      <StateSymbol state={state} />
      <span className="aio-Tree-name">{text.name}</span>
      <span className="aio-Tree-state">
        {text.word}
        {text.time && <span className="aio-Tree-time"> {text.time}</span>}
      </span>
      <span className="aio-Tree-detail">{text.detail}</span>
      <span className="aio-Tree-place">{text.place?.label}</span>
    </div>
  );
}
