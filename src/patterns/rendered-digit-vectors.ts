import type { Rng } from "../random/stream.ts";
import {
  disturbedDigit,
  requireBetween,
  requireDrawable,
  type ShapeNoise,
} from "./disturbed-digit.ts";
import { type ImageVectors, imagesToUnitVectors } from "./image-vectors.ts";
import type { LabelledVectors } from "./unit-vectors.ts";

/** What grey digits to draw. */
export interface RenderedDigitVectorsOptions {
  /** Pixels of a side, N = size²; 16. */
  readonly size?: number;
  /** Examples of each digit; 10. */
  readonly perDigit?: number;
  /** Width of the strokes in units of the side; 0.16. */
  readonly thickness?: number;
  /** How examples differ from their prototype. */
  readonly noise?: GreyNoise;
}

/** How far grey examples stray. */
export interface GreyNoise extends ShapeNoise {
  /** Standard deviation of the Gaussian number added to each grey value, ink being 1; 0.1. */
  readonly grey?: number;
}

/**
 * Draws digits as labelled unit vectors of grey values, mean subtracted, for work without data sets.
 *
 * 10 · perDigit examples in the order 0 … 9, 0 … 9, …, so that a prefix is balanced. Example k of a digit depends on
 * the stream, the digit and k only: more examples begin with the same ones. The same bits on every machine.
 *
 * @throws {RangeError} size < 4, perDigit < 0, thickness ≤ 0, or noise outside finite shift ≥ 0,
 *   finite slant ≥ 0, 0 ≤ thickness < 1, finite grey ≥ 0
 */
export function renderedDigitVectors(
  options: RenderedDigitVectorsOptions,
  rng: Rng,
): LabelledVectors & ImageVectors {
  const caller = "renderedDigitVectors";
  const { size = 16, perDigit = 10, thickness = 0.16 } = options;
  const noise = { shift: 0.5, slant: 0.2, thickness: 0.2, grey: 0.1, ...options.noise };
  requireDrawable(caller, perDigit, noise);
  requireBetween(caller, "finite grey >= 0", noise.grey, 0, Number.MAX_VALUE);
  const N = size * size;
  const labels = Int32Array.from({ length: 10 * perDigit }, (_, a) => a % 10);
  const values = new Float64Array(labels.length * N);
  const greys = new Float64Array(N);
  labels.forEach((digit, a) => {
    const draw = rng.split("grey digit", digit, Math.floor(a / 10));
    const image = disturbedDigit(digit, { size, thickness }, noise, draw);
    draw.fillGaussian(greys);
    for (let i = 0; i < N; i++) values[a * N + i] = image[i] + noise.grey * greys[i];
  });
  const shape = [labels.length, size, size];
  return { ...imagesToUnitVectors({ shape, values }), labels, C: 10 };
}
