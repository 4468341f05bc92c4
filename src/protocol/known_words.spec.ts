import schema from '../../protocol/events.schema.json';
import * as words from './known_words';

const { definitions: all } = schema;

test.each<[string, readonly string[], readonly string[]]>([
  ['waits', words.WAITS, all.WaitKind.enum],
  ['wakers', words.WAKERS, all.Waker.properties.kind.enum],
  ['resources', words.RESOURCES, all.ResourceSeen.properties.type.enum],
  ['roles', words.ROLES, all.TaskCreated.properties.role.enum],
  ['outcomes', words.OUTCOMES, all.TaskEnded.properties.outcome.enum],
  ['cells', words.CELL_OUTCOMES, all.CellEnded.properties.outcome.enum],
  ['works', words.WORK_TYPES, all.WorkSubmitted.properties.type.enum],
  ['ends', words.WORK_OUTCOMES, all.WorkEnded.properties.outcome.enum],
  ['severities', words.SEVERITIES, all.FindingFact.properties.severity.enum]
])('the words for %s are those of the schema, in its order', (_, ours, its) => {
  expect(ours).toEqual(its);
});
