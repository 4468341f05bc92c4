/** Prints the traces that the panel exports of saved runs: `node scripts/export_perfetto.mjs RUN.json …`. For the tests. */
import { readFileSync } from 'node:fs';
import { typescriptModule } from './typescript_module.mjs';

const { savedSession } = typescriptModule('src/model/saved.ts');
const { perfettoTrace } = typescriptModule('src/model/perfetto.ts');

const traces = process.argv.slice(2).map(file => {
  const saved = JSON.parse(readFileSync(file, 'utf8'));
  const { shown } = savedSession(saved).snapshot();
  return perfettoTrace(shown.log.history, shown.id);
});
console.log(JSON.stringify(traces));
