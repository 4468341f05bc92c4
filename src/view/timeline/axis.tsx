/**
 * The time axis above the lanes. Its marks are text in the page, not on the canvas: crisp at any zoom of the browser.
 */
import { scaleLinear } from 'd3-scale';
import React from 'react';
import { formatTick } from '../kit/time';
import type { Stretch } from './viewport';
import { toPixels } from './viewport';

/** Pixels from mark to mark, and those that its text needs. */
const ROOM = 72;
const TEXT = 48;

export interface Tick {
  readonly x: number;
  /** Empty where the edge would cut it. */
  readonly text: string;
}

/** Round instants of a stretch, as many as there is room for. */
export function ticksOf(stretch: Stretch, width: number): Tick[] {
  if (width <= 0) {
    return [];
  }
  const count = Math.max(1, Math.floor(width / ROOM));
  const times = scaleLinear().domain([stretch.from, stretch.to]).ticks(count);
  const [first = 0, second = first] = times;
  const step = second - first || stretch.to - stretch.from;
  return times.map(time => {
    const x = toPixels(time, stretch, width);
    return { x, text: x + TEXT > width ? '' : formatTick(time, step) };
  });
}

export function Axis({
  ticks
}: {
  readonly ticks: readonly Tick[];
}): React.JSX.Element {
  return (
    <div className="aio-Axis" aria-hidden="true">
      {ticks.map(tick => (
        <span key={tick.x} className="aio-Axis-tick" style={{ left: tick.x }}>
          {tick.text}
        </span>
      ))}
    </div>
  );
}
