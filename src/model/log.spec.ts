import { story } from '../testing/story';
import { EventLog, PATIENCE } from './log';

const FACTS = story(`
  cell  RRwwRD
  a     .rRwRD
`);
const END = 5_000_000;

describe('EventLog', () => {
  it('takes every fact once, however often it is sent', () => {
    const log = new EventLog();
    expect(log.append(0, FACTS.slice(0, 6), 1)).toBe(true);
    expect(log.append(0, FACTS.slice(0, 3), 1)).toBe(true);
    expect(log.append(4, FACTS.slice(4), END)).toBe(true);
    expect(log.append(2, FACTS.slice(2, 5), END)).toBe(true);
    expect(log.facts).toEqual(FACTS);
    expect(log.missing).toBe(0);
  });

  it('refuses what stands behind a hole, counts it and tells from where to send again', () => {
    const log = new EventLog();
    log.append(0, FACTS.slice(0, 3), 1);
    expect(log.append(5, FACTS.slice(5, 7), 2)).toBe(false);
    expect(log.facts).toHaveLength(3);
    expect(log.missing).toBe(4);
    expect(log.missingFrom).toBe(3);

    expect(log.append(3, FACTS.slice(3), END)).toBe(true);
    expect(log.facts).toEqual(FACTS);
    expect(log.missing).toBe(0);
    expect(log.missingFrom).toBeNull();
    expect(log.lost).toBe(0);
  });

  it('goes on behind a hole that is never filled, and says what is lost', () => {
    const log = new EventLog();
    for (let message = 0; message < PATIENCE; message++) {
      expect(log.append(5, FACTS.slice(5), END)).toBe(false);
    }
    expect(log.append(5, FACTS.slice(5), END)).toBe(true);
    expect(log.lost).toBe(5);
    expect(log.missing).toBe(0);
    expect(log.facts).toEqual(FACTS.slice(5));
  });

  it('keeps no more than its limit and counts the rest', () => {
    const log = new EventLog(4);
    log.append(0, FACTS, END);
    expect(log.facts).toHaveLength(4);
    expect(log.dropped).toBe(FACTS.length - 4);
    expect(log.missing).toBe(0);
    expect(log.now).toBe(END);
  });

  it('counts facts of unknown kinds and keeps the index of those behind them', () => {
    const log = new EventLog();
    log.append(0, [null, ...FACTS.slice(1, 4)], 1);
    log.append(4, FACTS.slice(4), END);
    expect(log.unknown).toBe(1);
    expect(log.facts).toEqual(FACTS.slice(1));
  });

  it('lets the clock run on without facts, never back', () => {
    const log = new EventLog();
    log.append(0, FACTS, END);
    log.append(FACTS.length, [], END + 7);
    log.append(FACTS.length, [], 3);
    expect(log.now).toBe(END + 7);
    expect(log.history.now).toBe(END + 7);
  });

  it('folds only what is new, into the same history', () => {
    const log = new EventLog();
    log.append(0, FACTS.slice(0, 6), 1);
    const history = log.history;
    const reduce = jest.spyOn(history, 'reduce');
    log.append(6, FACTS.slice(6), END);
    expect(log.history).toBe(history);
    expect(reduce).toHaveBeenCalledTimes(FACTS.length - 6);
    expect(log.history.tasks.map(task => task.name)).toEqual(['cell', 'a']);
  });
});
