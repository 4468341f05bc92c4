/**
 * A made-up run in which happens what few programs do: merged windows, a blocked loop, cancel requests, work in threads, a
 * task that is thrown away, an exception that nobody asks for. For specs, and to be looked at in the gallery.
 */
import type { Fact, TaskCreated, WaitStarted } from '../protocol/events';

const MS = 1_000_000;
const CELL = 1;

const created = (
  ms: number,
  task: number,
  name: string,
  role: TaskCreated['role'] = 'task'
): Fact => ({
  kind: 'task_created',
  t: ms * MS,
  task,
  name,
  coroutine: name,
  parent: role === 'cell' ? null : CELL,
  cell: 'c1',
  site: 1,
  role
});

const step = (ms: number, task: number): Fact => ({
  kind: 'step',
  t: ms * MS,
  task
});

const waits = (
  ms: number,
  task: number,
  wait: WaitStarted['wait'],
  on: number | null,
  untilMs: number | null = null
): Fact => ({
  kind: 'wait_started',
  t: ms * MS,
  task,
  wait,
  on,
  until: untilMs === null ? null : untilMs * MS,
  stack: [2]
});

const woken = (ms: number, task: number, by: number | null): Fact => ({
  kind: 'task_woken',
  t: ms * MS,
  task,
  by: by === null ? { kind: 'thread', task: null } : { kind: 'task', task: by }
});

const line = (place: number, number: number): Fact => ({
  kind: 'place_named',
  t: 0,
  place,
  cell: 'c1',
  file: 'cell',
  line: number,
  function: 'main'
});

const round = (ms: number, ready: number, timers: number): Fact => ({
  kind: 'iteration',
  t: ms * MS,
  polled: (ms - 0.01) * MS,
  ready,
  timers,
  due: timers > 0 ? (ms + 5) * MS : null
});

const window = (sinceMs: number, ms: number): Fact => ({
  kind: 'window_merged',
  t: ms * MS,
  since: sinceMs * MS,
  tasks: [2, 3],
  steps: [4_100, 3_900],
  busy: [22 * MS, 18 * MS]
});

const begun: readonly Fact[] = [
  {
    kind: 'run_started',
    t: 0,
    format: 2,
    run: 'busy',
    name: null,
    python: '3.12.1',
    clock: 1_700_000_000_000
  },
  line(1, 3),
  line(2, 9),
  line(3, 12),
  created(0, CELL, 'cell', 'cell'),
  { kind: 'cell_started', t: 0, cell: 'c1', count: 4, task: CELL },
  step(0, CELL),
  created(1, 2, 'ping'),
  created(1, 3, 'pong'),
  created(2, 4, 'thumbnail'),
  created(2, 5, 'download'),
  created(2, 6, 'forgotten'),
  created(2, 7, 'careless'),
  {
    kind: 'resource_seen',
    t: 3 * MS,
    resource: 20,
    type: 'gather',
    name: null,
    capacity: null,
    detail: null
  },
  { kind: 'members_named', t: 3 * MS, resource: 20, tasks: [2, 3, 4, 5] },
  waits(3, CELL, 'gather', 20)
];

/** Work in a thread, a socket, a task that nobody refers to, one that raises. */
const waiting: readonly Fact[] = [
  round(4, 5, 0),
  step(4, 4),
  {
    kind: 'work_submitted',
    t: 5 * MS,
    work: 30,
    type: 'thread',
    function: 'resize',
    task: 4,
    site: 2
  },
  waits(6, 4, 'executor', 30),
  step(6, 5),
  {
    kind: 'resource_seen',
    t: 7 * MS,
    resource: 21,
    type: 'stream',
    name: null,
    capacity: null,
    detail: 'tcp fd 12'
  },
  waits(8, 5, 'stream', 21),
  step(8, 6),
  waits(9, 6, 'future', null),
  step(9, 7),
  {
    kind: 'task_ended',
    t: 11 * MS,
    task: 7,
    outcome: 'raised',
    error: 'KeyError',
    message: 'page'
  },
  { kind: 'work_started', t: 12 * MS, work: 30, worker: 1 },
  { kind: 'exception_unretrieved', t: 13 * MS, task: 7 }
];

/** Two tasks that take turns faster than can be told, then one that blocks the loop. */
const busy: readonly Fact[] = [
  window(14, 64),
  window(64, 114),
  window(114, 164),
  waits(164, 3, 'event', null),
  step(165, 2),
  {
    kind: 'loop_blocked',
    t: 215 * MS,
    task: 2,
    since: 165 * MS,
    stack: [1, 3]
  },
  { kind: 'work_ended', t: 220 * MS, work: 30, outcome: 'returned' },
  { kind: 'task_destroyed', t: 240 * MS, task: 6 },
  woken(221, 4, null),
  {
    kind: 'loop_unblocked',
    t: 300 * MS,
    task: 2,
    since: 165 * MS,
    stack: [1, 3],
    delayed: [4],
    delays: [80 * MS]
  }
];

/** The download is cancelled, and takes its time to obey. */
const ending: readonly Fact[] = [
  {
    kind: 'cancel_requested',
    t: 301 * MS,
    task: 5,
    by: { kind: 'task', task: 2 },
    site: 3,
    requests: 1
  },
  {
    kind: 'task_woken',
    t: 301 * MS,
    task: 5,
    by: { kind: 'cancel', task: 2 }
  },
  waits(302, 2, 'sleep', null, 380),
  step(302, 4),
  {
    kind: 'task_ended',
    t: 310 * MS,
    task: 4,
    outcome: 'returned',
    error: null,
    message: null
  },
  step(310, 5),
  waits(315, 5, 'sleep', null, 360),
  round(360, 1, 2),
  step(360, 5),
  {
    kind: 'task_ended',
    t: 362 * MS,
    task: 5,
    outcome: 'cancelled',
    error: null,
    message: null
  },
  step(362, 0)
];

/** The facts, from run_started on; it goes on at its end. */
export const BUSY_RUN: readonly Fact[] = [
  ...begun,
  ...waiting,
  ...busy,
  ...ending
];
