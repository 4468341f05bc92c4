/**
 * Frames that no recorder of ours sends: wrong numbers, wrong types, far too much. The decoder says what is wrong, or takes what
 * fits, and never throws.
 */
import { EventLog } from './log';
import { LONG, messageOf } from '../testing/hostile';
import { decode, decodeSaved, decodeStatus } from '../protocol/decode';
import { MAX_TEXT } from '../protocol/fields';

const step = (t: unknown): unknown => ({ kind: 'step', t, task: 1 });

/** The facts of a message behind JSON, or the reason why it was refused. */
function taken(fact: unknown): unknown {
  const decoded = decode(messageOf([fact]), []);
  return decoded.kind === 'facts' ? decoded.facts : decoded;
}

it.each<[string, unknown]>([
  ['NaN', NaN],
  ['infinite', Infinity],
  ['too large to be exact', 2 ** 60],
  ['a fraction', 1.5],
  ['text', '12'],
  ['missing', undefined],
  ['an object', { valueOf: 1 }]
])('refuses a time that is %s', (_, t) => {
  expect(taken(step(t))).toMatchObject({ kind: 'broken' });
});

it('takes a time before the start of the run as it is', () => {
  expect(taken(step(-7))).toEqual([{ kind: 'step', t: -7, task: 1 }]);
});

it('cuts a name of 100,000 characters short', () => {
  const [fact] = taken({ kind: 'task_renamed', t: 1, task: 1, name: LONG }) as [
    { name: string }
  ];
  expect(fact.name).toHaveLength(MAX_TEXT);
});

it.each<[string, unknown]>([
  ['null', null],
  ['a number', 5],
  ['a list', []],
  ['text', 'facts'],
  ['nothing in it', {}],
  ['a prototype', JSON.parse('{"kind":"facts","__proto__":{"count":1}}')],
  ['a negative count', { ...messageOf([]), count: -1 }],
  ['a count that asks for all memory', { ...messageOf([]), count: 2 ** 40 }],
  ['fewer facts than it says', { ...messageOf([]), count: 3 }],
  [
    'columns without buffers',
    { ...messageOf([]), columns: [{ kind: 'step', count: 2 }] }
  ],
  ['a fact that is null', messageOf([null])],
  ['a fact that is a list', messageOf([[]])]
])('says why it cannot read a frame that is %s', (_, frame) => {
  for (const decoded of [decode(frame, []), decodeSaved(frame)]) {
    expect(['broken', 'unknown']).toContain(decoded.kind);
  }
  expect(['broken', 'unknown']).toContain(decodeStatus(frame).kind);
});

it('refuses a list nested a thousand deep where a list of numbers is due', () => {
  const deep: unknown = JSON.parse('['.repeat(1_000) + ']'.repeat(1_000));
  expect(
    taken({ kind: 'members_named', t: 1, resource: 1, tasks: deep })
  ).toMatchObject({ kind: 'broken' });
});

describe('an output of 50 MB', () => {
  it('leaves ten thousand characters of one endless name', () => {
    const file: unknown = JSON.parse(
      `{"format": 2, "facts": [{"kind": "task_renamed", "t": 1, "task": 1, "name": "${'x'.repeat(50_000_000)}"}]}`
    );
    const saved = decodeSaved(file);
    const [fact] = saved.kind === 'saved' ? saved.facts : [];
    expect(fact).toMatchObject({ name: 'x'.repeat(MAX_TEXT) });
  });

  it('is kept up to the limit of the log, and the rest is counted', () => {
    const row = '{"kind":"step","t":1000000000,"task":1},';
    const count = Math.ceil(50_000_000 / row.length);
    const text = `{"format":2,"facts":[${row.repeat(count - 1)}${row.slice(0, -1)}]}`;
    expect(text.length).toBeGreaterThan(50_000_000);
    const saved = decodeSaved(JSON.parse(text));
    const log = new EventLog();
    log.append(0, saved.kind === 'saved' ? saved.facts : [], 0);
    expect(log.facts.length + log.dropped).toBe(count);
    expect(log.facts).toHaveLength(1_000_000);
    expect(log.history.tasks).toHaveLength(0);
  });
});

describe('sequence numbers', () => {
  const message = (first: number, ...times: number[]): unknown => ({
    ...messageOf(times.map(step), 'r', first)
  });
  const receive = (log: EventLog, frame: unknown): void => {
    const decoded = decode(frame, []);
    if (decoded.kind === 'facts') {
      log.append(decoded.first, decoded.facts, decoded.now);
    }
  };

  it('that go back, overlap and leave a hole end in each fact once', () => {
    const log = new EventLog();
    receive(log, message(0, 1, 2));
    receive(log, message(4, 5, 6));
    expect(log.missingFrom).toBe(2);
    receive(log, message(0, 1, 2, 3));
    receive(log, message(2, 3, 4, 5));
    receive(log, message(4, 5, 6));
    receive(log, message(1, 2));
    expect(log.facts.map(fact => fact.t)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(log.missing).toBe(0);
  });

  it('beyond all reason cost no memory, and are told as missing', () => {
    const log = new EventLog();
    receive(log, message(Number.MAX_SAFE_INTEGER - 5, 1));
    expect(log.facts).toHaveLength(0);
    expect(log.missing).toBeGreaterThan(2 ** 50);
  });

  it('below zero are refused', () => {
    expect(decode(message(-1, 1), [])).toMatchObject({ kind: 'broken' });
  });
});
