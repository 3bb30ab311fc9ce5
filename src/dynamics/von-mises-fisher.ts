import exp from "@stdlib/math-base-special-exp";
import ln from "@stdlib/math-base-special-ln";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";

/** Largest distance of the norm of a direction from 1 that counts as rounding. */
const tolerance = 1e-5;

/**
 * Draws a unit vector x with density ∝ e^(κ x·mean), exactly, in any number of dimensions.
 *
 * Rejection with an acceptance bounded below for all N and κ; one draw takes N Gaussian numbers and a few uniform
 * ones. The same bits on every machine.
 *
 * @param mean  unit vector, length N ≥ 2; not modified
 * @param kappa  0 ≤ κ < ∞; 0 is the uniform law
 * @throws {RangeError} N < 2, a mean whose norm is not 1 within 1e-5, κ < 0 or not finite
 *
 * Source: Wood 1994, "Simulation of the von Mises Fisher distribution", rewritten in 1 − x·mean so that large κ
 * keeps its digits.
 */
export function vonMisesFisher(mean: Float64Array, kappa: number, rng: Rng): Float64Array {
  requireDirection(mean, kappa);
  requireRng("vonMisesFisher", rng);
  const x = new Float64Array(mean.length);
  vonMisesFisherInPlace(x, mean, kappa, rng);
  return x;
}

/** `vonMisesFisher` into `out`, length N, without looking at its arguments. */
export function vonMisesFisherInPlace(
  out: Float64Array,
  mean: Float64Array,
  kappa: number,
  rng: Rng,
): void {
  const N = mean.length;
  const missing = lackOfOverlap(N, kappa, rng);
  rng.fillGaussian(out);
  let along = 0;
  for (let i = 0; i < N; i++) along += out[i] * mean[i];
  let square = 0;
  for (let i = 0; i < N; i++) {
    out[i] -= along * mean[i];
    square += out[i] * out[i];
  }
  const across = Math.sqrt((missing * (2 - missing)) / square);
  let norm = 0;
  for (let i = 0; i < N; i++) {
    out[i] = (1 - missing) * mean[i] + across * out[i];
    norm += out[i] * out[i];
  }
  norm = Math.sqrt(norm);
  for (let i = 0; i < N; i++) out[i] /= norm;
}

/** d = 1 − x·mean, whose density is ∝ e^(−κd) (d (2 − d))^((N − 3)/2). */
function lackOfOverlap(N: number, kappa: number, rng: Rng): number {
  const q = (2 * kappa) / (N - 1);
  const b = q > 1 ? 1 / q / (1 + Math.sqrt(1 + 1 / q / q)) : 1 / (q + Math.sqrt(1 + q * q));
  const reference = (2 * b) / (1 + b);
  for (;;) {
    const z = symmetricBeta(N, rng);
    const d = (2 * b * z) / (1 - (1 - b) * z);
    const ratio = (d + reference - d * reference) / (reference * (2 - reference));
    const logAcceptance = kappa * (reference - d) + (N - 1) * ln(ratio);
    if (logAcceptance >= ln(1 - rng.uniform())) return d;
  }
}

/**
 * A number of the beta law with both parameters (N − 1)/2.
 *
 * Source: Ulrich 1984, "Computer generation of distributions on the m-sphere".
 */
function symmetricBeta(N: number, rng: Rng): number {
  for (;;) {
    const u = 2 * rng.uniform() - 1;
    const v = 2 * rng.uniform() - 1;
    const s = u * u + v * v;
    if (!(s > 0 && s <= 1)) continue;
    const power = N === 2 ? 0 : exp((2 / (N - 2)) * ln(s));
    return 0.5 + ((u * v) / s) * Math.sqrt(1 - power);
  }
}

function requireDirection(mean: Float64Array, kappa: number): void {
  if (!(mean instanceof Float64Array)) {
    throw new TypeError("vonMisesFisher: expected a mean direction as a Float64Array");
  }
  if (mean.length < 2) {
    throw new RangeError(`vonMisesFisher: expected N >= 2 dimensions, got ${mean.length}`);
  }
  const norm = Math.sqrt(mean.reduce((sum, x) => sum + x * x, 0));
  if (!(Math.abs(norm - 1) <= tolerance)) {
    throw new RangeError(
      `vonMisesFisher: expected a mean direction of norm 1, got ${norm}; divide by it`,
    );
  }
  if (!(kappa >= 0 && kappa < Infinity)) {
    throw new RangeError(
      `vonMisesFisher: expected finite kappa >= 0, got ${kappa}; turn the mean round instead`,
    );
  }
}
