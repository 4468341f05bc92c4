/**
 * Rectangles of one colour, on whole pixels. A canvas without a graphics card takes as long for a rectangle of two pixels as for a
 * large one, a microsecond, and an eighth of that for an upright or level line a pixel wide: small rectangles are ruled in one path.
 * (A pattern takes two microseconds and a half, a path of rectangles as long as the rectangles.)
 */

/** Lines that are as dear as a rectangle. */
const LINES = 8;

export class Ink {
  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly colour: string
  ) {}

  /** All are whole numbers. */
  rect(x: number, y: number, width: number, height: number): void {
    const { context } = this;
    if (Math.min(width, height) > LINES) {
      context.fillStyle = this.colour;
      context.fillRect(x, y, width, height);
      return;
    }
    if (width <= height) {
      for (let at = x; at < x + width; at++) {
        this.line(at + 0.5, y, at + 0.5, y + height);
      }
    } else {
      for (let at = y; at < y + height; at++) {
        this.line(x, at + 0.5, x + width, at + 0.5);
      }
    }
  }

  /** A line a pixel wide. */
  line(x: number, y: number, toX: number, toY: number): void {
    if (!this._begun) {
      this._begun = true;
      this.context.beginPath();
    }
    this.context.moveTo(x, y);
    this.context.lineTo(toX, toY);
  }

  /** Draws what is not drawn yet. */
  done(): void {
    if (this._begun) {
      this._begun = false;
      this.context.strokeStyle = this.colour;
      this.context.lineWidth = 1;
      this.context.stroke();
    }
  }

  private _begun = false;
}
