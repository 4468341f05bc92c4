/**
 * A canvas that knows its size and the screen's pixels and draws at most once a frame: `Still` is looked at, `Canvas` tells a
 * click from a drag, too. What it shows and what lies where is the business of `drawCanvas` and `hitTest`.
 */
import React from 'react';

/** Pixels that the pointer may stray in a click. */
const SLACK = 3;

export interface StillProps {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly className?: string;
  /** Draws everything; called in an animation frame, with one unit a CSS pixel. */
  readonly drawCanvas: (context: CanvasRenderingContext2D) => void;
}

export interface CanvasProps<Hit> extends StillProps {
  /** What lies at a point; null: nothing. */
  readonly hitTest: (x: number, y: number) => Hit | null;
  /** The pointer moved over `hit`, or left (null). */
  readonly onHover: (hit: Hit | null, x: number, y: number) => void;
  readonly onPick: (hit: Hit) => void;
  /** The pointer dragged the canvas by so many pixels since the last call. */
  readonly onDrag: (by: number) => void;
  readonly onDoubleClick: () => void;
}

interface Press {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  last: number;
  dragged: boolean;
}

/** A canvas that is only looked at; handlers of the pointer are React's own. */
export function Still({
  width,
  height,
  label,
  className,
  drawCanvas,
  ...handlers
}: StillProps & React.DOMAttributes<HTMLCanvasElement>): React.JSX.Element {
  const canvas = React.useRef<HTMLCanvasElement>(null);
  React.useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (canvas.current) {
        draw(canvas.current, width, height, drawCanvas);
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [width, height, drawCanvas]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={className}
      style={{ width, height }}
      {...handlers}
    />
  );
}

/** A canvas with things on it that are hovered, picked and dragged. */
export function Canvas<Hit>(props: CanvasProps<Hit>): React.JSX.Element {
  const { hitTest, onHover, onPick, onDrag } = props;
  const press = React.useRef<Press | null>(null);

  const at = (event: React.PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  const onPointerDown = (event: React.PointerEvent): void => {
    if (event.button === 0) {
      const [x, y] = at(event);
      press.current = { id: event.pointerId, x, y, last: x, dragged: false };
    }
  };

  const onPointerMove = (event: React.PointerEvent): void => {
    const [x, y] = at(event);
    const held = press.current;
    if (!held) {
      onHover(hitTest(x, y), x, y);
      return;
    }
    if (!held.dragged && Math.hypot(x - held.x, y - held.y) > SLACK) {
      held.dragged = true;
      // Only now: a captured pointer would swallow the double click.
      event.currentTarget.setPointerCapture(held.id);
      onHover(null, x, y);
    }
    if (held.dragged) {
      onDrag(x - held.last);
      held.last = x;
    }
  };

  const onPointerUp = (event: React.PointerEvent): void => {
    const held = press.current;
    press.current = null;
    const hit = held && !held.dragged ? hitTest(...at(event)) : null;
    if (hit !== null) {
      onPick(hit);
    }
  };

  const onPointerGone = (event: React.PointerEvent): void => {
    press.current = null;
    onHover(null, ...at(event));
  };

  return (
    <Still
      width={props.width}
      height={props.height}
      label={props.label}
      className={props.className}
      drawCanvas={props.drawCanvas}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerGone}
      onPointerLeave={event => !press.current?.dragged && onPointerGone(event)}
      onDoubleClick={props.onDoubleClick}
    />
  );
}

function draw(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  drawCanvas: (context: CanvasRenderingContext2D) => void
): void {
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) {
    return;
  }
  const ratio = window.devicePixelRatio || 1;
  // Setting a size clears and reallocates the canvas, so it is set only when it changes.
  const [pixelWidth, pixelHeight] = [
    Math.round(width * ratio),
    Math.round(height * ratio)
  ];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  drawCanvas(context);
}
