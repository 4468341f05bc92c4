/**
 * What one notebook's reader sees: the runs that came from its kernel, which of them is shown, the cursor in it, and
 * how the connection stands. The store that views subscribe to; the connection in src/lab is the only writer of
 * runs and status.
 *
 *   connection --receive, setStatus--> Session --subscribe, snapshot--> panel
 *                                         ^- show, moveTo, select, play -'
 */
import type { Decoded } from '../protocol/decode';
import { EventLog } from './log';
import { assertNever } from './never';
import type { Playback, Speed } from './playback';
import { advance } from './playback';
import type { Status } from './status';

/** Runs kept; the oldest go first. */
export const MAX_RUNS = 10;

/** Facts kept of all runs together, but for the run that is shown and the newest. */
export const MAX_FACTS_OF_ALL = 2_000_000;

/** A run that was seen. */
export interface SeenRun {
  readonly id: string;
  /** 1 for the first run that this session saw. */
  readonly number: number;
  readonly log: EventLog;
  /** It was recorded by a kernel that has since been restarted. */
  readonly former: boolean;
}

/** Where the reader stands in the run that is shown. */
export interface Cursor {
  /** Nanoseconds since the run's start; null: at the end, and following it. */
  readonly time: number | null;
  /** Id of the selected task; null: none. */
  readonly selected: number | null;
}

/**
 * A frozen look at a session. It is replaced whenever anything changes, so its identity tells whether to draw again; the
 * logs in it grow in place.
 */
export interface Snapshot {
  readonly runs: readonly SeenRun[];
  readonly shown: SeenRun | null;
  /** The reader chose the run; null: the newest is followed. */
  readonly chosen: string | null;
  readonly cursor: Cursor;
  readonly playback: Playback;
  readonly status: Status;
}

/** Facts to ask the kernel for again. */
export interface Resend {
  readonly run: string;
  readonly first: number;
}

const LIVE: Cursor = { time: null, selected: null };

export class Session {
  /** The current look; the same object until something changes. */
  readonly snapshot = (): Snapshot => this._snapshot;

  /** Calls `listener` after every change, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this._listeners.add(listener);
    return () => {
      this._listeners.delete(listener);
    };
  };

  /**
   * Takes what `decode` made of a data message. Returns what to ask the kernel for again, once for every hole;
   * null: nothing.
   */
  receive(message: Decoded): Resend | null {
    switch (message.kind) {
      case 'facts': {
        if (this._forgotten.has(message.run)) {
          return null;
        }
        const run = this.runOf(message.run);
        const before = run.log.missingFrom;
        run.log.append(message.first, message.facts, message.now);
        const first = run.log.missingFrom;
        this.change({});
        return first !== null && first !== before
          ? { run: run.id, first }
          : null;
      }
      case 'problem':
        this.setStatus({
          problem: { code: message.code, detail: message.detail }
        });
        return null;
      case 'broken':
        this.setStatus({
          problem: { code: 'broken_frame', detail: message.reason }
        });
        return null;
      case 'unknown':
        return null;
      default:
        return assertNever(message);
    }
  }

  /** Changes the parts of the status that are given. */
  setStatus(part: Partial<Status>): void {
    this.change({ status: { ...this._snapshot.status, ...part } });
  }

  /** The kernel was restarted: its runs can be looked at, but they will not grow any more, and nothing is watched. */
  kernelRestarted(): void {
    this.change({
      runs: this._snapshot.runs.map(run =>
        run.former ? run : { ...run, former: true }
      ),
      status: { ...this._snapshot.status, watching: 'off', problem: null }
    });
  }

  /** Shows a run; null: the newest, from now on. */
  show(run: string | null): void {
    this.change({ chosen: run });
  }

  /** Lets a run go for good: what still comes of it is not taken. */
  forget(run: string): void {
    const { runs, chosen, shown } = this._snapshot;
    this._forgotten.add(run);
    this._snapshot = {
      ...this._snapshot,
      shown: shown?.id === run ? null : shown
    };
    this.change({
      runs: runs.filter(each => each.id !== run),
      chosen: chosen === run ? null : chosen
    });
  }

