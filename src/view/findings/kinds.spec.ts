import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translation } from '../../testing/trans';
import { kindsOf } from './kinds';

const ROOT = join(__dirname, '../../..');

/** code -> concept, of every rule of the recorder. */
const RULES = new Map(
  readdirSync(join(ROOT, 'aioscope/findings')).flatMap(file => {
    const text = file.endsWith('.py')
      ? readFileSync(join(ROOT, 'aioscope/findings', file), 'utf8')
      : '';
    return [
      ...text.matchAll(/^ {4}code = "(.+)"\n.*\n {4}concept = "(.+)"$/gm)
    ].map(([, code = '', concept = '']) => [code, concept] as const);
  })
);

/** example -> concept, of the course in one language. */
function examplesIn(language: string): Map<string, string> {
  const folder = join(ROOT, 'notebooks', language);
  return new Map(
    readdirSync(folder)
      .filter(file => file.endsWith('.ipynb'))
      .flatMap(file => {
        const { metadata, cells } = JSON.parse(
          readFileSync(join(folder, file), 'utf8')
        ) as {
          metadata: { aioscope: { concept: string } };
          cells: {
            metadata: {
              aioscope?: { role: string; id: string; watch?: boolean };
            };
          }[];
        };
        return cells.flatMap(({ metadata: { aioscope: own } }) =>
          own?.role === 'example' && own.watch
            ? [[own.id, metadata.aioscope.concept] as const]
            : []
        );
      })
  );
}

const KINDS = kindsOf(translation(null));

test('the kinds are those that the recorder looks for', () => {
  expect(KINDS.map(kind => kind.code).sort()).toEqual([...RULES.keys()].sort());
});

test.each(['en', 'zh-CN'])(
  'each leads to an example of its concept that is worth watching, in %s',
  language => {
    const examples = examplesIn(language);
    for (const { code, example } of KINDS) {
      expect([code, examples.get(example)]).toEqual([code, RULES.get(code)]);
    }
  }
);
