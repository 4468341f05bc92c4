/** A text as the application renders markdown. Until it has, the source stands there: words are better than a gap. */
import React, { useEffect, useRef } from 'react';
import type { MarkdownRenderer } from './host';

export interface MarkdownProps {
  readonly source: string;
  readonly renderer: MarkdownRenderer;
  /** Follows a link to a notebook of the course; false: it leads elsewhere. */
  readonly onLink?: (href: string) => boolean;
}

export function Markdown(props: MarkdownProps): React.ReactElement {
  const { source, renderer, onLink } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    renderer.render(source).then(
      element => {
        if (!gone) {
          openLinksElsewhere(element);
          place.current?.replaceChildren(element);
        }
      },
      (error: unknown) => {
        console.warn(
          'aioscope: a text of the course cannot be rendered',
          error
        );
        if (!gone && place.current) {
          place.current.textContent = source;
        }
      }
    );
    return () => {
      gone = true;
    };
  }, [source, renderer]);
  return (
    <div
      ref={place}
      className="aio-markdown"
      onClick={event => {
        const href = hrefOf(event.target);
        if (href !== null && !isOutside(href)) {
          // A relative link means nothing in a panel: it is a notebook of the course, or nothing.
          onLink?.(href);
          event.preventDefault();
        }
      }}
    />
  );
}

function hrefOf(target: EventTarget): string | null {
  return target instanceof Element
    ? (target.closest('a')?.getAttribute('href') ?? null)
    : null;
}

function isOutside(href: string): boolean {
  return /^https?:/.test(href);
}

function openLinksElsewhere(element: HTMLElement): void {
  for (const link of element.querySelectorAll('a')) {
    if (isOutside(link.getAttribute('href') ?? '')) {
      link.target = '_blank';
      link.rel = 'noopener';
    }
  }
}