  /** Moves the cursor; null or a time at the end: live, and what plays has come to its end. */
  moveTo(time: number | null): void {
    const end = this._snapshot.shown?.log.now ?? 0;
    const at =
      time === null || time >= end ? null : Math.max(0, Math.round(time));
    this.change({ cursor: { ...this._snapshot.cursor, time: at } });
  }

  /** Lets the cursor move by itself, from the start if it stands at the end; or no longer. */
  play(on: boolean): void {
    const { cursor, playback } = this._snapshot;
    this._ticked = null;
    this.change({
      cursor: { ...cursor, time: on ? (cursor.time ?? 0) : cursor.time },
      playback: { ...playback, playing: on }
    });
  }

  /** How fast it moves then. */
  setSpeed(speed: Speed): void {
    this.change({ playback: { ...this._snapshot.playback, speed } });
  }

  /**
   * The clock of whoever draws, in milliseconds. It may be told by several panels in one frame: the second time nothing
   * has passed.
   */
  tick(clock: number): void {
    const { cursor, playback, shown } = this._snapshot;
    const elapsed = clock - (this._ticked ?? clock);
    this._ticked = clock;
    if (playback.playing && cursor.time !== null && elapsed > 0) {
      const end = shown?.log.now ?? 0;
      this.moveTo(advance(cursor.time, elapsed, playback.speed, end));
    }
  }

  /** Selects a task of the run that is shown; null: none. */
  select(task: number | null): void {
    this.change({ cursor: { ...this._snapshot.cursor, selected: task } });
  }

  private runOf(id: string): SeenRun {
    const known = this._snapshot.runs.find(run => run.id === id);
    if (known) {
      return known;
    }
    const run = {
      id,
      number: ++this._count,
      log: new EventLog(),
      former: false
    };
    this._snapshot = {
      ...this._snapshot,
      runs: kept([...this._snapshot.runs, run], this._snapshot.shown),
      // What went wrong in the run before says nothing about this one.
      status: { ...this._snapshot.status, problem: null }
    };
    return run;
  }

  /** Replaces the snapshot; what is shown follows from the rest. */
  private change(part: Partial<Omit<Snapshot, 'shown'>>): void {
    const next = { ...this._snapshot, ...part };
    const shown = shownOf(next);
    const moved = shown?.id !== this._snapshot.shown?.id;
    const cursor = moved ? LIVE : next.cursor;
    const playing = next.playback.playing && cursor.time !== null;
    this._snapshot = {
      ...next,
      shown,
      cursor,
      playback: { ...next.playback, playing }
    };
    for (const listener of [...this._listeners]) {
      listener();
    }
  }

  private readonly _listeners = new Set<() => void>();
  private _count = 0;
  private readonly _forgotten = new Set<string>();
  /** The clock when it was told last; null: play has only begun. */
  private _ticked: number | null = null;
  private _snapshot: Snapshot = {
    runs: [],
    shown: null,
    chosen: null,
    cursor: LIVE,
    playback: { playing: false, speed: 0.1 },
    status: {
      kernel: { kind: 'no_notebook' },
      watching: 'off',
      whileBusy: false,
      problem: null
    }
  };
}

/** The runs that there is room for: the newest, the one shown, and of the others the younger ones. */
function kept(runs: readonly SeenRun[], shown: SeenRun | null): SeenRun[] {
  let facts = 0;
  let room = MAX_RUNS - (shown ? 2 : 1);
  return [...runs]
    .reverse()
    .filter((run, age) => {
      facts += run.log.facts.length;
      const stays = age === 0 || run.id === shown?.id;
      return stays || (facts <= MAX_FACTS_OF_ALL && room-- > 0);
    })
    .reverse();
}

/** The chosen run; else the newest that has something to show; else the one shown so far; else the newest. */
function shownOf({ runs, chosen, shown }: Snapshot): SeenRun | null {
  const newest = [...runs].reverse();
  return (
    newest.find(run => run.id === chosen) ??
    newest.find(run => run.log.history.hasStory) ??
    newest.find(run => run.id === shown?.id) ??
    newest[0] ??
    null
  );
}
