/**
 * A canvas that knows the colour of each of its pixels: of rectangles, and of upright and level lines a pixel wide. Slanted lines are only
 * kept, and all that is drawn lies on whole pixels: what does not is an error.
 */

interface Line {
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
}

export class Pixels {
  constructor(
    readonly width: number,
    readonly height: number
  ) {
    this._colours = new Array<string>(width * height).fill('');
  }

  /** The slanted lines, as `x y toX toY`. */
  readonly slanted: string[] = [];

  readonly context = this.made();

  /** The colour of a pixel; empty: nothing is drawn there. */
  at(x: number, y: number): string {
    return this._colours[y * this.width + x] ?? '';
  }

  /** The colours of a row of pixels. */
  row(y: number): string[] {
    return this._colours.slice(y * this.width, (y + 1) * this.width);
  }

  private fill(x: number, y: number, width: number, height: number): void {
    if (![x, y, width, height].every(Number.isInteger)) {
      throw new Error(`not on whole pixels: ${[x, y, width, height].join()}`);
    }
    for (
      let row = Math.max(0, y);
      row < Math.min(this.height, y + height);
      row++
    ) {
      const left = row * this.width;
      this._colours.fill(
        this._colour,
        left + Math.min(this.width, Math.max(0, x)),
        left + Math.min(this.width, Math.max(0, x + width))
      );
    }
  }

  private stroke(): void {
    for (const { x, y, toX, toY } of this._lines) {
      if (x === toX) {
        this.fill(x - 0.5, Math.min(y, toY), 1, Math.abs(toY - y));
      } else if (y === toY) {
        this.fill(Math.min(x, toX), y - 0.5, Math.abs(toX - x), 1);
      } else {
        this.slanted.push([x, y, toX, toY].join(' '));
      }
    }
  }

  private made(): CanvasRenderingContext2D {
    let [x, y] = [0, 0];
    const context = {
      beginPath: () => (this._lines = []),
      moveTo: (toX: number, toY: number) => ([x, y] = [toX, toY]),
      lineTo: (toX: number, toY: number) => {
        this._lines.push({ x, y, toX, toY });
        [x, y] = [toX, toY];
      },
      stroke: () => {
        this._colour = context.strokeStyle;
        this.stroke();
      },
      fillRect: (...area: [number, number, number, number]) => {
        this._colour = context.fillStyle;
        this.fill(...area);
      },
      fillStyle: '',
      strokeStyle: '',
      lineWidth: 1
    };
    return context as unknown as CanvasRenderingContext2D;
  }

  private readonly _colours: string[];
  private _lines: Line[] = [];
  private _colour = '';
}
