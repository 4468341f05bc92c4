import * as fc from 'fast-check';
import { anyFact } from '../testing/arbitrary';
import { story } from '../testing/story';
import { encode } from '../testing/wire';
import { MAX_FACTS, decode, decodeSaved, decodeStatus } from './decode';
import { MAX_TEXT } from './fields';

const STORY = story(`
  cell  RRwwRD  gather
  a     .rRwwRD
`);

describe('decode', () => {
  it('puts what travels in columns back where it stood among the other facts', () => {
    const { data, buffers } = encode('r', 7, STORY, 99);
    expect(decode(data, buffers)).toEqual({
      kind: 'facts',
      run: 'r',
      first: 7,
      now: 99,
      facts: STORY
    });
  });

  it('gives back whatever was encoded', () => {
    fc.assert(
      fc.property(
        fc.array(anyFact, { maxLength: 40 }),
        fc.nat(),
        (facts, first) => {
          const { data, buffers } = encode('r', first, facts, 1);
          const wire: unknown = JSON.parse(JSON.stringify(data));
          expect(decode(wire, buffers)).toEqual({
            kind: 'facts',
            run: 'r',
            first,
            now: 1,
            facts
          });
        }
      )
    );
  });

  it('reads columns that start at any byte of a larger buffer', () => {
    const { data, buffers } = encode('r', 0, STORY, 99);
    const shifted = buffers.map(buffer => {
      const bytes = new Uint8Array(buffer.byteLength + 3);
      bytes.set(new Uint8Array(buffer), 3);
      return bytes.subarray(3);
    });
    expect(decode(data, shifted)).toMatchObject({
      kind: 'facts',
      facts: STORY
    });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.array(fc.uint8Array({ maxLength: 24 }), { maxLength: 4 }),
        (data, buffers) => {
          expect(decode(data, buffers).kind).toMatch(/broken|unknown/);
          expect(decodeStatus(data).kind).toMatch(/broken|unknown/);
          expect(decodeSaved(data).kind).toBe('broken');
        }
      )
    );
  });

  it('never throws on a real frame with one value put out of place', () => {
    const { data, buffers } = encode('r', 0, STORY, 99);
    const text = JSON.stringify(data);
    const spots = [...text.matchAll(/(?<=:)("[^"]*"|-?\d+|null)(?=[,}\]])/g)];
    fc.assert(
      fc.property(
        fc.constantFrom(...spots),
        fc.jsonValue({ maxDepth: 2 }),
        (spot, value) => {
          const broken =
            text.slice(0, spot.index) +
            JSON.stringify(value) +
            text.slice(spot.index + spot[0].length);
          expect(decode(JSON.parse(broken), buffers).kind).toMatch(
            /facts|broken|unknown/
          );
        }
      )
    );
  });

  it.each([
    ['no object', 'text', 'the message is not an object'],
    [
      'no run',
      {
        kind: 'facts',
        first: 0,
        count: 0,
        now: 0,
        facts: [],
        columns: [],
        shapes: []
      },
      '"run" is not text'
    ],
    [
      'a time between two nanoseconds',
      {
        kind: 'facts',
        run: 'r',
        first: 0,
        count: 1,
        now: 0,
        facts: [{ kind: 'run_ended', t: 0.5, overhead: 0 }],
        columns: [],
        shapes: []
      },
      '"t" is not a whole number in range'
    ],
    [
      'another count than it has',
      {
        kind: 'facts',
        run: 'r',
        first: 0,
        count: 2,
        now: 0,
        facts: [],
        columns: [],
        shapes: []
      },
      'it has 0 facts and 0 in columns, which are not 2'
    ],
    [
      'too much',
      {
        kind: 'facts',
        run: 'r',
        first: 0,
        count: MAX_FACTS + 1,
        now: 0,
        facts: []
      },
      `it has ${MAX_FACTS + 1} facts, more than ${MAX_FACTS}`
    ],
    [
      'a companion of another age',
      { kind: 'facts', run: 'r', first: 0, count: 0, now: 0, facts: [] },
      'it is of format 1: the aioscope in the kernel is older than the one here'
    ]
  ])('says what is broken: %s', (_, data, reason) => {
    expect(decode(data, [])).toEqual({ kind: 'broken', reason });
  });

  it('leaves an empty slot for a fact of an unknown kind, or with an unknown word', () => {
    const facts = [
      { kind: 'moon_rose', t: 1 },
      {
        kind: 'wait_started',
        t: 2,
        task: 1,
        wait: 'moonrise',
        on: null,
        until: null,
        stack: []
      },
      { kind: 'run_ended', t: 3, overhead: 0 }
    ];
    const data = {
      kind: 'facts',
      run: 'r',
      first: 0,
      count: 3,
      now: 3,
      facts,
      columns: [],
      shapes: []
    };
    expect(decode(data, [])).toMatchObject({
      facts: [null, null, { kind: 'run_ended', t: 3, overhead: 0 }]
    });
  });

  it('cuts text short and keeps only the fields it knows', () => {
    const renamed = {
      kind: 'task_renamed',
      t: 1,
      task: 1,
      name: 'x'.repeat(MAX_TEXT + 5),
      moon: 'full'
    };
    const data = {
      kind: 'facts',
      run: 'r',
      first: 0,
      count: 1,
      now: 1,
      facts: [renamed],
      columns: [],
      shapes: []
    };
    expect(decode(data, [])).toMatchObject({
      facts: [
        { kind: 'task_renamed', t: 1, task: 1, name: 'x'.repeat(MAX_TEXT) }
      ]
    });
  });

  it('passes problems on and skips messages of an unknown kind', () => {
    expect(
      decode({ kind: 'problem', code: 'hook_failed', detail: 'step' }, [])
    ).toEqual({
      kind: 'problem',
      code: 'hook_failed',
      detail: 'step'
    });
    expect(decode({ kind: 'weather' }, [])).toEqual({ kind: 'unknown' });
  });
});

