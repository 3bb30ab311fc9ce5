import type { Rng } from "../random/stream.ts";
import { digitImage } from "./digit-image.ts";
import {
  disturbedDigit,
  requireBetween,
  requireDrawable,
  type ShapeNoise,
} from "./disturbed-digit.ts";
import { type Patterns, patternsFromValues } from "./patterns.ts";

/** What digits to draw. */
export interface RenderedDigitsOptions {
  /** Pixels of a side, N = size²; 16. */
  readonly size?: number;
  /** Examples of each digit; 10. */
  readonly perDigit?: number;
  /** Width of the strokes in units of the side; 0.16. */
  readonly thickness?: number;
  /** How examples differ from their prototype. */
  readonly noise?: DigitNoise;
}

/** How far examples stray; 0 everywhere gives the prototypes back. */
export interface DigitNoise extends ShapeNoise {
  /** Probability that a spin is turned at the end; 0.02. */
  readonly flip?: number;
}

/** Drawn digits as patterns, +1 on the strokes. */
export interface RenderedDigits {
  /** 10 · perDigit examples, in the order 0 … 9, 0 … 9, …, so that a prefix is balanced. */
  readonly patterns: Patterns;
  /** Digit of each example. */
  readonly labels: Uint8Array;
  /** The undisturbed digits, row d = digit d. */
  readonly prototypes: Patterns;
  /** Pixels of a side. */
  readonly size: number;
}

/**
 * Draws digits with known prototypes and noise, for work without data sets.
 *
 * Example k of a digit depends on the stream, the digit and k only: more examples begin with the
 * same ones.
 *
 * @throws {RangeError} size < 4, perDigit < 0, thickness ≤ 0, or noise outside finite shift ≥ 0,
 *   finite slant ≥ 0, 0 ≤ thickness < 1, 0 ≤ flip ≤ 1
 */
export function renderedDigits(options: RenderedDigitsOptions, rng: Rng): RenderedDigits {
  const { size = 16, perDigit = 10, thickness = 0.16 } = options;
  const noise = { shift: 0.5, slant: 0.2, thickness: 0.2, flip: 0.02, ...options.noise };
  requireDrawable("renderedDigits", perDigit, noise);
  requireBetween("renderedDigits", "0 <= flip <= 1", noise.flip, 0, 1);
  const N = size * size;
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  const prototypes = digits.flatMap((digit) => spinsOf(digitImage(digit, { size, thickness })));
  const labels = Uint8Array.from({ length: 10 * perDigit }, (_, mu) => mu % 10);
  const examples = new Int8Array(labels.length * N);
  labels.forEach((digit, mu) => {
    const draw = rng.split("digit", digit, Math.floor(mu / 10));
    spinsOf(disturbedDigit(digit, { size, thickness }, noise, draw)).forEach((spin, i) => {
      examples[mu * N + i] = draw.uniform() < noise.flip ? -spin : spin;
    });
  });
  return {
    patterns: patternsFromValues(examples, labels.length, N),
    labels,
    prototypes: patternsFromValues(prototypes, 10, N),
    size,
  };
}

function spinsOf(image: Float64Array): number[] {
  return Array.from(image, (grey) => (grey > 0.5 ? 1 : -1));
}
