/**
 * The places of a graph, made anew when its shape or its room has changed. A hundred nodes take a tenth of a second, and a live
 * run may change twenty times in one: after placing there is a pause in which the places stay as they are, so that most of
 * the time is left to everything else.
 */
import React from 'react';
import type { Part } from './choose';
import type { Placed } from './layout';
import { placedFor, shapeOf } from './layout';

/** A pause is so many times as long as the placing before it. */
const PAUSE = 4;

const NOWHERE: Placed = { nodes: [], edges: [], width: 0, height: 0 };

/** Places for a width in CSS pixels. They may be of a moment ago: some of their nodes may be gone. */
export function usePlaces(part: Part, width: number): Placed {
  const [places, setPlaces] = React.useState(NOWHERE);
  const pauseUntil = React.useRef(0);
  const shape = shapeOf(part);
  React.useLayoutEffect(() => {
    if (width === 0) {
      return;
    }
    const place = (): void => {
      const began = performance.now();
      setPlaces(placedFor(part, width));
      const took = performance.now() - began;
      pauseUntil.current = began + took * (1 + PAUSE);
    };
    const left = pauseUntil.current - performance.now();
    if (left <= 0) {
      place();
      return;
    }
    const timer = setTimeout(place, left);
    return () => clearTimeout(timer);
    // The shape stands for the part: what its nodes say changes at every instant, where they stand does not.
  }, [shape, width]);
  return places;
}
