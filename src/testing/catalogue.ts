/**
 * Compares the strings in source code with their translations. Strings are found in the syntax tree, so that a
 * message broken over two lines or with a quote in it is not missed.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import type { Catalogue } from './trans';

/** What is wrong with a catalogue; all empty: nothing. */
export interface CatalogueReport {
  /** Messages without a translation. */
  readonly missing: string[];
  /** Translations without a message. */
  readonly unused: string[];
  /** Translations whose %1, %2 … are not those of the message. */
  readonly placeholders: string[];
  /** Calls whose message is not a literal, as file:line. */
  readonly notLiteral: string[];
}

/** How many of the first arguments of a translating function are messages, and where they begin. */
const FUNCTIONS: Readonly<Record<string, readonly [from: number, to: number]>> =
  {
    __: [0, 1],
    gettext: [0, 1],
    _n: [0, 2],
    ngettext: [0, 2],
    _p: [1, 2],
    _np: [1, 3]
  };

/** Checks every translated string in the .ts and .tsx files of a folder, specs left out, against a catalogue. */
export function checkCatalogue(
  folder: string,
  catalogue: Catalogue
): CatalogueReport {
  const messages = new Map<string, string>();
  const notLiteral: string[] = [];
  for (const file of sources(folder)) {
    const tree = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      ts.ScriptTarget.Latest,
      true
    );
    visit(tree, call => {
      const texts = messagesOf(call);
      if (texts === null) {
        const { line } = tree.getLineAndCharacterOfPosition(call.getStart());
        notLiteral.push(`${file}:${line + 1}`);
      } else if (texts[0] !== undefined) {
        messages.set(texts[0], texts.at(-1) ?? texts[0]);
      }
    });
  }
  const translated = Object.entries(catalogue).filter(
    ([msgid]) => msgid !== ''
  );
  return {
    missing: [...messages.keys()].filter(msgid => !catalogue[msgid]?.length),
    unused: translated
      .map(([msgid]) => msgid)
      .filter(msgid => !messages.has(msgid)),
    placeholders: translated
      .filter(([msgid, forms]) =>
        [forms]
          .flat()
          .some(form => slots(form) !== slots(messages.get(msgid) ?? msgid))
      )
      .map(([msgid]) => msgid),
    notLiteral
  };
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /(?<!\.spec)\.tsx?$/.test(name))
    .map(name => join(folder, name));
}

function visit(node: ts.Node, found: (call: ts.CallExpression) => void): void {
  // Its own: `toString` is in every object.
  if (
    ts.isCallExpression(node) &&
    Object.hasOwn(FUNCTIONS, functionName(node))
  ) {
    found(node);
  }
  ts.forEachChild(node, child => visit(child, found));
}

function functionName(call: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(call.expression)
    ? call.expression.name.text
    : '';
}

/** The messages of a call, singular first; null: they are not literals. */
function messagesOf(call: ts.CallExpression): string[] | null {
  const [from, to] = FUNCTIONS[functionName(call)] ?? [0, 0];
  const args = call.arguments.slice(from, to);
  const texts = args.flatMap(arg =>
    ts.isStringLiteralLike(arg) ? [arg.text] : []
  );
  return texts.length === args.length ? texts : null;
}

function slots(message: string): string {
  return [...new Set(message.match(/%\d+/g))].sort().join(' ');
}
