import type { Fact } from '../protocol/events';
import { story } from '../testing/story';
import { MAX_FACTS_OF_ALL, MAX_RUNS, Session } from './session';

const WITH_TASKS = story(`
  cell  RRwwRD
  a     .rRwRD
`);
const PLAIN = story(`cell RRD`);

function send(
  session: Session,
  run: string,
  facts: readonly Fact[],
  first = 0
): unknown {
  return session.receive({
    kind: 'facts',
    run,
    first,
    now: 5_000_000,
    facts: facts.slice(first)
  });
}

describe('Session', () => {
  it('follows the newest run that has something to show', () => {
    const session = new Session();
    send(session, 'one', PLAIN);
    expect(session.snapshot().shown?.id).toBe('one');
    send(session, 'two', WITH_TASKS);
    send(session, 'three', PLAIN);
    expect(session.snapshot().shown?.id).toBe('two');
    send(session, 'four', WITH_TASKS);
    expect(session.snapshot().shown?.id).toBe('four');
  });

  it('stays with the run that the reader chose until told to follow again', () => {
    const session = new Session();
    send(session, 'one', WITH_TASKS);
    session.show('one');
    send(session, 'two', WITH_TASKS);
    expect(session.snapshot().shown?.id).toBe('one');
    session.show(null);
    expect(session.snapshot().shown?.id).toBe('two');
  });

  it('keeps the last runs, and the one that is shown', () => {
    const session = new Session();
    send(session, 'first', WITH_TASKS);
    session.show('first');
    for (let run = 0; run < MAX_RUNS + 3; run++) {
      send(session, `run ${run}`, WITH_TASKS);
    }
    const ids = session.snapshot().runs.map(run => run.id);
    expect(ids).toHaveLength(MAX_RUNS);
    expect(ids[0]).toBe('first');
    expect(ids.at(-1)).toBe(`run ${MAX_RUNS + 2}`);
    expect(session.snapshot().runs.at(-1)?.number).toBe(MAX_RUNS + 4);
  });

  it('lets old runs go when together they hold too much', () => {
    const session = new Session();
    const many = Array.from({ length: MAX_FACTS_OF_ALL / 2 }, () => ({
      kind: 'step' as const,
      t: 1,
      task: 0
    }));
    for (const run of ['one', 'two', 'three', 'four', 'five']) {
      send(session, run, many);
    }
    const ids = session.snapshot().runs.map(run => run.id);
    expect(ids).toEqual(['one', 'three', 'four', 'five']);
    expect(session.snapshot().shown?.id).toBe('one');
  });

  it('asks once for what is missing', () => {
    const session = new Session();
    expect(send(session, 'late', WITH_TASKS, 6)).toEqual({
      run: 'late',
      first: 0
    });
    expect(send(session, 'late', WITH_TASKS, 7)).toBeNull();
    expect(send(session, 'late', WITH_TASKS, 0)).toBeNull();
    expect(session.snapshot().shown?.log.facts).toEqual(WITH_TASKS);
  });

  it('moves the cursor within the run; at the end it is live', () => {
    const session = new Session();
    send(session, 'one', WITH_TASKS);
    session.moveTo(2_000_000.4);
    expect(session.snapshot().cursor.time).toBe(2_000_000);
    session.moveTo(-5);
    expect(session.snapshot().cursor.time).toBe(0);
    session.moveTo(9_000_000);
    expect(session.snapshot().cursor.time).toBeNull();
  });

  it('puts the cursor back to live when another run is shown', () => {
    const session = new Session();
    send(session, 'one', WITH_TASKS);
    session.moveTo(2_000_000);
    session.select(2);
    send(session, 'two', WITH_TASKS);
    expect(session.snapshot().cursor).toEqual({ time: null, selected: null });
  });

  it('plays from the cursor, or from the start, to the end', () => {
    const session = new Session();
    const time = (): number | null => session.snapshot().cursor.time;
    const playing = (): boolean => session.snapshot().playback.playing;
    send(session, 'one', WITH_TASKS);
    session.setSpeed(1);
    session.play(true);
    expect([playing(), time()]).toEqual([true, 0]);
    session.tick(700); // the first frame only tells what time it is
    expect(time()).toBe(0);
    session.tick(701.5);
    session.tick(701.5); // another panel, in the same frame
    expect(time()).toBe(1_500_000);
    session.moveTo(3_000_000);
    session.setSpeed(0.1);
    session.tick(711.5);
    expect(time()).toBe(4_000_000);
    session.play(false);
    session.tick(712);
    expect(time()).toBe(4_000_000);
    session.play(true);
    session.tick(5_000);
    expect(time()).toBe(4_000_000);
    session.tick(5_030);
    expect([playing(), time()]).toEqual([false, null]);
  });

  it('plays no more when the reader returns to the end, or another run is shown', () => {
    const session = new Session();
    send(session, 'one', WITH_TASKS);
    session.play(true);
    session.moveTo(null);
    expect(session.snapshot().playback.playing).toBe(false);
    session.play(true);
    send(session, 'two', WITH_TASKS);
    expect(session.snapshot().playback.playing).toBe(false);
    expect(session.snapshot().cursor.time).toBeNull();
  });

  it('forgets a run for good, and shows the newest of the others', () => {
    const session = new Session();
    send(session, 'one', WITH_TASKS);
    send(session, 'two', WITH_TASKS);
    session.show('two');
    session.moveTo(1_000_000);
    session.forget('two');
    expect(session.snapshot()).toMatchObject({
      chosen: null,
      shown: { id: 'one' },
      cursor: { time: null }
    });
    expect(send(session, 'two', WITH_TASKS, 6)).toBeNull();
    expect(session.snapshot().runs.map(run => run.id)).toEqual(['one']);
    session.forget('one');
    expect(session.snapshot()).toMatchObject({ runs: [], shown: null });
  });

  it('reports a broken frame and takes the next one', () => {
    const session = new Session();
    session.receive({
      kind: 'broken',
      reason: '"t" is not a whole number in range'
    });
    expect(session.snapshot().status.problem).toEqual({
      code: 'broken_frame',
      detail: '"t" is not a whole number in range'
    });
    send(session, 'one', WITH_TASKS);
    expect(session.snapshot().shown?.log.facts).toEqual(WITH_TASKS);
    expect(session.snapshot().status.problem).toBeNull();
  });

  it('keeps the runs of a kernel that was restarted, marked, and is not watching any more', () => {
    const session = new Session();
    session.setStatus({
      kernel: { kind: 'ready', busy: false },
      watching: 'on'
    });
    send(session, 'one', WITH_TASKS);
    session.kernelRestarted();
    send(session, 'two', WITH_TASKS);
    const { runs, shown, status } = session.snapshot();
    expect(runs.map(run => run.former)).toEqual([true, false]);
    expect(shown?.id).toBe('two');
    expect(status.watching).toBe('off');
  });

  it('tells its listeners, and hands out one object until something changes', () => {
    const session = new Session();
    const listener = jest.fn();
    const stop = session.subscribe(listener);
    const before = session.snapshot();
    expect(session.snapshot()).toBe(before);
    send(session, 'one', WITH_TASKS);
    expect(session.snapshot()).not.toBe(before);
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
    session.select(1);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