describe('decodeStatus', () => {
  it('reads a reply', () => {
    const reply = {
      kind: 'status',
      version: '0.1.0',
      watching: true,
      run: null,
      problem: null
    };
    expect(decodeStatus(reply)).toEqual(reply);
  });
});

describe('decodeSaved', () => {
  it('reads a run of this format, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 40 }), facts => {
        const file: unknown = JSON.parse(JSON.stringify({ format: 2, facts }));
        expect(decodeSaved(file)).toEqual({ kind: 'saved', facts });
      })
    );
  });

  it('reads a run of format 1, in which a resource told no detail', () => {
    const started = STORY[0];
    const seen = {
      kind: 'resource_seen',
      t: 1,
      resource: 3,
      type: 'lock',
      name: 'door',
      capacity: 1
    };
    const facts = [{ ...started, format: 1 }, ...STORY.slice(1), seen];
    expect(decodeSaved({ format: 1, facts })).toEqual({
      kind: 'saved',
      facts: [...STORY, { ...seen, detail: null }]
    });
    expect(decodeSaved({ format: 2, facts })).toEqual({
      kind: 'broken',
      reason: '"detail" is not text'
    });
  });

  it('says of a newer format that it is not known', () => {
    expect(decodeSaved({ format: 3, facts: [] })).toEqual({
      kind: 'broken',
      reason: 'it has format 3, and only formats 1 and 2 are known here'
    });
  });

  it.each([
    [
      { kind: 'window_merged', since: 0, tasks: [1, 2], steps: [3], busy: [4] },
      '"tasks", "steps", "busy" are not of one length'
    ],
    [
      {
        kind: 'loop_unblocked',
        task: 1,
        since: 0,
        stack: [],
        delayed: [1],
        delays: []
      },
      '"delayed", "delays" are not of one length'
    ],
    [
      { kind: 'deadlock_found', tasks: [1, 2], resources: [null] },
      '"tasks", "resources" are not of one length'
    ],
    [
      { kind: 'callback_named', callback: -1, function: 'f', site: null },
      '"callback" is not a whole number in range'
    ],
    [{ kind: 'unseen', code: 'loop', detail: null }, '"detail" is not text'],
    [
      { kind: 'deadlock_found', tasks: [1], resources: [0] },
      '"resources" is not a whole number in range'
    ]
  ])('says what is broken in %j', (fact, reason) => {
    expect(decodeSaved({ format: 2, facts: [{ t: 1, ...fact }] })).toEqual({
      kind: 'broken',
      reason
    });
  });
});
