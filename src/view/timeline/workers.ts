/**
 * Lanes for work that was given away: one for each thread, process or subprocess, and one for what waits for a free thread or
 * process.
 *
 *   queue for threads          [  ]     [        ]        ready boxes: it could start, and nobody was free
 *   thread 1           [resize     ][resize     ][ ···    running boxes
 *
 * Fed as the history grows: what is over costs nothing any more.
 */
import type { StateWord } from '../../model/records';
import { lastAtOrBefore } from '../../model/search';
import type { Work } from '../../model/works';
import { barsOfCoverage } from './bars';
import type { Lasting } from './coverage';
import { Coverage } from './coverage';
import type { Lane } from './layout';
import type { Stretch } from './viewport';

/** Shorter waits in the queue are the cost of starting, and no lane of their own. */
export const QUEUED = 1_000_000;

/** Work in a lane, from when on. */
export interface Placed {
  readonly start: number;
  readonly work: Work;
}

/** One lane. */
export interface Worker {
  readonly key: string;
  readonly type: Work['type'];
  /** As in Work; null: it is the queue of this type. */
  readonly worker: number | null;
  /** Sorted by start. */
  readonly works: readonly Placed[];
}

interface OwnWorker extends Worker {
  readonly works: Placed[];
  readonly stretches: Lasting[];
  readonly coverage: Coverage;
}

const TYPES: readonly Work['type'][] = ['thread', 'process', 'subprocess'];

/** The lanes of one run. */
export class Workers {
  /** By type, and each queue above those who take from it. */
  get all(): readonly Worker[] {
    return this._all;
  }

  /** Takes in what has been given away, begun and ended until now. */
  take(works: readonly Work[], now: number): void {
    const news = works.slice(this._taken);
    this._taken = works.length;
    // A subprocess has no queue: until it runs it is being started.
    const queueing = news.filter(work => work.type !== 'subprocess');
    this._queued = [...this._queued, ...queueing].filter(work => {
      const until = leftQueueAt(work);
      if ((until ?? now) - work.queuedAt >= QUEUED) {
        this.put(work, null, new InQueue(work));
        return false;
      }
      return until === null;
    });
    this._ahead = [...this._ahead, ...news].filter(work => {
      if (work.startedAt !== null) {
        this.put(work, work.worker ?? 0, new AtWork(work, work.startedAt));
      }
      return leftQueueAt(work) === null;
    });
    for (const each of this._all) {
      each.coverage.take(each.stretches);
    }
  }

  /** The lane in a stretch of time; `end` is the latest time known. */
  lane(worker: Worker, end: number, stretch: Stretch, width: number): Lane {
    const own = this._byKey.get(worker.key);
    const state: StateWord = worker.worker === null ? 'ready' : 'running';
    const bars = own ? barsOfCoverage(own.coverage, end, stretch, width) : [];
    const boxes = bars.map(bar => ({ ...bar, state, spans: 1 }));
    return { boxes, holds: [], cancels: [], end: null };
  }

  private put(work: Work, number: number | null, stretch: Lasting): void {
    const lane = this.laneFor(work.type, number);
    const { start } = stretch;
    // They come nearly in order: this is near the end.
    lane.works.splice(lastAtOrBefore(lane.works, start) + 1, 0, {
      start,
      work
    });
    lane.stretches.push(stretch);
  }

  private laneFor(type: Work['type'], worker: number | null): OwnWorker {
    const key = `${type} ${worker ?? 'queue'}`;
    const known = this._byKey.get(key);
    if (known) {
      return known;
    }
    const lane: OwnWorker = {
      key,
      type,
      worker,
      works: [],
      stretches: [],
      coverage: new Coverage()
    };
    this._byKey.set(key, lane);
    this._all = [...this._byKey.values()].sort(
      (a, b) =>
        TYPES.indexOf(a.type) - TYPES.indexOf(b.type) ||
        (a.worker ?? -1) - (b.worker ?? -1)
    );
    return lane;
  }

  private readonly _byKey = new Map<string, OwnWorker>();
  private _all: readonly OwnWorker[] = [];
  /** Not begun, and not long enough in the queue to be shown there. */
  private _queued: Work[] = [];
  /** Not begun. */
  private _ahead: Work[] = [];
  private _taken = 0;
}

/** A stretch in a queue, whose end is told later. */
class InQueue implements Lasting {
  constructor(private readonly work: Work) {}

  get start(): number {
    return this.work.queuedAt;
  }

  get end(): number | null {
    return leftQueueAt(this.work);
  }
}

/** A stretch at work, whose end is told later. */
class AtWork implements Lasting {
  constructor(
    private readonly work: Work,
    readonly start: number
  ) {}

  get end(): number | null {
    return this.work.endedAt;
  }
}

/** When it began, or was cancelled in the queue; null: it is there still. */
function leftQueueAt({ startedAt, endedAt }: Work): number | null {
  return startedAt ?? endedAt;
}

/** Works looked at for one instant: no work in proportion to all that was given away. */
const LOOK = 500;

/** What a lane works on at an instant. */
export function worksAt(worker: Worker, time: number): Work[] {
  return latest(worker, time).filter(
    ({ endedAt }) => endedAt === null || endedAt > time
  );
}

/** What waits in a queue at an instant, in the order in which it came. */
export function inQueueAt(worker: Worker, time: number): Work[] {
  return latest(worker, time)
    .filter(work => (leftQueueAt(work) ?? Infinity) > time)
    .reverse();
}

/** Those that came last before an instant, latest first. */
function latest({ works }: Worker, time: number): Work[] {
  const last = lastAtOrBefore(works, time) + 1;
  return works
    .slice(Math.max(0, last - LOOK), last)
    .map(({ work }) => work)
    .reverse();
}
