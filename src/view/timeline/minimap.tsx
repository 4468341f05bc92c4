/**
 * The whole run above the lanes: how busy the loop was (columns), how long its ready queue (line), where it was blocked (frames),
 * and the window that the lanes show. The window is a slider: drag it or its edges, draw a new one, or use the keys of the lanes.
 */
import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { History } from '../../model/history';
import { Still } from '../kit/canvas';
import type { Colours } from '../kit/colours';
import { formatTime } from '../kit/time';
import { barsOf } from './bars';
import { Density, columnsOf } from './density';
import type { Grip } from './minimap_drag';
import { centredAt, draggedTo, gripAt } from './minimap_drag';
import type { Stretch, Zoom } from './viewport';
import { toPixels, whole } from './viewport';

/** Height, in CSS pixels. */
const MINIMAP = 26;

/** Pixels that the pointer may stray in a click. */
const SLACK = 3;

/** Pixels of a column. */
const COLUMN = 2;

export interface MinimapProps {
  readonly history: History;
  readonly version: unknown;
  readonly stretch: Stretch;
  readonly width: number;
  readonly colours: Colours | null;
  readonly trans: TranslationBundle;
  readonly onZoom: (zoom: Zoom) => void;
}

export function Minimap(props: MinimapProps): React.JSX.Element {
  const { history, version, stretch, width, colours, trans, onZoom } = props;
  const end = history.now;
  const grip = React.useRef<Grip | null>(null);
  const density = React.useMemo(() => new Density(), [history]);

  const drawCanvas = React.useCallback(
    (context: CanvasRenderingContext2D) => {
      if (colours) {
        density.take(history.loop, end);
        paintDensity(context, density, history, width, colours);
      }
    },
    [density, history, version, end, width, colours]
  );

  const at = (event: React.PointerEvent): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;

  const onPointerDown = (event: React.PointerEvent): void => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = gripAt(at(event), stretch, end, width);
    }
  };
  const onPointerMove = (event: React.PointerEvent): void => {
    const held = grip.current;
    if (held && Math.abs(at(event) - held.x) > SLACK) {
      onZoom(draggedTo(held, at(event), end, width));
    }
  };
  const onPointerUp = (event: React.PointerEvent): void => {
    const held = grip.current;
    grip.current = null;
    if (held && Math.abs(at(event) - held.x) <= SLACK) {
      onZoom(centredAt(at(event), stretch, end, width));
    }
  };

  const all = whole(end);
  const left = Math.max(0, toPixels(stretch.from, all, width));
  const right = Math.min(width, toPixels(stretch.to, all, width));
  return (
    <div
      className="aio-Minimap"
      style={{ width, height: MINIMAP }}
      role="slider"
      tabIndex={0}
      aria-label={trans.__('Part of the run that is shown')}
      aria-valuemin={0}
      aria-valuemax={Math.round(all.to / 1000)}
      aria-valuenow={Math.round(stretch.from / 1000)}
      aria-valuetext={trans.__(
        '%1 to %2 of %3',
        formatTime(Math.max(0, stretch.from)),
        formatTime(Math.min(end, stretch.to)),
        formatTime(end)
      )}
      title={trans.__(
        'The whole run: columns show how busy the loop was, the line how long its ready queue. Drag to choose what the lanes show.'
      )}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => (grip.current = null)}
      onDoubleClick={() => onZoom(null)}
    >
      <Still
        width={width}
        height={MINIMAP}
        className="aio-Minimap-canvas"
        label={trans.__('The whole run')}
        drawCanvas={drawCanvas}
      />
      <div
        className="aio-Minimap-window"
        style={{ left, width: Math.max(2, right - left) }}
      />
    </div>
  );
}

function paintDensity(
  context: CanvasRenderingContext2D,
  density: Density,
  history: History,
  width: number,
  colours: Colours
): void {
  const columns = columnsOf(
    density,
    history.now,
    Math.max(1, Math.floor(width / COLUMN))
  );
  context.fillStyle = colours.state.running;
  columns.forEach(({ busy }, index) => {
    // A step that took no part of the column is there all the same.
    const height = busy > 0 ? Math.max(1, busy * (MINIMAP - 2)) : 0;
    context.fillRect(index * COLUMN, MINIMAP - height, COLUMN, height);
  });
  context.strokeStyle = colours.state.ready;
  context.lineWidth = 1.5;
  context.beginPath();
  columns.forEach(({ ready }, index) => {
    const y = MINIMAP - 1 - ready * (MINIMAP - 3);
    context.lineTo((index + 0.5) * COLUMN, y);
  });
  context.stroke();
  context.strokeStyle = colours.blocked;
  context.lineWidth = 2;
  const { now, loop } = history;
  for (const bar of barsOf(loop.blocks, now, whole(now), width)) {
    context.strokeRect(bar.x + 1, 1, Math.max(1, bar.width - 2), MINIMAP - 2);
  }
}
