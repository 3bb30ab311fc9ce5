import type { Rng } from "../random/stream.ts";

/** Points with weights of sum 1 that stand for a standard Gaussian in a few dimensions. */
export interface GaussianNodes {
  readonly dimensions: number;
  /** One point after the other. */
  readonly points: Float64Array;
  readonly weights: Float64Array;
  /** Whether points come in random pairs z, −z, one after the other. */
  readonly isRandom: boolean;
}

/** Beyond so many standard deviations lies 2e-17 of a Gaussian. */
const reach = 8.5;

/** Product of trapezoidal rules, for functions analytic within ±height i of every coordinate. */
export function gaussianGrid(dimensions: number, height: number): GaussianNodes {
  // errors e^(−2π²/step²) of the Gaussian, e^(−2π·height/step) of the function
  const step = Math.min(0.7, (2 * Math.PI * height) / 36);
  const side = 2 * Math.ceil(reach / step) + 1;
  const count = side ** dimensions;
  const points = new Float64Array(count * dimensions);
  const weights = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let [rest, square] = [k, 0];
    for (let d = 0; d < dimensions; d++) {
      const z = ((rest % side) - (side - 1) / 2) * step;
      rest = Math.floor(rest / side);
      points[k * dimensions + d] = z;
      square += z * z;
    }
    weights[k] = Math.exp(-square / 2) * (step / Math.sqrt(2 * Math.PI)) ** dimensions;
  }
  return { dimensions, points, weights, isRandom: false };
}

/** Random points in pairs z, −z. */
export function gaussianDraws(dimensions: number, pairs: number, rng: Rng): GaussianNodes {
  const half = new Float64Array(pairs * dimensions);
  rng.fillGaussian(half);
  const points = new Float64Array(2 * half.length);
  for (let k = 0; k < half.length; k++) {
    const at = 2 * k - (k % dimensions);
    points[at] = half[k];
    points[at + dimensions] = -half[k];
  }
  const weights = new Float64Array(2 * pairs).fill(1 / (2 * pairs));
  return { dimensions, points, weights, isRandom: true };
}
