import type { EventLog } from '../../model/log';
import type { Fact } from '../../protocol/events';
import { fixture, logOf } from '../../testing/fixtures';
import { TICK } from '../../testing/story';
import { Workers } from './workers';

const submitted = (tick: number, work: number): Fact => ({
  kind: 'work_submitted',
  t: tick * TICK,
  work,
  type: 'thread',
  function: 'resize',
  task: null,
  site: null
});
const started = (tick: number, work: number, worker = 1): Fact => ({
  kind: 'work_started',
  t: tick * TICK,
  work,
  worker
});
const ended = (tick: number, work: number): Fact => ({
  kind: 'work_ended',
  t: tick * TICK,
  work,
  outcome: 'returned'
});

/** What is drawn in each lane, where a tick is ten pixels wide. */
function lanes(
  workers: Workers,
  { history }: EventLog
): Record<string, string> {
  workers.take(history.works, history.now);
  const all = { from: 0, to: 10 * TICK };
  return Object.fromEntries(
    workers.all.map(worker => [
      worker.key,
      workers
        .lane(worker, history.now, all, 100)
        .boxes.map(({ state, x, width }) => `${state} ${x}+${width}`)
        .join(', ')
    ])
  );
}

describe('Workers', () => {
  it('has a lane for each thread, and one for what waits for a thread', () => {
    const log = logOf([
      submitted(1, 7),
      started(1, 7),
      submitted(1, 8),
      submitted(2, 9),
      ended(4, 7),
      started(4, 8),
      started(6, 9, 2),
      ended(7, 8)
    ]);
    log.append(8, [], 9 * TICK);
    expect(lanes(new Workers(), log)).toEqual({
      'thread queue': 'ready 10+50',
      'thread 1': 'running 10+60',
      'thread 2': 'running 60+30'
    });
  });

  it('shows the same fed bit by bit as fed at once, and a queue while it lasts', () => {
    const facts = [submitted(1, 7), started(4, 7), ended(6, 7)];
    const log = logOf([]);
    const workers = new Workers();
    log.append(0, facts.slice(0, 1), 3 * TICK);
    expect(lanes(workers, log)).toEqual({ 'thread queue': 'ready 10+20' });
    log.append(1, facts.slice(1, 2), 5 * TICK);
    expect(lanes(workers, log)).toEqual({
      'thread queue': 'ready 10+30',
      'thread 1': 'running 40+10'
    });
    log.append(2, facts.slice(2), 8 * TICK);
    expect(lanes(workers, log)).toEqual(lanes(new Workers(), log));
  });

  it('finds the threads and the subprocess of a recorded run', () => {
    const log = fixture('works');
    expect(Object.keys(lanes(new Workers(), log))).toEqual([
      'thread 2',
      'thread 3',
      'thread 4',
      'subprocess 1'
    ]);
  });
});
