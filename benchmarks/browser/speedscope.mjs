/**
 * A run as a file of speedscope: the loop's steps, one after the other, each named after its task. That is all of a run which
 * speedscope has a place for: it shows one stack at a time, and no two tasks that wait are one above the other.
 */
export function speedscopeOf(facts) {
  const events = [];
  let running = null;
  let end = 0;
  for (const fact of facts) {
    end = fact.t;
    if (fact.kind === 'step') {
      if (running !== null) {
        events.push({ type: 'C', frame: running, at: end });
      }
      running = fact.task > 0 ? fact.task - 1 : null;
      if (running !== null) {
        events.push({ type: 'O', frame: running, at: end });
      }
    }
  }
  if (running !== null) {
    events.push({ type: 'C', frame: running, at: end });
  }
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    shared: {
      frames: facts
        .filter(({ kind }) => kind === 'task_created')
        .map(({ name }) => ({ name }))
    },
    profiles: [
      {
        type: 'evented',
        name: 'loop',
        unit: 'nanoseconds',
        startValue: 0,
        endValue: end,
        events
      }
    ]
  };
}
