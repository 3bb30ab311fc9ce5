import cos from "@stdlib/math-base-special-cos";
import sin from "@stdlib/math-base-special-sin";

/** How one digit is drawn; lengths in units of the image's side. */
export interface DigitStyle {
  /** Pixels of a side. */
  readonly size: number;
  /** Width of the strokes; 0.16. */
  readonly thickness?: number;
  /** Shift to the right and down; [0, 0]. */
  readonly shift?: readonly [number, number];
  /** Slant: how far the top leans to the right against the bottom; 0. */
  readonly slant?: number;
}

type Point = readonly [x: number, y: number];

/** Part of an ellipse as points; angles in degrees, 0 to the right, 90 down. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Point[] {
  return Array.from({ length: 25 }, (_, k) => {
    const angle = ((from + ((to - from) * k) / 24) * Math.PI) / 180;
    return [x + rx * cos(angle), y + ry * sin(angle)];
  });
}

const six: readonly Point[][] = [
  [...arc(0.72, 0.62, 0.47, 0.5, -95, -180), ...arc(0.5, 0.66, 0.25, 0.22, 180, -180)],
];

/** The strokes of the digits 0 … 9 as lines through points of the unit square, y down. */
const strokes: readonly (readonly (readonly Point[])[])[] = [
  [arc(0.5, 0.5, 0.26, 0.38, 0, 360)],
  [
    [
      [0.34, 0.28],
      [0.52, 0.12],
      [0.52, 0.88],
    ],
    [
      [0.34, 0.88],
      [0.7, 0.88],
    ],
  ],
  [[...arc(0.5, 0.34, 0.25, 0.22, -170, 30), [0.25, 0.88], [0.77, 0.88]]],
  [[...arc(0.46, 0.31, 0.25, 0.19, -150, 90), ...arc(0.46, 0.69, 0.28, 0.19, -90, 150)]],
  [
    [
      [0.64, 0.88],
      [0.64, 0.12],
      [0.2, 0.62],
      [0.82, 0.62],
    ],
  ],
  [[[0.74, 0.12], [0.3, 0.12], [0.28, 0.48], ...arc(0.48, 0.64, 0.27, 0.24, -130, 145)]],
  six,
  [
    [
      [0.22, 0.12],
      [0.78, 0.12],
      [0.42, 0.88],
    ],
  ],
  [arc(0.5, 0.31, 0.21, 0.19, 0, 360), arc(0.5, 0.69, 0.26, 0.19, 0, 360)],
  six.map((stroke) => stroke.map(([x, y]): Point => [1 - x, 1 - y])),
];

/**
 * Draws a digit: grey 1 inside the strokes, 0 outside, linear over the one pixel across their edge. The same bits
 * on every machine.
 *
 * @param digit  0 … 9
 * @returns grey values 0 … 1, row-major size × size
 * @throws {RangeError} digit is not 0 … 9, size < 4, thickness ≤ 0, or a length that is not finite
 */
export function digitImage(digit: number, style: DigitStyle): Float64Array {
  const { size, thickness = 0.16, shift = [0, 0], slant = 0 } = style;
  if (!Number.isInteger(digit) || digit < 0 || digit > 9) {
    throw new RangeError(`digitImage: expected a digit 0 … 9, got ${digit}`);
  }
  if (!Number.isInteger(size) || size < 4) {
    throw new RangeError(`digitImage: expected an integer size >= 4, got ${size}`);
  }
  if (!(thickness > 0 && thickness < Infinity)) {
    throw new RangeError(`digitImage: expected a finite thickness > 0, got ${thickness}`);
  }
  if (shift.length !== 2 || !shift.every(Number.isFinite)) {
    throw new RangeError(
      `digitImage: expected a shift of two finite lengths, got [${shift.join(", ")}]`,
    );
  }
  if (!Number.isFinite(slant)) {
    throw new RangeError(`digitImage: expected a finite slant, got ${slant}`);
  }
  return Float64Array.from({ length: size * size }, (_, pixel) => {
    const y = (Math.floor(pixel / size) + 0.5) / size - shift[1];
    const x = ((pixel % size) + 0.5) / size - shift[0] - slant * (0.5 - y);
    const inside = thickness / 2 - distanceToStrokes(digit, x, y);
    return Math.min(1, Math.max(0, 0.5 + inside * size));
  });
}

function distanceToStrokes(digit: number, x: number, y: number): number {
  let nearest = Infinity;
  for (const stroke of strokes[digit]) {
    for (let k = 1; k < stroke.length; k++) {
      const [x0, y0] = stroke[k - 1];
      const [dx, dy] = [stroke[k][0] - x0, stroke[k][1] - y0];
      const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy);
      const t = Math.min(1, Math.max(0, along));
      const [right, down] = [x - x0 - t * dx, y - y0 - t * dy];
      nearest = Math.min(nearest, right * right + down * down);
    }
  }
  return Math.sqrt(nearest);
}
