import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { requireWord } from "../numerics/require-word.ts";
import { oddDoubleFactorial } from "./double-factorial.ts";

/** Model of the closed forms: independent patterns, F(x) = xⁿ or its rectified form. */
export interface PowerModel {
  /** `poly`: F = xⁿ; `rect`: F = xⁿ for x > 0, else 0. */
  readonly energy: "poly" | "rect";
  /** Order, integer ≥ 2. */
  readonly n: number;
  /** Spins, ≥ 2. */
  readonly N: number;
}

/**
 * Probability that one bit of a stored pattern is unstable,
 * P_err ≈ √(AP/(2πN^(n−1))) · exp(−N^(n−1)/(2AP)), with A = (2n − 3)!! for `poly` and half of that
 * for `rect`, where only positive overlaps contribute noise.
 *
 * Gaussian noise and the leading term of its tail; large N, and P below capacity. At finite N it is
 * poor, as the noise of order n ≥ 3 has heavy tails. Exact over formula (`bitErrorExact`), near
 * capacity: `poly` n = 2 0.48 to 0.72 (N = 20 … 100); n = 3 1.9, 1.3 (N = 20, 40); n = 4 7, 3.5, 2.2
 * (20, 32, 40); n = 5 13 (20); `rect` n = 2 0.78 to 1.05 (20 … 100); n = 3 31, 7 (20, 40); n = 4 1090,
 * 54 (20, 40); n = 5 33700, 6700 (16, 20).
 *
 * @param P  stored patterns, > 0
 * @throws {RangeError} n, N or P outside their range
 * @throws {TypeError} unknown energy
 *
 * Source: Krotov, Hopfield 2016, eq. (5); the factor ½ of rect is ours.
 */
export function bitErrorProbability(model: PowerModel, P: number): number {
  if (!(P > 0)) throw new RangeError(`bitErrorProbability: expected P > 0, got ${P}`);
  const load = P / patternScale("bitErrorProbability", model);
  return Math.sqrt(load / (2 * Math.PI)) * Math.exp(-1 / (2 * load));
}

/**
 * Patterns that can be stored if a given one shall have no unstable bit, N·P_err → 0:
 * N^(n−1) / (2A ln N), twice that for `rect` than for `poly`.
 *
 * Leading order in 1/ln N. For n = 3 … 5 and N = 20 … 100 `capacityAtHalf` lies between this, 1.6 to 3.7
 * times too large, and `capacityOfAllPatterns`; at n = 2 this is 0.75 to 1.0 times it for `poly`, 1.1 to
 * 1.3 for `rect`.
 *
 * @throws {RangeError} n or N outside their range
 * @throws {TypeError} unknown energy
 *
 * Source: Krotov, Hopfield 2016, eq. (6).
 */
export function capacityOfOnePattern(model: PowerModel): number {
  return patternScale("capacityOfOnePattern", model) / (2 * Math.log(model.N));
}

/**
 * Patterns that can be stored if none of them shall have an unstable bit, P·N·P_err → 0:
 * `capacityOfOnePattern` divided by n, because ln(PN) ≈ n ln N.
 *
 * Leading order in 1/ln N, and low at finite N: over K50 of simulated sets 0.35 to 0.48 for `poly` and
 * 0.49 for `rect` at n = 2, N = 20 … 100; 0.46 to 0.58 for `poly` and 0.58 to 0.71 for `rect` at n = 3 … 5,
 * N = 20 … 64.
 *
 * @throws {RangeError} n or N outside their range
 * @throws {TypeError} unknown energy
 */
export function capacityOfAllPatterns(model: PowerModel): number {
  return capacityOfOnePattern(model) / model.n;
}

/**
 * Patterns at which a fraction epsilon of the bits is unstable: N^(n−1) / (A z²) with
 * z = Φ⁻¹(1 − ε).
 *
 * Gaussian noise, full tail (`bitErrorProbability` keeps its leading term only): 0.151 N at n = 2
 * and ε = 0.005. Corrections are of relative order 1/N; at this ε the exact number (`exactBitCapacity`)
 * is 1 + 8/N times as large for `poly` n = 2, and 1 − 1/N to 1 − 3/N times for n = 3 … 5 and for `rect`,
 * N = 32 … 100. Too large for much smaller ε, as the noise has heavier tails.
 *
 * @param epsilon  0 < ε < ½
 * @throws {RangeError} ε, n or N outside their range
 * @throws {TypeError} unknown energy
 */
export function capacityAtBitError(model: PowerModel, epsilon: number): number {
  if (!(epsilon > 0 && epsilon < 0.5)) {
    throw new RangeError(`capacityAtBitError: expected 0 < epsilon < 1/2, got ${epsilon}`);
  }
  return patternScale("capacityAtBitError", model) / normalQuantile(1 - epsilon, 0, 1) ** 2;
}

/** N^(n−1)/A, the number of patterns whose noise is as large as the signal. */
function patternScale(caller: string, { energy, n, N }: PowerModel): number {
  requireWord(caller, "energy", energy, ["poly", "rect"]);
  if (!Number.isInteger(n) || n < 2) {
    throw new RangeError(`${caller}: expected an integer order n >= 2, got ${n}`);
  }
  if (!(N >= 2)) throw new RangeError(`${caller}: expected N >= 2, got ${N}`);
  const noise = energy === "rect" ? oddDoubleFactorial(n) / 2 : oddDoubleFactorial(n);
  return N ** (n - 1) / noise;
}
