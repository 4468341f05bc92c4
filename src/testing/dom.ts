/**
 * What jsdom lacks and the views need: sizes of elements, a canvas that writes down what is drawn on it, and
 * `structuredClone`, with which dagre copies its graph.
 */
import { deserialize, serialize } from 'node:v8';

/** One call on the canvas, as `fillRect 0 4 10 14`, or a property set, as `fillStyle = #388e3c`. */
export type DrawLog = string[];

/** A drawing context that keeps a log instead of pixels. */
export function drawLogContext(log: DrawLog): CanvasRenderingContext2D {
  const target = {};
  const context = new Proxy(target, {
    get:
      (_, name) =>
      (...args: unknown[]) => {
        log.push([String(name), ...args].join(' '));
      },
    set: (_, name, value) => {
      log.push(`${String(name)} = ${String(value)}`);
      return true;
    }
  });
  return context as CanvasRenderingContext2D;
}

/** Lets graphs be placed, until the returned function is called. */
export function furnishClone(): () => void {
  return define(globalThis, 'structuredClone', {
    value: (value: unknown): unknown => deserialize(serialize(value))
  });
}

/** Gives every element a size and every canvas a drawing context, until the returned function is called. */
export function furnish(width: number, height: number): () => void {
  const undo = [
    furnishClone(),
    define(Element.prototype, 'clientWidth', { get: () => width }),
    define(Element.prototype, 'clientHeight', { get: () => height }),
    define(HTMLCanvasElement.prototype, 'getContext', {
      value: () => drawLogContext([])
    }),
    define(globalThis, 'ResizeObserver', {
      value: class {
        observe(): void {}
        disconnect(): void {}
      }
    })
  ];
  return () => undo.forEach(each => each());
}

function define(
  on: object,
  name: string,
  property: PropertyDescriptor
): () => void {
  const before = Object.getOwnPropertyDescriptor(on, name);
  Object.defineProperty(on, name, { configurable: true, ...property });
  return () => {
    if (before) {
      Object.defineProperty(on, name, before);
    } else {
      Reflect.deleteProperty(on, name);
    }
  };
}
