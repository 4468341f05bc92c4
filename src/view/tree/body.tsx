/**
 * The task tree: an ARIA tree with one tab stop, narrow as a list of two-line rows, wide as columns that sort. It is the accessible
 * view of a run; the timeline beside it shows the same for the eye.
 *
 * Only rows near the window are built, so ten thousand tasks scroll like ten; `aria-setsize` and `aria-posinset` tell
 * what is left out. Rows out of sight are not even gone through: a list of ten thousand empty children took React longer than
 * the rows in sight.
 *
 * Wide or narrow, it is a `tree`: a `treegrid` would have each cell read out on its own, where the row's name says it all.
 */
import React from 'react';
import { conceptOfTask } from '../kit/concepts';
import { sliceAt, useSize } from '../kit/size';
import type { ViewProps } from '../kit/view';
import type { Choice } from './choice';
import { FIRST } from './choice';
import { Columns } from './columns';
import { rowText, treeMove } from './layout';
import { TreeRow } from './row';
import type { Row } from './rows';
import { treeRows } from './rows';
import { Tools } from './tools';

/** Below this width a row takes two lines; from the other on it has columns. The same as in tree.css. */
const NARROW = 600;
const WIDE = 700;
const ONE_LINE = 24;
const TWO_LINES = 40;

/** What the reader chose last, for the tree of the next run. */
let lastChoice: Choice = FIRST;

export function Tree(props: ViewProps): React.JSX.Element {
  const { state, history, words, trans, cursor, host, onSelect } = props;
  const { selected } = cursor;
  const [box, setBox] = React.useState<HTMLDivElement | null>(null);
  const [top, setTop] = React.useState(0);
  const [choice, setChoice] = React.useState<Choice>(() => ({
    ...FIRST,
    by: lastChoice.by,
    sort: lastChoice.sort,
    hideFinished: lastChoice.hideFinished
  }));
  const [turned, setTurned] = React.useState<ReadonlySet<number>>(new Set());
  /** Key of the row that is the tab stop. */
  const [stop, setStop] = React.useState<number | null>(null);
  const wantsFocus = React.useRef(false);
  const { width, height } = useSize(box);
  const isWide = width >= WIDE;

  const { rows, fitting } = React.useMemo(
    () => treeRows({ state, history, words, choice, turned, selected }),
    [state, history, words, choice, turned, selected]
  );
  const rowHeight = width < NARROW ? TWO_LINES : ONE_LINE;
  const wanted = stop ?? selected;
  const at = Math.max(
    0,
    wanted === null ? 0 : rows.findIndex(row => row.key === wanted)
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

  const scrollTo = (index: number): void => {
    const [above, below] = [index * rowHeight, (index + 1) * rowHeight];
    if (box && above < box.scrollTop) {
      box.scrollTop = above;
    } else if (box && below > box.scrollTop + height) {
      box.scrollTop = below - height;
    }
  };

  // Another view selected a task: its row comes in sight, and becomes the tab stop.
  React.useEffect(() => {
    if (selected !== null && selected !== stop) {
      const index = rows.findIndex(row => row.key === selected);
      if (index >= 0) {
        setStop(selected);
        scrollTo(index);
      }
    }
    // Only when the selection changes: the reader may move on from it.
  }, [selected]);

  const change = (part: Partial<Choice>): void => {
    lastChoice = { ...choice, ...part };
    setChoice(lastChoice);
  };

  const turn = (key: number): void => {
    const next = new Set(turned);
    if (!next.delete(key)) {
      next.add(key);
    }
    setTurned(next);
  };

  const take = (row: Row): void => {
    setStop(row.key);
    if (row.kind === 'fold') {
      turn(row.key);
      return;
    }
    onSelect(row.each.task.id);
    const { place } = rowText(row, state.time, history, words, trans);
    if (place) {
      host.jump(place.place);
    }
  };

  const explain = (row: Row): void => {
    if (row.kind === 'task') {
      host.openConcept(conceptOfTask(row.each, history));
    }
  };

  const go = (index: number): void => {
    const row = rows[index];
    if (row) {
      setStop(row.key);
      wantsFocus.current = true;
      scrollTo(index);
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
      case 'turn': {
        turn(move.key);
        return;
      }
      case 'explain': {
        explain(row);
        return;
      }
      case 'take': {
        take(row);
        return;
      }
    }
  };

  const inSight = rows.slice(slice.from, slice.to).map((row, index) => ({
    row,
    index: slice.from + index
  }));
  const [stopRow] = rows.slice(at, at + 1);
  // The tab stop is always built, so that Tab finds it wherever the tree is scrolled.
  if (stopRow && (at < slice.from || at >= slice.to)) {
    inSight[at < slice.from ? 'unshift' : 'push']({ row: stopRow, index: at });
  }
  return (
    <div className={`aio-Tasks${isWide ? ' aio-mod-wide' : ''}`}>
      <Tools {...props} choice={choice} fitting={fitting} onChange={change} />
      {isWide && rows.length > 0 && (
        <Columns choice={choice} trans={trans} onChange={change} />
      )}
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
          {inSight.map(({ row, index }) => (
            <TreeRow
              key={row.key}
              {...props}
              row={row}
              top={index * rowHeight}
              height={rowHeight}
              isWide={isWide}
              isStop={index === at}
              onTake={() => take(row)}
              onTurn={() => turn(row.key)}
              onExplain={() => explain(row)}
            />
          ))}
        </div>
      </div>
      {rows.length === 0 && (
        <p className="aio-Tasks-none">
          {trans.__('No task fits the filter at this instant.')}
        </p>
      )}
    </div>
  );
}
