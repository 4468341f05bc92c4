/**
 * What frames cost while the reader pans: real wheel events go into the page, and Chromium's own tracing tells what its main thread did.
 *
 *   wheel  |  |  |  |  |        one each 16 ms
 *   main   [task ][task]  [..   all tasks from one animation frame to the next are the cost of a frame
 */
/* global window, requestAnimationFrame, cancelAnimationFrame -- what is given to evaluate() runs in the page */

/** Milliseconds from one wheel event to the next. */
const EVERY = 16;

/** Pixels of a wheel event, and how many go one way before they go back. */
const BY = 12;
const TURN = 30;

/** Wheel events that wait for the page at most: more would only queue. */
const AHEAD = 3;

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  '__metadata'
];

/** Turns the wheel with the control key held: zooms. */
export async function zoom(client, at, deltaY, times) {
  for (let time = 0; time < times; time++) {
    await client.send('Input.dispatchMouseEvent', {
      type: 'mouseWheel',
      ...at,
      deltaX: 0,
      deltaY,
      modifiers: 2
    });
  }
}

/** Pans back and forth for so many milliseconds; intervals between frames and the main thread's cost of each, in milliseconds. */
export async function pan(browser, page, client, at, duration) {
  await page.evaluate(() => {
    window.frames_ = [];
    const note = now => {
      window.frames_.push(now);
      window.noting = requestAnimationFrame(note);
    };
    window.noting = requestAnimationFrame(note);
  });
  await browser.startTracing(page, { categories: CATEGORIES });
  await wheel(client, at, duration);
  const trace = JSON.parse((await browser.stopTracing()).toString());
  const stamps = await page.evaluate(() => {
    cancelAnimationFrame(window.noting);
    return window.frames_;
  });
  const intervals = stamps.slice(1).map((now, index) => now - stamps[index]);
  return { intervals, costs: costsOf(trace.traceEvents) };
}

function wheel(client, at, duration) {
  let [sent, waiting] = [0, 0];
  return new Promise((resolve, reject) => {
    const until = performance.now() + duration;
    const timer = setInterval(() => {
      if (performance.now() > until) {
        clearInterval(timer);
        resolve();
      } else if (waiting < AHEAD) {
        // Half a turn first: the reader starts in the middle.
        const back = Math.floor((sent++ + TURN / 2) / TURN) % 2;
        waiting++;
        client
          .send('Input.dispatchMouseEvent', {
            type: 'mouseWheel',
            ...at,
            deltaX: back ? -BY : BY,
            deltaY: 0
          })
          .then(() => waiting--, reject);
      }
    }, EVERY);
  });
}

/** The time that the page's main thread was busy from each animation frame to the next. */
function costsOf(events) {
  const fired = events.filter(({ name }) => name === 'FireAnimationFrame');
  const { pid, tid } = fired[0] ?? {};
  const starts = [...new Set(fired.map(({ ts }) => ts))].sort((a, b) => a - b);
  // Callbacks of one frame follow each other: only the first of them begins it.
  const frames = starts.filter(
    (ts, index) => index === 0 || ts - starts[index - 1] > 4_000
  );
  const costs = frames.slice(1).map(() => 0);
  let frame = 0;
  const tasks = events
    .filter(
      each => each.name === 'RunTask' && each.pid === pid && each.tid === tid
    )
    .sort((a, b) => a.ts - b.ts);
  for (const { ts, dur } of tasks) {
    while (frame < costs.length && ts + dur > frames[frame + 1]) {
      frame++;
    }
    if (ts + dur > frames[0] && frame < costs.length) {
      costs[frame] += dur / 1000;
    }
  }
  return costs;
}
