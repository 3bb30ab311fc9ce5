import { requireWord } from "../numerics/require-word.ts";
import type { PowerModel } from "./capacity-closed-form.ts";
import { oddDoubleFactorial } from "./double-factorial.ts";

/**
 * Alignment c_i = Σ_{j≠i} R_ij σ_i σ_j of every bit of a pattern with correlated features, the
 * covariance of an other pattern's sign at the bit with its overlap on the rest.
 *
 * @param R  correlations of the ±1 spins, N × N, as rows; the diagonal is not read
 * @param sigma  ±1, N of them
 * @throws {RangeError} sizes that differ
 */
export function featureAlignment(
  R: readonly ArrayLike<number>[],
  sigma: ArrayLike<number>,
): Float64Array {
  const N = sigma.length;
  if (R.length !== N || R.some((correlations) => correlations.length !== N)) {
    throw new RangeError(
      `featureAlignment: expected R with ${N} rows of ${N} entries for ${N} spins, got ${R.length} rows of ${R[0]?.length ?? 0}`,
    );
  }
  return Float64Array.from(R, (correlations, i) => {
    let sum = 0;
    for (let j = 0; j < N; j++) if (j !== i) sum += correlations[j] * sigma[j];
    return sum * sigma[i];
  });
}

/**
 * Mean that each other pattern adds to the margin of a bit when features are correlated, to leading
 * order in c/V and 1/N: c·E F″(x)·2 with a Gaussian overlap x of variance V, which is
 *
 * | model            | drift                                            |
 * |------------------|--------------------------------------------------|
 * | `poly`, even n   | 2n (n−1)!! c V^((n−2)/2)                          |
 * | `poly`, odd n    | 0                                                |
 * | `rect`           | 2n(n−1) c V^((n−2)/2) 2^((n−4)/2) Γ((n−1)/2)/√π    |
 *
 * Bits with c < 0 lose margin in proportion to the number of patterns. Such a drift meets the signal
 * 2nN^(n−1) at P ~ N^(n/2) when c stays of order 1 (`driftExponent`), so that even orders and
 * rectified interactions lose their exponent n − 1 to correlated features and odd polynomials keep it.
 * The mean over patterns of c_i is Σ_{j≠i} R_ij² > 0: it is the bits that contradict their neighbours
 * that fail.
 *
 * @param model  its n ≥ 2 and energy; N is not used
 * @param c  `featureAlignment` of the bit
 * @param V  variance of the overlap, Σ_ij R_ij σ_i σ_j; N without correlation, N²/N_eff on average
 * @throws {RangeError} n not an integer ≥ 2, or V not > 0
 * @throws {TypeError} unknown energy
 */
export function driftPerPattern({ energy, n }: PowerModel, c: number, V: number): number {
  requireOverlap("driftPerPattern", energy, n, V);
  if (energy === "poly" && n % 2 === 1) return 0;
  return 2 * n * (n - 1) * c * V ** ((n - 2) / 2) * gaussianMoment(energy, n - 2);
}

/**
 * Variance that each other pattern adds to the margin of a bit, to leading order in 1/N:
 * 4n² (2n−3)!! V^(n−1) for `poly`, half of it for `rect`. Correlated features raise it by
 * (N/N_eff)^(n−1).
 *
 * @param model  its n ≥ 2 and energy; N is not used
 * @param V  variance of the overlap, as for `driftPerPattern`
 * @throws {RangeError} n not an integer ≥ 2, or V not > 0
 * @throws {TypeError} unknown energy
 */
export function noisePerPattern({ energy, n }: PowerModel, V: number): number {
  requireOverlap("noisePerPattern", energy, n, V);
  return 4 * n * n * V ** (n - 1) * gaussianMoment(energy, 2 * n - 2);
}

/**
 * Exponent of N with which the capacity of zero-mean patterns grows at a fixed range of feature
 * correlations: n − 1 for odd `poly`, which only has more noise; n/2 for even `poly` and `rect`,
 * where the drift of the bits against their neighbours decides. Without logarithms of N, and
 * asymptotic: at N ≤ 100 and weak correlation the noise still decides.
 *
 * @throws {RangeError} n not an integer ≥ 2
 * @throws {TypeError} unknown energy
 */
export function driftExponent({ energy, n }: Pick<PowerModel, "energy" | "n">): number {
  requireOverlap("driftExponent", energy, n, 1);
  return energy === "poly" && n % 2 === 1 ? n - 1 : n / 2;
}

/** E[z^k] of a standard Gaussian for even k, over z > 0 only for `rect`. */
function gaussianMoment(energy: PowerModel["energy"], k: number): number {
  if (k % 2 === 0) return oddDoubleFactorial(k / 2 + 1) * (energy === "rect" ? 0.5 : 1);
  let product = 1;
  for (let factor = k - 1; factor > 1; factor -= 2) product *= factor;
  return product / Math.sqrt(2 * Math.PI);
}

function requireOverlap(caller: string, energy: string, n: number, V: number): void {
  requireWord(caller, "energy", energy, ["poly", "rect"]);
  if (!Number.isInteger(n) || n < 2) {
    throw new RangeError(`${caller}: expected an integer order n >= 2, got ${n}`);
  }
  if (!(V > 0)) throw new RangeError(`${caller}: expected a variance V > 0, got ${V}`);
}
