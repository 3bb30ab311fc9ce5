import type { Rng } from "../random/stream.ts";
import { digitImage } from "./digit-image.ts";

/** How far drawn digits stray from their prototype; 0 everywhere gives it back. */
export interface ShapeNoise {
  /** Largest shift along each axis in pixels, uniform; 0.5. */
  readonly shift?: number;
  /** Largest slant, uniform: how far the top leans over, in units of the side; 0.2. */
  readonly slant?: number;
  /** Largest relative change of the stroke width, uniform; 0.2. */
  readonly thickness?: number;
}

/**
 * Draws a digit with a random shape.
 *
 * @param draw  stream of this example alone
 * @returns grey values 0 … 1, row-major size × size
 */
export function disturbedDigit(
  digit: number,
  style: { readonly size: number; readonly thickness: number },
  noise: Required<ShapeNoise>,
  draw: Rng,
): Float64Array {
  const within = (largest: number): number => largest * (2 * draw.uniform() - 1);
  const { size } = style;
  return digitImage(digit, {
    size,
    thickness: style.thickness * (1 + within(noise.thickness)),
    shift: [within(noise.shift) / size, within(noise.shift) / size],
    slant: within(noise.slant),
  });
}

/**
 * Refuses shapes and counts that cannot be drawn, by the name of the public function.
 *
 * @throws {RangeError} perDigit is no integer ≥ 0, or noise outside finite shift ≥ 0, finite slant ≥ 0,
 *   0 ≤ thickness < 1
 */
export function requireDrawable(
  caller: string,
  perDigit: number,
  noise: Required<ShapeNoise>,
): void {
  if (!Number.isInteger(perDigit) || perDigit < 0) {
    throw new RangeError(`${caller}: expected an integer perDigit >= 0, got ${perDigit}`);
  }
  requireBetween(caller, "finite shift >= 0", noise.shift, 0, Number.MAX_VALUE);
  requireBetween(caller, "finite slant >= 0", noise.slant, 0, Number.MAX_VALUE);
  requireBetween(caller, "0 <= thickness < 1", noise.thickness, 0, 1 - Number.EPSILON / 2);
}

export function requireBetween(
  caller: string,
  condition: string,
  value: number,
  least: number,
  most: number,
): void {
  if (value >= least && value <= most) return;
  throw new RangeError(`${caller}: expected noise with ${condition}, got ${value}`);
}
