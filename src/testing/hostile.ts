/**
 * Runs that no recorder of ours sends: what a broken or malicious kernel, or a notebook from a stranger, could hold. They are JSON
 * that nobody has looked at yet, as it comes from the wire: the decoder is the first to see it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUSY_RUN } from './busy_run';

/** A fact of which nothing is known yet. */
export type Raw = Readonly<Record<string, unknown>>;

/** Would load, run or frame something if it were taken for markup. */
export const MARKUP =
  '"><img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script><svg onload=alert(1)>' +
  '<iframe src="javascript:alert(1)"></iframe><a href="javascript:alert(1)">x</a>${pwned}{{pwned}}%1';

/** Turns the reading direction, joins nothing to nothing, is half a character, ends the line and rings the bell. */
export const STRANGE =
  '\u202Egnirts\u202C\u2066\u200B\u200D\uFEFF\u0301\u0301\uD83D\u0000\u0007\u001B[31m\r\n\u2028\u{1F469}\u200D\u{1F680}';

/** A name as long as a small book. */
export const LONG = 'wide '.repeat(20_000);

/** Fields whose text the program that is watched can choose. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  'cell',
  'concept',
  'coroutine',
  'detail',
  'en',
  'error',
  'file',
  'function',
  'generator',
  'message',
  'name',
  'python',
  'zh-CN'
]);

/** The recorded run in which most goes wrong: it has findings of each kind. */
function recorded(name: string): Raw[] {
  const path = join(__dirname, `../../protocol/fixtures/${name}.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { facts: Raw[] }).facts;
}

/** Runs in which, together, facts of nearly every kind occur. */
const WHOLE: Readonly<Record<string, () => readonly Raw[]>> = {
  busy: () => BUSY_RUN.map(fact => ({ ...fact })),
  deadlock: () => recorded('deadlock'),
  mistakes: () => recorded('mistakes'),
  works: () => recorded('works')
};

/** The same facts with `text` behind all free text in them. */
function withText(value: unknown, text: string, field = ''): unknown {
  if (typeof value === 'string') {
    return FREE_TEXT.has(field) ? value + text : value;
  }
  if (Array.isArray(value)) {
    return value.map(each => withText(each, text));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        withText(each, text, key)
      ])
    );
  }
  return value;
}

const range = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => index);

const task = (id: number, parent: number | null, more: Raw = {}): Raw => ({
  kind: 'task_created',
  t: id,
  task: id,
  name: `t${id}`,
  coroutine: 'c',
  parent,
  cell: 'c1',
  site: 1,
  role: 'task',
  ...more
});

const wait = (id: number, kind: string, on: number | null, t = 99): Raw => ({
  kind: 'wait_started',
  t,
  task: id,
  wait: kind,
  on,
  until: null,
  stack: [1]
});

const thing = (id: number, type: string): Raw => ({
  kind: 'resource_seen',
  t: 0,
  resource: id,
  type,
  name: null,
  capacity: 1,
  detail: null
});

const place = (id: number): Raw => ({
  kind: 'place_named',
  t: 0,
  place: id,
  cell: 'c1',
  file: 'cell',
  line: id,
  function: `f${id}`
});

const said = { en: 'Look.', 'zh-CN': '看。' };

/** Facts that lie about who made, waits for, holds and includes whom. */
const circles: readonly Raw[] = [
  place(1),
  task(1, 1),
  task(2, 3),
  task(3, 2),
  task(4, 9999),
  // A second birth would close the circle.
  task(1, 3),
  thing(5, 'lock'),
  thing(6, 'gather'),
  thing(7, 'queue'),
  wait(1, 'task', 1),
  wait(2, 'task', 3),
  wait(3, 'task', 2),
  wait(4, 'gather', 6),
  { kind: 'members_named', t: 100, resource: 6, tasks: [4, 6, 6, 8888] },
  { kind: 'members_named', t: 100, resource: 7777, tasks: [1] },
  { kind: 'acquired', t: 101, resource: 5, task: 8888 },
  { kind: 'released', t: 101, resource: 7777, task: 1 },
  { kind: 'acquired', t: 101, resource: 1, task: 1 },
  wait(1, 'lock', 1, 102),
  {
    kind: 'deadlock_found',
    t: 103,
    tasks: [1, 1, 8888],
    resources: [1, null, 5]
  },
  { kind: 'deadlock_found', t: 103, tasks: [], resources: [] },
  { kind: 'step', t: 104, task: 7777 },
  { kind: 'step', t: 104, task: -5 },
  { kind: 'task_woken', t: 105, task: 2, by: { kind: 'task', task: 2 } },
  { kind: 'task_woken', t: 105, task: 3, by: { kind: 'task', task: 9999 } },
  {
    kind: 'task_ended',
    t: 106,
    task: 9999,
    outcome: 'raised',
    error: null,
    message: null
  },
  { kind: 'work_started', t: 107, work: 4444, worker: 3 },
  { kind: 'run_ended', t: 108, overhead: -5 },
  task(10, 1, { t: 109 })
];

/** Times that go back, lie before the run's start, or are as large as a number may be. */
const times: readonly Raw[] = BUSY_RUN.map((fact, index) => ({
  ...fact,
  t: [fact.t, -fact.t, -1, 0, Number.MAX_SAFE_INTEGER, fact.t][index % 6]
}));

const WAITERS = 20_000;

/** Runs by name, as they would stand in a message. */
export const HOSTILE: Readonly<Record<string, () => readonly unknown[]>> = {
  ...Object.fromEntries(
    Object.entries({ markup: MARKUP, strange: STRANGE, long: LONG }).flatMap(
      ([what, text]) =>
        Object.entries(WHOLE).map(([name, facts]) => [
          `${what} in ${name}`,
          () => facts().map(fact => withText(fact, text))
        ])
    )
  ),
  circles: () => circles,
  'times out of order': () => times,
  'no run_started': () => BUSY_RUN.slice(1),
  backwards: () => [...BUSY_RUN].reverse(),
  'each fact twice': () => BUSY_RUN.flatMap(fact => [fact, fact]),
  'unknown kinds and words': () => [
    ...BUSY_RUN,
    { kind: 'teleported', t: 1, task: 1, to: MARKUP },
    { kind: '__proto__', t: 1 },
    { kind: 'constructor', t: 1 },
    task(50, 1, { role: 'demon' }),
    wait(2, 'prayer', 4),
    {
      kind: 'task_ended',
      t: 9,
      task: 2,
      outcome: 'ascended',
      error: null,
      message: null
    }
  ],
  'a deep chain of awaits': () => [
    ...range(20_000).map(index => place(index + 1)),
    task(1, null),
    { kind: 'step', t: 5, task: 1 },
    { ...wait(1, 'sleep', null), stack: range(20_000).map(index => index + 1) },
    {
      kind: 'loop_blocked',
      t: 200,
      task: 1,
      since: 5,
      stack: range(20_000).map(index => index + 1)
    }
  ],
  'a deep line of creators': () => [
    place(1),
    ...range(20_000).map(index => task(index + 1, index || null)),
    ...range(20_000).map(index => wait(index + 1, 'task', index + 2, 30_000))
  ],
  'everyone waits for one lock': () => [
    place(1),
    thing(WAITERS + 1, 'lock'),
    ...range(WAITERS).map(index => task(index + 1, null)),
    { kind: 'acquired', t: WAITERS, resource: WAITERS + 1, task: 1 },
    ...range(WAITERS).map(index =>
      wait(index + 1, 'lock', WAITERS + 1, WAITERS)
    )
  ],
  'everyone waits for a thing of their own': () => [
    place(1),
    ...range(2_000).flatMap(index => [
      task(2 * index + 1, null, { t: 0 }),
      thing(2 * index + 2, 'event'),
      wait(2 * index + 1, 'event', 2 * index + 2)
    ])
  ],
  'a deadlock of thousands': () => [
    place(1),
    ...range(3_000).map(index => task(index + 1, null, { t: 0 })),
    ...range(3_000).map(index =>
      wait(index + 1, 'task', ((index + 1) % 3_000) + 1)
    ),
    {
      kind: 'deadlock_found',
      t: 100,
      tasks: range(3_000).map(index => index + 1),
      resources: range(3_000).map(() => null)
    }
  ],
  'a flood of findings': () => [
    place(1),
    task(1, null),
    ...range(20_000).map(index => ({
      kind: 'finding',
      t: 10,
      code: `made-up-${index % 50}`,
      severity: 'warning',
      task: 1,
      site: 1,
      concept: 'lock',
      at: 5,
      message: said,
      evidence: said,
      fix: said,
      snippet: said
    }))
  ],
  'a flood of gaps and cells': () => [
    task(1, null),
    ...range(5_000).flatMap(index => [
      {
        kind: 'unseen',
        t: 10,
        code: `gap-${index}`,
        detail: `${index}`,
        message: { en: `gap ${index % 4_000}`, 'zh-CN': `缺 ${index}` }
      },
      { kind: 'cell_started', t: 10, cell: `c${index}`, count: index, task: 1 }
    ])
  ],
  'a flood of cancels and holds': () => [
    place(1),
    task(1, null),
    task(2, null),
    thing(3, 'semaphore'),
    ...range(20_000).flatMap(index => [
      {
        kind: 'cancel_requested',
        t: 10 + index,
        task: 1,
        by: { kind: 'task', task: 2 },
        site: 1,
        requests: index
      },
      { kind: 'acquired', t: 10 + index, resource: 3, task: 1 }
    ])
  ],
  'a flood of works and workers': () => [
    place(1),
    task(1, null),
    ...range(3_000).flatMap(index => [
      {
        kind: 'work_submitted',
        t: 10,
        work: 10 + index,
        type: 'thread',
        function: 'f',
        task: 1,
        site: 1
      },
      { kind: 'work_started', t: 11, work: 10 + index, worker: index }
    ])
  ],
  'a window of thousands': () => [
    ...range(5_000).map(index => task(index + 1, null, { t: 0 })),
    {
      kind: 'window_merged',
      t: 10_000,
      since: -10_000,
      tasks: range(5_000).map(index => index + 1),
      steps: range(5_000).map(() => Number.MAX_SAFE_INTEGER),
      busy: range(5_000).map(() => Number.MAX_SAFE_INTEGER)
    }
  ]
};

/** A message of the comm `aioscope.data` with these facts, all of them as JSON. */
export function messageOf(
  facts: readonly unknown[],
  run = 'hostile',
  first = 0
): Raw {
  const text = JSON.stringify({
    kind: 'facts',
    run,
    first,
    count: facts.length,
    now: 0,
    facts,
    columns: [],
    shapes: []
  });
  return JSON.parse(text) as Raw;
}
