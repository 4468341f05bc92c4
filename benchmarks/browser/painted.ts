/**
 * When what was done is on the screen: the canvas was drawn in an animation frame, and the browser has gone on to the next task, by when
 * style, layout and paint of that frame are done. What the compositor does then is not in it.
 */

/** Longer than anything takes: what is not painted by then is not going to be. */
const LIMIT = 60_000;

let draws = 0;

type Area = [x: number, y: number, width: number, height: number];

// Every canvas of the scope is cleared before it is drawn.
const { prototype } = CanvasRenderingContext2D;
const clear: (this: CanvasRenderingContext2D, ...area: Area) => void =
  Reflect.get(prototype, 'clearRect');
prototype.clearRect = function (...area: Area): void {
  draws++;
  clear.apply(this, area);
};

/** Milliseconds from the start of `act` until a canvas was drawn and painted after it. */
export function painted(act: () => void): Promise<number> {
  const begun = performance.now();
  const before = draws;
  act();
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (draws > before) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - begun);
        port2.postMessage(null);
      } else if (performance.now() - begun > LIMIT) {
        reject(new Error('nothing was painted'));
      } else {
        requestAnimationFrame(look);
      }
    };
    // React renders in a microtask or a task of its own, and the canvas asks for its frame then: this one is asked for after it.
    queueMicrotask(() => requestAnimationFrame(look));
  });
}
