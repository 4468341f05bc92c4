/**
 * The one place that meets unknown JSON: what the comms carry, and saved runs.
 *
 *   facts  [task_created, wait_started]          the JSON part, in order
 *   steps  position 0 2   task 1 2   t 10 20     three binary columns
 *   -> [step 1, task_created, step 2, wait_started]
 *
 * Nothing in here throws. A frame that is not as `events.schema.json` says comes back as `{kind: 'broken'}` with the
 * reason. A fact of a kind, or with a word, that only a newer recorder knows leaves `null` in its place, so that
 * the facts after it keep their index.
 */
import type { ProblemMessage, StatusReply } from './events';
import type { Slot } from './facts';
import { readFormat, readSlot } from './facts';
import type { Fields } from './fields';
import {
  BrokenFrame,
  fields,
  flag,
  integer,
  list,
  nullable,
  text,
  time,
  word
} from './fields';

/** Most facts taken from one message. */
export const MAX_FACTS = 200_000;

/** Facts `first .. first + facts.length - 1` of a run. */
export interface DecodedFacts {
  readonly kind: 'facts';
  readonly run: string;
  readonly first: number;
  /** The run's clock when this was sent. */
  readonly now: number;
  readonly facts: readonly Slot[];
}

/** A frame that is not as the contract says. */
export interface Broken {
  readonly kind: 'broken';
  readonly reason: string;
}

/** A message of a kind that this version does not know. */
export interface UnknownMessage {
  readonly kind: 'unknown';
}

export type Decoded = DecodedFacts | ProblemMessage | UnknownMessage | Broken;

const PROBLEMS: readonly ProblemMessage['code'][] = [
  'hook_failed',
  'loop_not_supported',
  'send_failed'
];

/** Decodes a message of the comm `aioscope.data`. */
export function decode(
  data: unknown,
  buffers: readonly (ArrayBuffer | ArrayBufferView)[]
): Decoded {
  return guarded<Decoded>(() => {
    const from = fields(data, 'the message');
    switch (text(from, 'kind')) {
      case 'facts':
        return readFacts(from, buffers);
      case 'problem':
        return {
          kind: 'problem',
          code: word(from, 'code', PROBLEMS),
          detail: text(from, 'detail')
        };
      default:
        return { kind: 'unknown' };
    }
  });
}

/** Decodes a reply on the comm `aioscope.control`. */
export function decodeStatus(
  data: unknown
): StatusReply | UnknownMessage | Broken {
  return guarded<StatusReply | UnknownMessage | Broken>(() => {
    const from = fields(data, 'the reply');
    if (text(from, 'kind') !== 'status') {
      return { kind: 'unknown' };
    }
    return {
      kind: 'status',
      version: text(from, 'version'),
      watching: flag(from, 'watching'),
      run: nullable(from, 'run', text),
      problem: nullable(from, 'problem', text)
    };
  });
}

/** Decodes a saved run or a fixture: `{"format": 1, "facts": [...]}`, where the steps stand among the other facts. */
export function decodeSaved(
  data: unknown
): { readonly kind: 'saved'; readonly facts: readonly Slot[] } | Broken {
  return guarded<{ kind: 'saved'; facts: Slot[] } | Broken>(() => {
    const from = fields(data, 'the file');
    readFormat(from);
    return { kind: 'saved', facts: list(from, 'facts').map(readSlot) };
  });
}

function guarded<T>(read: () => T): T | Broken {
  try {
    return read();
  } catch (error) {
    return {
      kind: 'broken',
      reason: error instanceof Error ? error.message : 'it cannot be read'
    };
  }
}

function readFacts(
  from: Fields,
  buffers: readonly (ArrayBuffer | ArrayBufferView)[]
): DecodedFacts {
  const count = integer(from, 'count', 0);
  if (count > MAX_FACTS) {
    throw new BrokenFrame(`it has ${count} facts, more than ${MAX_FACTS}`);
  }
  const others = list(from, 'facts');
  const steps = readSteps(buffers, count);
  if (steps.count + others.length !== count) {
    throw new BrokenFrame(
      `it has ${others.length} facts and ${steps.count} steps, which are not ${count}`
    );
  }
  const facts: Slot[] = [];
  let step = 0;
  let other = 0;
  for (let position = 0; position < count; position++) {
    if (step < steps.count && steps.position(step) === position) {
      facts.push({ kind: 'step', t: steps.t(step), task: steps.task(step) });
      step++;
    } else {
      // Positions that repeat or run backwards leave more to fill than there is.
      if (other === others.length) {
        throw new BrokenFrame('the positions of its steps are not in order');
      }
      facts.push(readSlot(others[other++]));
    }
  }
  return {
    kind: 'facts',
    run: text(from, 'run'),
    first: integer(from, 'first', 0),
    now: time(from, 'now'),
    facts
  };
}

interface Steps {
  readonly count: number;
  position(index: number): number;
  task(index: number): number;
  t(index: number): number;
}

/** The three columns, read through DataView: little-endian everywhere, and a view may start at any byte. */
function readSteps(
  buffers: readonly (ArrayBuffer | ArrayBufferView)[],
  most: number
): Steps {
  if (buffers.length === 0) {
    return { count: 0, position: () => -1, task: () => 0, t: () => 0 };
  }
  const [positions, tasks, times] = buffers.map(column);
  if (!positions || !tasks || !times || buffers.length !== 3) {
    throw new BrokenFrame(`it has ${buffers.length} buffers instead of 3`);
  }
  const count = positions.byteLength / 4;
  if (
    count > most ||
    tasks.byteLength !== count * 4 ||
    times.byteLength !== count * 8
  ) {
    throw new BrokenFrame('the columns of its steps are not of one length');
  }
  return {
    count,
    position: index => positions.getUint32(index * 4, true),
    task: index => {
      const task = tasks.getInt32(index * 4, true);
      if (task < -1) {
        throw new BrokenFrame('"task" of a step is out of range');
      }
      return task;
    },
    t: index => {
      const t = times.getFloat64(index * 8, true);
      if (!Number.isSafeInteger(t)) {
        throw new BrokenFrame('"t" of a step is not a whole number');
      }
      return t + 0;
    }
  };
}

function column(buffer: ArrayBuffer | ArrayBufferView): DataView {
  return ArrayBuffer.isView(buffer)
    ? new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new DataView(buffer);
}
