import React, { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { EventLog } from '../../model/log';
import { stateAt } from '../../model/state';
import { BUSY_RUN } from '../../testing/busy_run';
import { fixture, logOf, timeOf } from '../../testing/fixtures';
import { TICK, story } from '../../testing/story';
import { translation } from '../../testing/trans';
import { Words } from '../kit/words';
import { Details } from './body';
import type { Details as Data } from './layout';
import { detailsOf } from './layout';

const MS = 1_000_000;
const trans = translation(null);

function details(log: EventLog, name: string, time: number): Data {
  const { history } = log;
  const task = history.tasks.find(each => each.name === name);
  const words = new Words(history, trans);
  const data = task && detailsOf(task, { history, time, words, trans });
  if (!data) {
    throw new Error(`${name} is not there`);
  }
  return data;
}

const sentence = (log: EventLog, name: string, time: number): string =>
  details(log, name, time).why?.sentence.replace(/[\d.]+ (ms|s)\b/g, 'TIME') ??
  'ended';

describe('why am I not done, in one sentence', () => {
  it('semaphore: by those who hold it, and what they wait for', () => {
    const log = fixture('semaphore');
    const queued = timeOf(
      log,
      fact => fact.kind === 'wait_started' && fact.task === 6
    );
    expect(sentence(log, 'worker-5', queued)).toBe(
      'worker-5 waits for semaphore limit (2 of 2 held by worker-1, worker-2); worker-1 sleeps until TIME.'
    );
    expect(sentence(log, 'worker-5', log.now)).toBe('ended');
  });

  it('deadlock: the circle', () => {
    const log = fixture('deadlock');
    const time = timeOf(log, fact => fact.kind === 'deadlock_found');
    expect(sentence(log, 'to the right', time)).toBe(
      'to the right waits for lock source (2) (held by to the left); to the left waits for lock source (1) (held by to the right): a deadlock, to the right → to the left → to the right.'
    );
  });

  it('blocked loop: the task that blocks it, and the one that could run', () => {
    const log = logOf(BUSY_RUN);
    expect(sentence(log, 'ping', 250 * MS)).toBe(
      'ping blocks the loop at cell [4] line 12.'
    );
    expect(sentence(log, 'thumbnail', 250 * MS)).toBe(
      'thumbnail is ready to run: ping blocks the loop at cell [4] line 12.'
    );
    expect(sentence(log, 'ping', 100 * MS)).toBe(
      'ping is busy, step after step: its single steps were not told.'
    );
  });

  it('queue: who empties it', () => {
    const log = fixture('queue');
    const full = timeOf(
      log,
      fact => fact.kind === 'wait_started' && fact.wait === 'queue.put'
    );
    expect(sentence(log, 'producer', full + 1_000_000)).toBe(
      'producer waits to put into queue queue; consumer (which got from it before) sleeps until TIME.'
    );
  });

  it('barrier, event and future: nobody has done it yet', () => {
    const barrier = fixture('barrier');
    const first = barrier.facts.find(
      fact => fact.kind === 'wait_started' && fact.wait === 'barrier'
    );
    const task = first?.kind === 'wait_started' ? first.task : 0;
    const name = barrier.history.task(task)?.name ?? '';
    expect(sentence(barrier, name, first?.t ?? 0)).toBe(
      `${name} waits for barrier signpost: 1 of 3 have come.`
    );
    const log = logOf(
      story(`
        cell  RwwwD  gather
        a     .rRww  event go
        b     ...Rw  event go
      `)
    );
    expect(sentence(log, 'a', 4 * TICK)).toBe(
      'a waits for event go: nobody has set it yet, and 1 other task waits for it.'
    );
  });

  it('a long chain is cut in the middle, and the evidence holds it all', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const rows = names.map(
      (name, index) => `${name} Rw task ${names[index + 1] ?? 'lost'}`
    );
    const { why } = details(logOf(story(rows.join('\n'))), 'a', TICK);
    expect(why?.sentence).toBe(
      'a waits for task b; b waits for task c; … 2 more tasks …; e waits for task f; f waits for task lost: the log does not tell more.'
    );
    expect(why?.evidence.map(each => each.name)).toEqual(names);
  });
});

