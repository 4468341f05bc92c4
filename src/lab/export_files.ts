/** What an exported file holds. The library that takes the picture is loaded with the first one. */
import { perfettoTrace } from '../model/perfetto';
import type { SeenRun } from '../model/session';

/** The format that a saved run says it has; see protocol/CHANGELOG.md. */
const FORMAT = 2;

/** The run as JSON. */
export function jsonOf(
  { id, log }: SeenRun,
  format: 'aioscope' | 'perfetto'
): string {
  if (format === 'perfetto') {
    return JSON.stringify(perfettoTrace(log.history, id));
  }
  const facts = log.facts.map(fact => JSON.stringify(fact)).join(',\n');
  return `{"format": ${FORMAT}, "facts": [\n${facts}\n]}\n`;
}

/** The address (`data:…`) of a picture of an element as it is seen, on the page's own background. */
export async function pictureOf(
  node: HTMLElement,
  format: 'svg' | 'png'
): Promise<string> {
  const { toPng, toSvg } = await import('html-to-image');
  const background = getComputedStyle(node).backgroundColor;
  const options = { backgroundColor: background, skipFonts: true };
  return format === 'svg' ? toSvg(node, options) : toPng(node, options);
}
