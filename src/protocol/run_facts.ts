/**
 * Reads facts about the run as a whole: its start and end, cells, places, what it lacks, what was found in it.
 */
import type { Fields } from './fields';
import {
  BrokenFrame,
  id,
  ids,
  idsOrNull,
  integer,
  nullable,
  sameLength,
  sentence,
  text,
  time,
  word
} from './fields';
import { CELL_OUTCOMES, SEVERITIES } from './known_words';
import type { Format, Readers } from './readers';

export const RUN_FACTS: Readers<
  | 'run_started'
  | 'run_ended'
  | 'cell_started'
  | 'cell_ended'
  | 'place_named'
  | 'never_awaited'
  | 'generator_unclosed'
  | 'deadlock_found'
  | 'finding'
  | 'unseen'
  | 'overhead_told'
  | 'facts_dropped'
> = {
  run_started: (from, t) => {
    readFormat(from);
    return {
      kind: 'run_started',
      t,
      format: 2,
      run: text(from, 'run'),
      name: nullable(from, 'name', text),
      python: text(from, 'python'),
      clock: integer(from, 'clock')
    };
  },
  run_ended: (from, t) => ({
    kind: 'run_ended',
    t,
    overhead: integer(from, 'overhead')
  }),
  overhead_told: (from, t) => ({
    kind: 'overhead_told',
    t,
    overhead: integer(from, 'overhead')
  }),
  cell_started: (from, t) => ({
    kind: 'cell_started',
    t,
    cell: text(from, 'cell'),
    count: integer(from, 'count'),
    task: id(from, 'task')
  }),
  cell_ended: (from, t) => ({
    kind: 'cell_ended',
    t,
    cell: text(from, 'cell'),
    outcome: word(from, 'outcome', CELL_OUTCOMES)
  }),
  place_named: (from, t) => ({
    kind: 'place_named',
    t,
    place: id(from, 'place'),
    cell: nullable(from, 'cell', text),
    file: text(from, 'file'),
    line: integer(from, 'line', 0),
    function: text(from, 'function')
  }),
  never_awaited: (from, t) => ({
    kind: 'never_awaited',
    t,
    coroutine: text(from, 'coroutine'),
    task: nullable(from, 'task', id),
    site: nullable(from, 'site', id)
  }),
  generator_unclosed: (from, t) => ({
    kind: 'generator_unclosed',
    t,
    generator: text(from, 'generator'),
    site: nullable(from, 'site', id)
  }),
  deadlock_found: (from, t) => {
    sameLength(from, ['tasks', 'resources']);
    return {
      kind: 'deadlock_found',
      t,
      tasks: ids(from, 'tasks'),
      resources: idsOrNull(from, 'resources')
    };
  },
  finding: (from, t) => ({
    kind: 'finding',
    t,
    code: text(from, 'code'),
    severity: word(from, 'severity', SEVERITIES),
    task: nullable(from, 'task', id),
    site: nullable(from, 'site', id),
    concept: nullable(from, 'concept', text),
    at: time(from, 'at'),
    message: sentence(from, 'message'),
    evidence: sentence(from, 'evidence'),
    fix: sentence(from, 'fix'),
    snippet: sentence(from, 'snippet')
  }),
  unseen: (from, t) => ({
    kind: 'unseen',
    t,
    code: text(from, 'code'),
    detail: text(from, 'detail'),
    message: sentence(from, 'message')
  }),
  facts_dropped: (from, t) => ({
    kind: 'facts_dropped',
    t,
    count: integer(from, 'count', 1)
  })
};

/** The version of the contract, which has to be one that is known here. */
export function readFormat(from: Fields): Format {
  const format = integer(from, 'format');
  if (format !== 1 && format !== 2) {
    throw new BrokenFrame(
      `it has format ${format}, and only formats 1 and 2 are known here`
    );
  }
  return format;
}
