import exp from "@stdlib/math-base-special-exp";
import ln from "@stdlib/math-base-special-ln";
import { requireNumber } from "../core/require-number.ts";
import { distinctIndices } from "../models/distinct-indices.ts";

/**
 * The n-body machine P(σ|ξ) ∝ e^(β s(ξ·σ)) of a pattern ξ and examples σ of N spins,
 * s = n!/N^(n−1) Σ_(i₁<…<iₙ) ξ_(i₁)σ_(i₁) … ξ_(iₙ)σ_(iₙ), of order N where σ is near ±ξ.
 */
export interface NBody {
  readonly n: number;
  readonly N: number;
  /** N^(n−1). */
  readonly unit: number;
  /** s·N^(n−1) at distances 0 … N of σ from ξ: integers, so that their sums are exact below 2⁵³. */
  readonly levels: Float64Array;
}

/**
 * @throws {RangeError} n is not an integer 2 … N
 * @throws {TypeError} no numbers
 */
export function nBody(caller: string, n: number, N: number): NBody {
  requireNumber(caller, "n", n);
  requireNumber(caller, "N", N);
  if (!(Number.isInteger(N) && Number.isInteger(n) && n >= 2 && n <= N)) {
    throw new RangeError(
      `${caller}: expected integers 2 <= n <= N, got n = ${n}, N = ${N}; n spins are coupled at a time`,
    );
  }
  const { F } = distinctIndices(n, N);
  const levels = Float64Array.from({ length: N + 1 }, (_, d) => F(N - 2 * d));
  return { n, N, unit: N ** (n - 1), levels };
}

/**
 * Probability of each distance d = 0 … N of an example from its pattern, ∝ C(N, d) e^(β s).
 *
 * @param beta  finite β ≥ 0
 * @throws as `nBody`, and {RangeError} for another β
 */
export function exampleDistances(n: number, N: number, beta: number): Float64Array {
  requireBeta("exampleDistances", "beta", beta);
  return distanceLaw(nBody("exampleDistances", n, N), beta);
}

/** `exampleDistances` of a machine that is there. */
export function distanceLaw({ N, levels, unit }: NBody, beta: number): Float64Array {
  const logs = new Float64Array(N + 1);
  for (let d = 0, logStates = 0; d <= N; d++) {
    logs[d] = logStates + beta * (levels[d] / unit);
    logStates += ln((N - d) / (d + 1));
  }
  const largest = logs.reduce((a, b) => Math.max(a, b));
  const weights = logs.map((log) => exp(log - largest));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}

/** @throws {RangeError, TypeError} */
export function requireBeta(caller: string, name: string, beta: number): void {
  requireNumber(caller, name, beta);
  if (beta >= 0 && beta < Infinity) return;
  throw new RangeError(
    `${caller}: expected a finite ${name} >= 0, got ${beta}; 0 is infinite temperature`,
  );
}