describe('details', () => {
  it('name the whole stack, outermost first, with functions', () => {
    const log = fixture('semaphore');
    const queued = timeOf(
      log,
      fact => fact.kind === 'wait_started' && fact.task === 6
    );
    const { stack, stackIsOfWaitBefore, concept } = details(
      log,
      'worker-5',
      queued
    );
    expect(stack.map(line => line.function)).toEqual([
      'worker',
      '_ContextManagerMixin.__aenter__',
      'Semaphore.acquire'
    ]);
    expect(stack[0]?.label).toMatch(/^cell \[2\] line \d+$/);
    expect(stackIsOfWaitBefore).toBe(false);
    expect(concept).toBe('semaphore');
  });

  it('say where a task that was woken goes on', () => {
    const log = fixture('semaphore');
    const woken = timeOf(
      log,
      fact => fact.kind === 'task_woken' && fact.task === 4
    );
    const data = details(log, 'worker-3', woken);
    expect(data.stackIsOfWaitBefore).toBe(true);
    expect(data.stack.at(-1)?.function).toBe('Semaphore.acquire');
    expect(data.concept).toBe('event-loop');
  });

  it('tell who created, cancelled and woke it, by whom and when', () => {
    const log = logOf(BUSY_RUN);
    expect(
      details(log, 'download', 320 * MS).deeds.map(({ text, time, by }) => [
        text,
        time / MS,
        by?.name ?? null
      ])
    ).toEqual([
      ['created by cell [4]', 2, 'cell'],
      ['cancel requested by ping', 301, 'ping'],
      ['being cancelled by ping', 301, 'ping']
    ]);
    // What has not happened yet is not told.
    expect(details(log, 'download', 200 * MS).deeds).toHaveLength(1);
  });

  it('tell the exception, once it has been raised', () => {
    const log = logOf(BUSY_RUN);
    expect(details(log, 'careless', 10 * MS).error).toBeNull();
    expect(details(log, 'careless', 20 * MS).error).toEqual({
      type: 'KeyError',
      message: 'page'
    });
  });

  it('count the steps, and say which are missing', () => {
    const { steps } = details(logOf(BUSY_RUN), 'ping', 320 * MS);
    expect(steps).toMatchObject({
      count: 1,
      untold: 12_300,
      percentiles: { p50: 137 * MS, max: 137 * MS },
      bins: [{ from: 100 * MS, to: 200 * MS, count: 1 }]
    });
    const { steps: none } = details(logOf(BUSY_RUN), 'pong', 2 * MS);
    expect(none).toEqual({ count: 0, untold: 0, percentiles: null, bins: [] });
  });

  it('list what it holds', () => {
    const log = fixture('deadlock');
    const time = timeOf(log, fact => fact.kind === 'deadlock_found');
    expect(details(log, 'to the left', time).holds).toMatchObject([
      { text: 'lock source (2)' }
    ]);
  });
});

describe('on the page', () => {
  const log = fixture('deadlock');
  const time = timeOf(log, fact => fact.kind === 'deadlock_found');
  const host = {
    watch: jest.fn(),
    jump: jest.fn(),
    cancel: jest.fn(),
    whyNotCancel: jest.fn<string | null, [number]>(() => null),
    openConcept: jest.fn()
  };
  const onSelect = jest.fn();
  const onMove = jest.fn();

  function draw(selected: number | null, at: number = time): HTMLElement {
    const page = document.createElement('div');
    const { history } = log;
    act(() =>
      createRoot(page).render(
        <Details
          history={history}
          version={0}
          state={stateAt(log, { time: at })}
          words={new Words(history, trans)}
          trans={trans}
          cursor={{ time: at, selected }}
          host={host}
          onSelect={onSelect}
          onMove={onMove}
        />
      )
    );
    return page;
  }

  const link = (page: HTMLElement, text: string): HTMLButtonElement => {
    const found = [...page.querySelectorAll('button')].find(
      each => each.textContent === text
    );
    if (!found) {
      throw new Error(`no link ${text}`);
    }
    return found;
  };

  it('cancels a task that is alive, or says why it cannot', () => {
    const page = draw(2);
    link(page, 'Cancel this task').click();
    expect(host.cancel).toHaveBeenLastCalledWith(2);
    host.whyNotCancel.mockReturnValue('It has ended by now.');
    const later = draw(2);
    expect(link(later, 'Cancel this task').disabled).toBe(true);
    expect(later.textContent).toContain('It has ended by now.');
    host.whyNotCancel.mockReturnValue(null);
  });

  it('an empty view says what to do', () => {
    expect(draw(null).textContent).toContain('Select a task');
    expect(draw(2, 0).textContent).toContain('does not exist yet');
    expect(draw(4_711).textContent).toContain('Select a task');
  });

  it('links lead to tasks, lines, instants and the concept', () => {
    const page = draw(2);
    act(() => link(page, 'to the left').click());
    expect(onSelect).toHaveBeenLastCalledWith(3);
    act(() => link(page, 'created by cell [2]').click());
    expect(onSelect).toHaveBeenLastCalledWith(1);
    act(() => link(page, 'What does that mean?').click());
    expect(host.openConcept).toHaveBeenLastCalledWith('lock');
    act(() => link(page, 'cell [2] line 7').click());
    expect(host.jump).toHaveBeenLastCalledWith(
      expect.objectContaining({ line: 7 })
    );
    const [instant] = page.querySelectorAll<HTMLButtonElement>(
      '[title="Go to this instant"]'
    );
    act(() => instant?.click());
    expect(onMove).toHaveBeenLastCalledWith(log.history.task(2)?.createdAt);
    const ended = draw(2, log.now);
    act(() => link(ended, 'What does that mean?').click());
    expect(host.openConcept).toHaveBeenLastCalledWith('cancellation');
  });
});
