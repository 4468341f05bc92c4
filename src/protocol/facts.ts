/**
 * Reads one fact of untrusted JSON, field by field: finds the reader of its kind, one for each in the schema.
 */
import type { Fact } from './events';
import { UnknownWord, fields, text, time } from './fields';
import { LOOP_FACTS } from './loop_facts';
import type { Format, Readers } from './readers';
import { RESOURCE_FACTS } from './resource_facts';
import { RUN_FACTS } from './run_facts';
import { TASK_FACTS } from './task_facts';

/** A fact, or null where one of an unknown kind stood. */
export type Slot = Fact | null;

const READERS: Readers<Fact['kind']> = {
  ...RUN_FACTS,
  ...TASK_FACTS,
  ...LOOP_FACTS,
  ...RESOURCE_FACTS
};

/** A fact, or null where its kind or one of its words is not known. */
export function readSlot(value: unknown, format: Format): Slot {
  const from = fields(value, 'a fact');
  const kind = text(from, 'kind');
  const t = time(from, 't');
  if (!isKnown(kind)) {
    return null;
  }
  try {
    return READERS[kind](from, t, format);
  } catch (error) {
    if (error instanceof UnknownWord) {
      return null;
    }
    throw error;
  }
}

function isKnown(kind: string): kind is Fact['kind'] {
  return Object.hasOwn(READERS, kind);
}
