/**
 * The timeline: a lane for the loop and one for each task of the run, in tree order, over a time axis. Zoom and scroll are
 * its own; time and selection are the session's cursor.
 *
 *   wheel: scroll · shift or sideways: pan · ctrl or pinch: zoom · drag: pan · double click, 0: all
 *   + - zoom · arrows pan · Home, End: first and last instant
 *
 * The canvas is as large as the window, not as the lanes: it stays in place while the labels scroll, and with it the
 * loop's lane on top.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { Canvas } from '../kit/canvas';
import { useColours } from '../kit/colours';
import { inTreeOrder } from '../kit/order';
import { sliceAt, useSize } from '../kit/size';
import { formatTime } from '../kit/time';
import type { ViewProps } from '../kit/view';
import { Axis, ticksOf } from './axis';
import { LANE, MARK, laneOf } from './layout';
import { Legend } from './legend';
import { loopLaneOf } from './loop_layout';
import { paint } from './paint';
import { LaneTip } from './tip';
import type { Hover } from './tip';
import type { Zoom } from './viewport';
import { panned, stretchOf, toPixels, toTime, zoomed } from './viewport';

const NARROW = 420;
const STEP = 1.5;

export function Timeline(props: ViewProps): React.JSX.Element {
  const { history, version, words, trans, cursor, onSelect, onMove } = props;
  const [box, setBox] = React.useState<HTMLDivElement | null>(null);
  const [top, setTop] = React.useState(0);
  const [zoom, setZoom] = React.useState<Zoom>(null);
  const [hover, setHover] = React.useState<Hover | null>(null);
  const colours = useColours(box);
  const size = useSize(box);

  const labels = size.width < NARROW ? 88 : 168;
  const width = Math.max(0, size.width - labels - MARK);
  const end = history.now;
  const live = cursor.time === null && history.endedAt === null;
  const { from, to } = stretchOf(zoom, end, live);
  const stretch = React.useMemo(() => ({ from, to }), [from, to]);

  const count = history.tasks.length;
  const order = React.useMemo(
    () =>
      inTreeOrder(
        history.tasks,
        () => true,
        () => true
      ),
    // The order changes with the number of tasks alone; the history itself stays the same object.
    [history, count]
  );
  const slice = sliceAt(top, size.height - LANE, LANE, order.length);
  const shown = order.slice(slice.from, slice.to);
  const ticks = ticksOf(stretch, width);

  const drawCanvas = React.useCallback(
    (context: CanvasRenderingContext2D) => {
      if (!colours) {
        return;
      }
      const seen = order.slice(slice.from, slice.to);
      const scene = {
        width: width + MARK,
        height: size.height,
        loop: loopLaneOf(history.loop, end, stretch, width),
        lanes: seen.map(({ task }) => laneOf(task, end, stretch, width)),
        top: (slice.from + 1) * LANE - top,
        selected: seen.findIndex(({ task }) => task.id === cursor.selected),
        ticks: ticksOf(stretch, width).map(tick => tick.x),
        cursor: toPixels(cursor.time ?? end, stretch, width)
      };
      paint(context, scene, colours);
    },
    // The version stands for what grew inside the history.
    [
      colours,
      history,
      order,
      version,
      slice.from,
      slice.to,
      top,
      width,
      size.height,
      end,
      stretch,
      cursor
    ]
  );

  const hitTest = (x: number, y: number): Hover['at'] | null => {
    const time = toTime(x, stretch, width);
    if (y < LANE) {
      return { task: null, time };
    }
    const task = order[Math.floor((y + top) / LANE) - 1]?.task;
    return task ? { task, time } : null;
  };

  const pan = (pixels: number): void =>
    setZoom(panned(stretch, (pixels / Math.max(1, width)) * (to - from), end));
  const zoomAt = (factor: number, about: number): void =>
    setZoom(zoomed(stretch, factor, about, end));

  const onWheel = (event: WheelEvent): void => {
    const sideways =
      event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      const left = (box?.getBoundingClientRect().left ?? 0) + labels;
      zoomAt(
        Math.exp(event.deltaY * 0.005),
        toTime(event.clientX - left, stretch, width)
      );
    } else if (
      Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)
    ) {
      pan(sideways);
    } else {
      return;
    }
    event.preventDefault();
  };
  useWheel(box, onWheel);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const middle = Math.min(Math.max(cursor.time ?? end, from), to);
    switch (event.key) {
      case '+':
      case '=':
        zoomAt(1 / STEP, middle);
        break;
      case '-':
        zoomAt(STEP, middle);
        break;
      case '0':
        setZoom(null);
        break;
      case 'ArrowLeft':
        pan(-width / 8);
        break;
      case 'ArrowRight':
        pan(width / 8);
        break;
      case 'Home':
        onMove(0);
        break;
      case 'End':
        onMove(null);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className="aio-Timeline"
      role="group"
      aria-label={trans.__('Timeline')}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="aio-Timeline-head" style={{ paddingLeft: labels }}>
        <Axis ticks={ticks} />
      </div>
      <div className="aio-Timeline-body">
        <div
          ref={setBox}
          className="aio-Timeline-lanes"
          onScroll={event => setTop(event.currentTarget.scrollTop)}
        >
          <div
            className="aio-Timeline-all"
            style={{ height: (order.length + 1) * LANE }}
          >
            <div
              className="aio-Timeline-labels"
              aria-hidden="true"
              style={{ width: labels }}
            >
              <div
                className="aio-Timeline-loop"
                style={{ height: LANE, lineHeight: `${LANE}px` }}
              >
                {trans.__('event loop')}
              </div>
              {shown.map(({ task, depth }, index) => (
                <div
                  key={task.id}
                  className={`aio-Timeline-label${task.id === cursor.selected ? ' aio-mod-selected' : ''}`}
                  style={{
                    top: (slice.from + index + 1) * LANE,
                    height: LANE,
                    lineHeight: `${LANE}px`,
                    paddingLeft: 6 + Math.min(depth, 8) * 8
                  }}
                  title={words.task(task)}
                  onClick={() => onSelect(task.id)}
                >
                  {words.task(task)}
                </div>
              ))}
            </div>
            <Canvas
              width={width + MARK}
              height={Math.min(size.height, (order.length + 1) * LANE)}
              className="aio-Timeline-canvas"
              label={summary(history, trans)}
              drawCanvas={drawCanvas}
              hitTest={hitTest}
              onHover={(at, x, y) => setHover(at && { at, x: x + labels, y })}
              onPick={({ task, time }) => {
                if (task) {
                  onSelect(task.id);
                }
                onMove(time);
              }}
              onDrag={pixels => pan(-pixels)}
              onDoubleClick={() => setZoom(null)}
            />
          </div>
        </div>
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
      <Legend history={history} trans={trans} />
    </div>
  );
}

/** A listener that may keep the page from scrolling; React's own are passive. */
function useWheel(
  element: HTMLElement | null,
  onWheel: (event: WheelEvent) => void
): void {
  const latest = React.useRef(onWheel);
  React.useEffect(() => {
    latest.current = onWheel;
  });
  React.useEffect(() => {
    const listener = (event: WheelEvent): void => latest.current(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, [element]);
}

function summary(history: History, trans: TranslationBundle): string {
  const ended = history.tasks.filter(task => task.endedAt !== null).length;
  const tasks = trans._n(
    'Timeline of %1 task over %2; %3 ended. The task tree says the same in words.',
    'Timeline of %1 tasks over %2; %3 ended. The task tree says the same in words.',
    history.tasks.length,
    formatTime(history.now),
    ended
  );
  const { blocks } = history.loop;
  if (blocks.length === 0) {
    return tasks;
  }
  const longest = blocks.reduce(
    (most, { start, end }) => Math.max(most, (end ?? history.now) - start),
    0
  );
  const blocked = trans._n(
    'The loop was blocked once, for %2.',
    'The loop was blocked %1 times, for %2 at most.',
    blocks.length,
    formatTime(longest)
  );
  return `${tasks} ${blocked}`;
}
