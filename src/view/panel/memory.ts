/**
 * What a reader has arranged, kept for as long as the page is open: the chosen tab, the place of the separator. It is no
 * part of a run, so neither the log nor the cursor holds it; the page's own store does, and a page without one forgets.
 */

const PREFIX = 'aioscope:';

/** What was kept under a name; null: nothing. */
export function recall(name: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + name);
  } catch {
    return null; // a page of another origin in a frame may not have a store
  }
}

/** Keeps a text under a name. */
export function remember(name: string, text: string): void {
  try {
    sessionStorage.setItem(PREFIX + name, text);
  } catch {
    // Full, or not allowed: it is arranged anew next time.
  }
}
