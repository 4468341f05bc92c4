/**
 * The size of an element, and the slice of a long list that can be seen in it.
 */
import React from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inner size of an element, kept up to date; zero until it is there. */
export function useSize(element: Element | null): Size {
  const [size, setSize] = React.useState<Size>({ width: 0, height: 0 });
  React.useLayoutEffect(() => {
    if (!element) {
      return;
    }
    const read = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize(old =>
        old.width === width && old.height === height ? old : { width, height }
      );
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Rows `from .. to - 1` of a list are near enough to be seen. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** Which of `count` rows to build for a scroller that stands at `top`: those in sight and a few around them. */
export function sliceAt(
  top: number,
  height: number,
  row: number,
  count: number
): Slice {
  const margin = 4;
  const from = Math.max(0, Math.floor(top / row) - margin);
  const to = Math.min(count, Math.ceil((top + height) / row) + margin);
  return { from: Math.min(from, count), to };
}
