import * as fc from 'fast-check';
import schema from '../../protocol/events.schema.json';
import { story } from '../testing/story';
import { encode } from '../testing/wire';
import { COLUMNS } from './columns';
import { decode } from './decode';
import type { Fact, FactsMessage } from './events';

const facts: Fact[] = [
  ...story(`
    cell  RRwwRD  gather
    a     .rRwRD  lock door
  `),
  { kind: 'acquired', t: 7, resource: 3, task: 2 },
  { kind: 'iteration', t: 9, polled: 8, ready: 1, timers: 2, due: null },
  { kind: 'released', t: 9, resource: 3, task: 2 },
  { kind: 'resized', t: 9, resource: 3, size: 0, task: null }
];

type Column = FactsMessage['columns'][number];

/** The frame of those facts, with a value of one buffer replaced. */
function poked(
  kind: Column['kind'],
  column: number,
  row: number,
  value: number
): ReturnType<typeof decode> {
  const { data, buffers } = encode('r', 0, facts, 99);
  const index = data.columns.findIndex(each => each.kind === kind);
  const count = data.columns[index]?.count ?? 0;
  new DataView(buffers[index] ?? new ArrayBuffer(0)).setFloat64(
    (column * count + row) * 8,
    value,
    true
  );
  return decode(data, buffers);
}

const broken = (reason: string): unknown => ({ kind: 'broken', reason });

describe('columns', () => {
  it('has the fields of the schema, in its order', () => {
    const { enum: kinds } =
      schema.definitions.FactsMessage.properties.columns.items.properties.kind;
    const definitions = Object.values<object>(schema.definitions);
    const fieldsOf = (kind: string): string[] => {
      const properties = definitions
        .map(each => ('properties' in each ? each.properties : null))
        .find(each => JSON.stringify(each).includes(`{"const":"${kind}"}`));
      return Object.keys(properties ?? {}).slice(2);
    };
    expect(Object.keys(COLUMNS)).toEqual(kinds);
    const { wait_started: wait, task_woken: woken, ...others } = COLUMNS;
    for (const [kind, fields] of Object.entries(others)) {
      expect([kind, ...fields]).toEqual([kind, ...fieldsOf(kind)]);
    }
    // The two that the description of FactsMessage spells out.
    expect(wait).toEqual(['task', 'shape', 'on', 'until']);
    expect(woken).toEqual(['task', 'by', 'task of by']);
  });

  it('is what a frame of real facts holds: every kind, and each await chain once', () => {
    const { data } = encode('r', 0, facts, 99);
    expect(data.columns.map(column => column.kind).sort()).toEqual(
      Object.keys(COLUMNS).sort()
    );
    expect(data.shapes).toEqual([
      { wait: 'gather', stack: [] },
      { wait: 'lock', stack: [] }
    ]);
    expect(data.facts.some(fact => fact.kind in COLUMNS)).toBe(false);
  });

  it.each<[string, Column['kind'], number, number, number, string]>([
    [
      'a position twice',
      'step',
      0,
      1,
      0,
      'the positions of step are not in order'
    ],
    [
      'a position beyond the message',
      'step',
      0,
      3,
      9_999,
      'the positions of step are not in order'
    ],
    [
      'a position of another column',
      'acquired',
      0,
      0,
      facts.length - 1,
      'the positions of resized are not in order'
    ],
    [
      'half a position',
      'step',
      0,
      0,
      0.5,
      '"position of step" is not a whole number in range'
    ],
    [
      'no time',
      'step',
      1,
      0,
      NaN,
      '"t of step" is not a whole number in range'
    ],
    [
      'no task',
      'acquired',
      3,
      0,
      NaN,
      '"task of acquired" is not a whole number in range'
    ],
    [
      'task 0',
      'wait_started',
      2,
      0,
      0,
      '"task of wait_started" is not a whole number in range'
    ],
    [
      'an infinite size',
      'resized',
      3,
      0,
      Infinity,
      '"size of resized" is not a whole number in range'
    ],
    [
      'a shape that is not there',
      'wait_started',
      3,
      0,
      2,
      '"shape of wait_started" is out of range'
    ],
    [
      'a word that is not there',
      'task_woken',
      3,
      0,
      8,
      '"by of task_woken" is out of range'
    ],
    [
      'a shape before the first',
      'wait_started',
      3,
      0,
      -1,
      '"shape of wait_started" is not a whole number in range'
    ]
  ])('refuses %s', (_, kind, column, row, value, reason) => {
    expect(poked(kind, column, row, value)).toEqual(broken(reason));
  });

  it('refuses buffers that are not as long, or not as many, as it says', () => {
    const { data, buffers } = encode('r', 0, facts, 99);
    const [first = new ArrayBuffer(0), ...rest] = buffers;
    expect(decode(data, rest)).toEqual(
      broken(`it has ${rest.length} buffers for ${buffers.length} columns`)
    );
    expect(decode(data, [first.slice(8), ...rest])).toEqual(
      broken('the buffer of step is not as long as its count says')
    );
    expect(decode({ ...data, count: data.count + 1 }, buffers).kind).toBe(
      'broken'
    );
  });

  it('leaves empty slots for a column of an unknown kind, and for waits of an unknown kind', () => {
    const { data, buffers } = encode('r', 0, facts, 99);
    const newer = {
      ...data,
      columns: data.columns.map(column =>
        column.kind === 'acquired' ? { ...column, kind: 'moonrise' } : column
      ),
      shapes: [{ wait: 'moonset', stack: [] }, data.shapes[1]]
    };
    expect(decode(newer, buffers)).toMatchObject({
      kind: 'facts',
      facts: facts.map(fact =>
        fact.kind === 'acquired' ||
        (fact.kind === 'wait_started' && fact.wait === 'gather')
          ? null
          : fact
      )
    });
  });

  it('never throws, and never takes a hole for a fact, whatever number is put in', () => {
    const { data, buffers } = encode('r', 0, facts, 99);
    const spots = buffers.flatMap((buffer, index) =>
      Array.from({ length: buffer.byteLength / 8 }, (_, at) => ({ index, at }))
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...spots),
        fc.oneof(fc.double(), fc.integer({ min: -3, max: 40 })),
        ({ index, at }, value) => {
          const copies = buffers.map(buffer => buffer.slice(0));
          new DataView(copies[index] ?? new ArrayBuffer(0)).setFloat64(
            at * 8,
            value,
            true
          );
          const decoded = decode(data, copies);
          expect(decoded.kind).toMatch(/facts|broken/);
          if (decoded.kind === 'facts') {
            expect(decoded.facts).toHaveLength(facts.length);
            expect(decoded.facts).not.toContain(null);
          }
        }
      )
    );
  });
});
