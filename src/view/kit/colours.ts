/**
 * The colours a canvas paints with, read from JupyterLab's theme. A canvas cannot use `var(--jp-…)`, so the
 * computed values are read once, and again after the theme has changed.
 */
import React from 'react';
import type { StateWord } from '../../model/records';

/** CSS colours. Shape tells states apart; colour only helps. */
export interface Colours {
  readonly state: Readonly<Record<StateWord, string>>;
  readonly hold: string;
  /** A stretch in which the loop was blocked. */
  readonly blocked: string;
  /** A request to cancel. */
  readonly cancel: string;
  readonly grid: string;
  readonly cursor: string;
  readonly selected: string;
  readonly background: string;
}

/** The property of each colour, and what stands in for it on a page without a JupyterLab theme. */
const PROPERTIES = {
  running: ['--jp-success-color1', '#388e3c'],
  ready: ['--jp-warn-color1', '#f57c00'],
  waiting: ['--jp-ui-font-color3', '#9e9e9e'],
  merged: ['--jp-ui-font-color2', '#616161'],
  done: ['--jp-success-color1', '#388e3c'],
  failed: ['--jp-error-color1', '#d32f2f'],
  cancelled: ['--jp-ui-font-color2', '#616161'],
  destroyed: ['--jp-error-color1', '#d32f2f'],
  blocked: ['--jp-error-color1', '#d32f2f'],
  cancel: ['--jp-ui-font-color1', '#212121'],
  hold: ['--jp-info-color1', '#0097a7'],
  grid: ['--jp-border-color2', '#e0e0e0'],
  cursor: ['--jp-brand-color1', '#1976d2'],
  selected: ['--jp-layout-color2', '#eeeeee'],
  background: ['--jp-layout-color1', '#ffffff']
} as const;

/** Reads the theme that applies to an element. */
function readColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: keyof typeof PROPERTIES): string => {
    const [property, substitute] = PROPERTIES[name];
    return style.getPropertyValue(property).trim() || substitute;
  };
  return {
    state: {
      running: read('running'),
      ready: read('ready'),
      waiting: read('waiting'),
      merged: read('merged'),
      done: read('done'),
      failed: read('failed'),
      cancelled: read('cancelled'),
      destroyed: read('destroyed')
    },
    hold: read('hold'),
    blocked: read('blocked'),
    cancel: read('cancel'),
    grid: read('grid'),
    cursor: read('cursor'),
    selected: read('selected'),
    background: read('background')
  };
}

/**
 * The theme's colours; null until the element is there. JupyterLab swaps a style sheet and sets
 * `data-jp-theme-name` on the body; the sheet may arrive later, so colours are read again when any sheet has loaded.
 */
export function useColours(element: Element | null): Colours | null {
  const [colours, setColours] = React.useState<Colours | null>(null);
  React.useEffect(() => {
    if (!element) {
      return;
    }
    const read = (): void => setColours(readColours(element));
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.body, {
      attributes: true,
      attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light']
    });
    const onLoad = (event: Event): void => {
      if (event.target instanceof HTMLLinkElement) {
        read();
      }
    };
    document.addEventListener('load', onLoad, true);
    return () => {
      observer.disconnect();
      document.removeEventListener('load', onLoad, true);
    };
  }, [element]);
  return colours;
}
