/**
 * What the pointer does to the lanes beyond a click and a drag: the wheel, two fingers, and a stretch drawn with the shift key held.
 * It stands in front of the canvas, which sees only what is left.
 */
import React from 'react';

/** Pixels that the pointer may stray in a click. */
const SLACK = 3;

export interface GestureActs {
  /** Zoom by a factor (below 1: closer) about x, in pixels from the left edge of the lanes. */
  readonly onZoom: (factor: number, x: number) => void;
  /** Pan by so many pixels. */
  readonly onPan: (pixels: number) => void;
  /** A stretch was drawn. */
  readonly onDraw: (from: number, to: number) => void;
}

export interface Gestures {
  /** For the element around the lanes. */
  readonly handlers: Pick<
    React.DOMAttributes<HTMLElement>,
    | 'onPointerDownCapture'
    | 'onPointerMoveCapture'
    | 'onPointerUpCapture'
    | 'onPointerCancelCapture'
  >;
  /** The stretch that is being drawn, in pixels; null: none. */
  readonly drawn: { readonly from: number; readonly to: number } | null;
}

/** Listens on `element`, whose lanes begin `left` pixels from its left edge. */
export function useGestures(
  element: HTMLElement | null,
  left: number,
  acts: GestureActs
): Gestures {
  const [drawn, setDrawn] = React.useState<Gestures['drawn']>(null);
  const fingers = React.useRef(new Map<number, number>());
  const at = (clientX: number): number =>
    clientX - (element?.getBoundingClientRect().left ?? 0) - left;

  useWheel(element, event => {
    const { shiftKey, deltaX, deltaY } = event;
    const sideways = shiftKey && deltaX === 0 ? deltaY : deltaX;
    if (event.ctrlKey || event.metaKey) {
      acts.onZoom(Math.exp(deltaY * 0.005), at(event.clientX));
    } else if (Math.abs(sideways) > Math.abs(shiftKey ? 0 : deltaY)) {
      acts.onPan(sideways);
    } else {
      return;
    }
    event.preventDefault();
  });

  const onPointerDownCapture = (event: React.PointerEvent): void => {
    const x = at(event.clientX);
    if (event.pointerType === 'touch') {
      fingers.current.set(event.pointerId, x);
      if (fingers.current.size > 1) {
        // Two fingers pinch: what the first began on the canvas, a click or a drag, is off.
        event.stopPropagation();
        event.target.dispatchEvent(
          new PointerEvent('pointercancel', { bubbles: true })
        );
      }
    } else if (event.shiftKey && event.button === 0 && x >= 0) {
      element?.setPointerCapture(event.pointerId);
      setDrawn({ from: x, to: x });
      event.stopPropagation();
    }
  };

  const onPointerMoveCapture = (event: React.PointerEvent): void => {
    const x = at(event.clientX);
    if (drawn) {
      setDrawn({ from: drawn.from, to: Math.max(0, x) });
      event.stopPropagation();
      return;
    }
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) {
      return;
    }
    fingers.current.set(event.pointerId, x);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId);
    if (fingers.current.size === 2 && other) {
      // The other finger stays where it is, so does the instant below it.
      const distance = Math.max(1, Math.abs(x - other[1]));
      acts.onZoom(
        Math.max(1, Math.abs(before - other[1])) / distance,
        other[1]
      );
      event.stopPropagation();
    }
  };

  const onPointerUpCapture = (event: React.PointerEvent): void => {
    fingers.current.delete(event.pointerId);
    if (drawn && Math.abs(drawn.to - drawn.from) > SLACK) {
      acts.onDraw(drawn.from, drawn.to);
    }
    setDrawn(null);
    if (drawn) {
      event.stopPropagation();
    }
  };

  const onPointerCancelCapture = (event: React.PointerEvent): void => {
    // Not the one that is sent above.
    if (event.isTrusted) {
      fingers.current.delete(event.pointerId);
      setDrawn(null);
    }
  };

  const handlers = {
    onPointerDownCapture,
    onPointerMoveCapture,
    onPointerUpCapture,
    onPointerCancelCapture
  };
  return { handlers, drawn };
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
