/**
 * The one place that meets unknown JSON: what the comms carry, and saved runs.
 *
 *   columns  step: position 0 2 · t 10 20 · task 1 2     binary, a buffer for each kind that consists of numbers
 *   facts    [task_created, task_ended]                  the others, which fill the positions left, in order
 *   -> [step 1, task_created, step 2, task_ended]
 *
 * Nothing in here throws. A frame that is not as `events.schema.json` says comes back as `{kind: 'broken'}` with the
 * reason. A fact of a kind, or with a word, that only a newer recorder knows leaves `null` in its place, so that
 * the facts after it keep their index.
 */
import { fillColumns } from './columns';
import type { ProblemMessage, StatusReply } from './events';
import type { Slot } from './facts';
import { readSlot } from './facts';
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
import { readFormat } from './run_facts';

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

/** Decodes a saved run or a fixture: `{"format": 2, "facts": [...]}`, where all facts are JSON. */
export function decodeSaved(
  data: unknown
): { readonly kind: 'saved'; readonly facts: readonly Slot[] } | Broken {
  return guarded<{ kind: 'saved'; facts: Slot[] } | Broken>(() => {
    const from = fields(data, 'the file');
    const format = readFormat(from);
    return {
      kind: 'saved',
      facts: list(from, 'facts').map(each => readSlot(each, format))
    };
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
  if (from['columns'] === undefined) {
    throw new BrokenFrame(
      'it is of format 1: the aioscope in the kernel is older than the one here'
    );
  }
  const others = list(from, 'facts');
  const slots = new Array<Slot | undefined>(count).fill(undefined);
  const filled = fillColumns(from, buffers, slots);
  if (filled + others.length !== count) {
    throw new BrokenFrame(
      `it has ${others.length} facts and ${filled} in columns, which are not ${count}`
    );
  }
  let other = 0;
  return {
    kind: 'facts',
    run: text(from, 'run'),
    first: integer(from, 'first', 0),
    now: time(from, 'now'),
    // As many are left as there are others: no position is filled twice.
    facts: slots.map(slot =>
      slot === undefined ? readSlot(others[other++], 2) : slot
    )
  };
}
