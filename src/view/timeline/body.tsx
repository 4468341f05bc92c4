/**
 * The timeline: lanes for the loop, for threads and processes, and for each task of the run in tree order, over a time
 * axis; the whole run as a minimap above. Zoom and scroll are its own; time and selection are the session's cursor. Keys are in `keys.ts`,
 * gestures in `gestures.ts`.
 *
 * The canvas is as large as the window, not as the lanes: it stays in place while the labels scroll, and with it the
 * loop's lane on top.
 */
import React from 'react';
import { Canvas } from '../kit/canvas';
import { useColours } from '../kit/colours';
import { sliceAt, useSize } from '../kit/size';
import type { ViewProps } from '../kit/view';
import { Axis, ticksOf } from './axis';
import { usePath, useRows } from './derived';
import { useGestures } from './gestures';
import type { KeyAct } from './keys';
import { actOf } from './keys';
import { KeptLanes } from './kept_lanes';
import { Labels } from './labels';
import { LANE, MARK } from './layout';
import { Legend } from './legend';
import { Minimap } from './minimap';
import { paint } from './paint';
import { PathList } from './path_list';
import { longestWords } from './path_words';
import { ownerAt, scrolledTo } from './rows';
import type { Look } from './scene';
import { arrowsIn, sceneOf } from './scene';
import { summary } from './summary';
import { LaneTip } from './tip';
import type { Hover } from './tip';
import { Help, Tools } from './tools';
import type { Stretch, Zoom } from './viewport';
import {
  panned,
  stretchOf,
  toTime,
  zoomed,
  zoomedTo,
  zoomedToTask
} from './viewport';
import { Workers } from './workers';

const NARROW = 420;
/** Width of the labels, in CSS pixels. */
const LABELS = { narrow: 92, wide: 168 };
const STEP = 1.5;

