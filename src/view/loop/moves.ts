/**
 * Lets what has moved glide from where it was to where it is, so that the eye keeps hold of it: first, last, invert, play.
 * Readers who want less motion, and those who follow a live run, see it in its new place at once.
 */
import React from 'react';

const DURATION = 180;

/**
 * Animates the elements of a container that have a `data-move` name, whenever `key` has changed since they were placed
 * last. `still`: they only take their places.
 */
export function useMoves(
  container: React.RefObject<HTMLElement | null>,
  key: unknown,
  still: boolean
): void {
  const places = React.useRef(new Map<string, DOMRect>());
  React.useLayoutEffect(() => {
    const before = places.current;
    const now = new Map<string, DOMRect>();
    const calm = still || prefersCalm();
    const elements =
      container.current?.querySelectorAll<HTMLElement>('[data-move]') ?? [];
    for (const element of elements) {
      const name = element.dataset['move'] ?? '';
      const to = element.getBoundingClientRect();
      const from = before.get(name);
      now.set(name, to);
      if (!calm && from && (from.x !== to.x || from.y !== to.y)) {
        glide(element, from.x - to.x, from.y - to.y);
      }
    }
    places.current = now;
  }, [container, key, still]);
}

function glide(element: HTMLElement, x: number, y: number): void {
  // Some test environments have no animations.
  if ('animate' in element) {
    element.animate(
      [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }],
      { duration: DURATION, easing: 'ease-out' }
    );
  }
}

function prefersCalm(): boolean {
  return (
    'matchMedia' in window &&
    window.matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}
