/**
 * An example as a plain program: what a cell awaits at its top level is given to `asyncio.run`.
 *
 *     await main()                   if __name__ == "__main__":
 *                             ->         asyncio.run(main())
 *
 * The guard is there for process pools, which import the program anew. The rule is textual, because the panel has no
 * Python at hand: it knows top-level statements by their indentation, and an await only of a call on one line. An example
 * that is written otherwise is refused; a test runs every script of the course.
 */
import type { Example } from './course';

/** Not one in a comment. */
const AWAIT = /(?<!#.*)\bawait /;
/** A top-level line that does not begin a statement of its own. */
const GOES_ON = /^(?:\s|$|[)\]}#]|(?:elif|else|except|finally)\b)/;
const DEFINES = /^(?:async def|def|class|@)/;

/** The file that a script is written to: `semaphore_downloads.py` for the example `semaphore-downloads`. */
export function scriptName({ id }: Example): string {
  return `${id.replaceAll('-', '_')}.py`;
}

/**
 * The program of an example's source.
 *
 * @throws an Error that names the line which the rule does not cover
 */
export function asScript(source: string): string {
  const lines = source.split('\n');
  const statements = statementsOf(lines);
  const from = statements.findIndex(
    each => !DEFINES.test(each[0] ?? '') && each.some(line => AWAIT.test(line))
  );
  if (from < 0) {
    return source;
  }
  const before = statements.slice(0, from).flat();
  const body = statements
    .slice(from)
    .flatMap(each =>
      DEFINES.test(each[0] ?? '') ? each : each.map(withoutAwait)
    );
  // What is said about the first statement of the body goes with it.
  while (before.at(-1)?.startsWith('#')) {
    body.unshift(...before.splice(-1));
  }
  const head = /^import asyncio\b/m.test(source) ? [] : ['import asyncio'];
  const guarded = body.map(line => (line === '' ? line : `    ${line}`));
  return [...head, ...before, 'if __name__ == "__main__":', ...guarded].join(
    '\n'
  );
}

/** The lines of each top-level statement, with the comments and empty lines that follow it. */
function statementsOf(lines: readonly string[]): string[][] {
  const statements: string[][] = [];
  for (const line of lines) {
    const last = statements.at(-1);
    if (last && GOES_ON.test(line)) {
      last.push(line);
    } else {
      statements.push([line]);
    }
  }
  return statements;
}

/** Each `await call(...)` of a line as `asyncio.run(call(...))`. */
function withoutAwait(line: string): string {
  const found = AWAIT.exec(line);
  if (!found) {
    return line;
  }
  const begin = found.index + found[0].length;
  const end = endOfCall(line, begin);
  if (end === null) {
    throw new Error(`this await is not of a call on one line: ${line}`);
  }
  const before = line.slice(0, found.index);
  const call = line.slice(begin, end);
  return `${before}asyncio.run(${call})${withoutAwait(line.slice(end))}`;
}

/** Where the call that begins here ends; null: not in this line. */
function endOfCall(line: string, begin: number): number | null {
  let open = 0;
  for (let at = begin; at < line.length; at++) {
    const sign = line.charAt(at);
    if (sign === '(') {
      open++;
    } else if (sign === ')' && --open === 0) {
      return at + 1;
    } else if (open === 0 && !/[\w.]/.test(sign)) {
      return null;
    }
  }
  return null;
}
