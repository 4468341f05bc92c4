import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalogue } from './catalogue';

describe('checkCatalogue', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  writeFileSync(
    join(folder, 'words.tsx'),
    `const a = trans.__('plain');
     const b = trans.__(
       'broken over lines, with %1',
       name
     );
     const c = trans._n('%1 task', '%1 tasks', n);
     const d = trans.__(name);
     const e = n.toString(2);`
  );
  writeFileSync(join(folder, 'words.spec.ts'), `trans.__('only in a spec');`);

  it('finds what is missing, left over, filled wrongly or not literal', () => {
    const report = checkCatalogue(folder, {
      'broken over lines, with %1': 'without the name',
      '%1 task': ['%1 Aufgabe', '%1 Aufgaben'],
      gone: 'weg'
    });
    expect(report).toEqual({
      missing: ['plain'],
      unused: ['gone'],
      placeholders: ['broken over lines, with %1'],
      notLiteral: [`${join(folder, 'words.tsx')}:7`]
    });
  });
});