export function Timeline(props: ViewProps): React.JSX.Element {
  const { history, version, words, trans, cursor, onSelect, onMove } = props;
  const [box, setBox] = React.useState<HTMLDivElement | null>(null);
  const [top, setTop] = React.useState(0);
  const [zoom, setZoom] = React.useState<Zoom>(null);
  const [hover, setHover] = React.useState<Hover | null>(null);
  const [withPath, setWithPath] = React.useState(false);
  const [withHelp, setWithHelp] = React.useState(false);
  const colours = useColours(box);
  const size = useSize(box);

  const labels = size.width < NARROW ? LABELS.narrow : LABELS.wide;
  const width = Math.max(0, size.width - labels - MARK);
  const end = history.now;
  const live = cursor.time === null && history.endedAt === null;
  const { from, to } = stretchOf(zoom, end, live);
  const stretch = React.useMemo((): Stretch => ({ from, to }), [from, to]);

  const workers = React.useMemo(() => new Workers(), [history]);
  const lanes = React.useMemo(() => new KeptLanes(), [history]);
  workers.take(history.works, end);
  const rows = useRows(history, workers);
  const slice = sliceAt(top, size.height - LANE, LANE, rows.count);
  const { path, stages } = usePath(history, withPath || !live);
  const ticks = ticksOf(stretch, width);
  const speech = { history, words, trans };

  const look = React.useMemo(
    (): Look => ({
      history,
      workers,
      lanes,
      rows,
      slice: { from: slice.from, to: slice.to },
      top,
      stretch,
      width,
      height: size.height,
      selected: cursor.selected,
      time: cursor.time ?? end,
      stages: withPath ? stages : []
    }),
    // The version stands for what grew inside the history.
    [
      history,
      version,
      workers,
      lanes,
      rows,
      slice.from,
      slice.to,
      top,
      stretch,
      width,
      size.height,
      cursor,
      end,
      stages,
      withPath
    ]
  );
  const arrows = React.useMemo(() => arrowsIn(look), [look]);
  const drawCanvas = React.useCallback(
    (context: CanvasRenderingContext2D) => {
      if (colours) {
        paint(context, sceneOf(look, arrows, MARK), colours);
      }
    },
    [colours, look, arrows]
  );
  const said = React.useMemo(
    () =>
      summary(history, path ? longestWords(path, stages, speech) : '', trans),
    [history, end, history.moments.length, path, stages, words, trans]
  );

  const hitTest = (x: number, y: number): Hover['at'] | null => {
    const owner = ownerAt(rows, y, top);
    return owner && { owner, time: toTime(x, stretch, width) };
  };

  const pan = (pixels: number): void =>
    setZoom(panned(stretch, (pixels / Math.max(1, width)) * (to - from), end));
  const zoomAt = (factor: number, about: number): void =>
    setZoom(zoomed(stretch, factor, about, end));
  const atPixel = (x: number): number => toTime(x, stretch, Math.max(1, width));

  const gestures = useGestures(box, labels, {
    onZoom: (factor, x) => zoomAt(factor, atPixel(x)),
    onPan: pan,
    onDraw: (one, other) => setZoom(zoomedTo(atPixel(one), atPixel(other), end))
  });

  const selected = history.task(cursor.selected ?? -1);
  const step = (by: number): void => {
    const first = rows.workers.length;
    const row = rows.rowOf.get(cursor.selected ?? -1);
    const next = row === undefined ? 0 : row - first + by;
    const task = rows.tasks[next]?.task;
    if (task && box) {
      onSelect(task.id);
      box.scrollTop = scrolledTo(next + first, top, size.height);
    }
  };

  const act = (what: KeyAct): void => {
    const middle = Math.min(Math.max(cursor.time ?? end, from), to);
    const acts: Readonly<Record<KeyAct, () => void>> = {
      closer: () => zoomAt(1 / STEP, middle),
      farther: () => zoomAt(STEP, middle),
      all: () => setZoom(null),
      task: () => selected && setZoom(zoomedToTask(selected, end)),
      path: () => setWithPath(!withPath),
      left: () => pan(-width / 8),
      right: () => pan(width / 8),
      up: () => step(-1),
      down: () => step(1),
      first: () => onMove(0),
      last: () => onMove(null),
      help: () => setWithHelp(!withHelp)
    };
    acts[what]();
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const what = actOf(event);
    if (what) {
      act(what);
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const onPick = ({ owner, time }: Hover['at']): void => {
    if (owner.kind === 'task') {
      onSelect(owner.task.id);
    }
    onMove(time);
  };

  return (
    <div
      className="aio-Timeline"
      role="group"
      aria-label={trans.__('Timeline')}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="aio-Timeline-head">
        <Tools
          isPathShown={withPath}
          isHelpShown={withHelp}
          canZoomToTask={selected !== null}
          isWhole={zoom === null}
          width={labels}
          trans={trans}
          onAct={act}
        />
        <Minimap
          history={history}
          version={version}
          stretch={stretch}
          width={width}
          colours={colours}
          trans={trans}
          onZoom={setZoom}
        />
      </div>
      {withHelp && <Help trans={trans} />}
      <div className="aio-Timeline-axis" style={{ paddingLeft: labels }}>
        <Axis ticks={ticks} />
      </div>
      <div className="aio-Timeline-body">
        <div
          ref={setBox}
          className="aio-Timeline-lanes"
          onScroll={event => setTop(event.currentTarget.scrollTop)}
          {...gestures.handlers}
        >
          <div
            className="aio-Timeline-all"
            style={{ height: (rows.count + 1) * LANE }}
          >
            <Labels
              rows={rows}
              slice={slice}
              width={labels}
              selected={cursor.selected}
              words={words}
              trans={trans}
              onSelect={onSelect}
            />
            <Canvas
              width={width + MARK}
              height={Math.min(size.height, (rows.count + 1) * LANE)}
              className="aio-Timeline-canvas"
              label={said}
              drawCanvas={drawCanvas}
              hitTest={hitTest}
              onHover={(at, x, y) => setHover(at && { at, x: x + labels, y })}
              onPick={onPick}
              onDrag={pixels => pan(-pixels)}
              onDoubleClick={() => setZoom(null)}
            />
          </div>
        </div>
        {gestures.drawn && (
          <div
            className="aio-Timeline-drawn"
            style={{
              left: labels + Math.min(gestures.drawn.from, gestures.drawn.to),
              width: Math.abs(gestures.drawn.to - gestures.drawn.from)
            }}
          />
        )}
        {hover && (
          <LaneTip
            hover={hover}
            words={words}
            history={history}
            trans={trans}
            within={size}
          />
        )}
      </div>
      {withPath && path && (
        <PathList
          path={path}
          stages={stages}
          speech={speech}
          selected={cursor.selected}
          onPick={(task, time) => {
            onSelect(task);
            onMove(time);
          }}
        />
      )}
      <Legend
        history={history}
        arrows={
          arrows.shown === 'all' && arrows.arrows.length === 0 ? null : arrows
        }
        trans={trans}
      />
    </div>
  );
}
