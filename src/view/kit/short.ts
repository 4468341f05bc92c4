/** Longest name in a sentence. The kernel may send ten thousand characters. */
const MAX_NAME = 60;

/** Text cut to a length that a sentence bears. */
export function short(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text;
}
