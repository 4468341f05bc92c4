import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedSession } from './saved';

const file = (name: string): unknown =>
  JSON.parse(
    readFileSync(
      join(__dirname, `../../protocol/fixtures/${name}.json`),
      'utf8'
    )
  );

test('a saved run is shown as it was', () => {
  const { shown, status } = savedSession(file('semaphore')).snapshot();
  expect(status.kernel.kind).toBe('saved');
  expect(shown?.log.history.tasks.map(({ name }) => name)).toContain(
    'worker-5'
  );
  expect(shown?.log.history.endedAt).not.toBeNull();
});

test.each([[null], [7], ['run'], [{ format: 99, facts: [] }], [{ facts: 1 }]])(
  'what is no run is said: %j',
  data => {
    const { shown, status } = savedSession(data).snapshot();
    expect(shown).toBeNull();
    expect(status.problem?.code).toBe('broken_frame');
  }
);

test('a fact from a newer aioscope is left out, the others stay', () => {
  const { format, facts } = file('sleep') as {
    format: number;
    facts: unknown[];
  };
  const news = { kind: 'dreamt', t: 1, of: 'electric sheep' };
  const { shown } = savedSession({
    format,
    facts: [...facts.slice(0, 3), news, ...facts.slice(3)]
  }).snapshot();
  const known = savedSession({ format, facts }).snapshot().shown;
  expect(shown?.log.history.tasks.length).toBe(known?.log.history.tasks.length);
});
