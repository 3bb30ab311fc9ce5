import ln from "@stdlib/math-base-special-ln";
import log1p from "@stdlib/math-base-special-log1p";
import { shown } from "../core/shown.ts";
import { rootBetween } from "./root-between.ts";

/** How the normaliser of e^(β x·w) on the sphere is taken. */
export type SphereNormaliser = "asymptotic" | "exact";

/**
 * τ_N(β) = log(Ω_N(β) / Ω_N(0)) with Ω_N(β) = ∫ e^(β x·w) dx over the unit sphere of R^N.
 *
 * "exact": the power series log Σ_k (β²/4)^k / (k! (N/2)_k), all terms of one sign, about β/2 of them where β
 * is large. "asymptotic": leading uniform asymptotics in ν = N/2 − 1, with z = β/ν and s = √(1 + z²),
 * −¼ log(1 + z²) + ν [z²/(1 + s) − log((1 + s)/2)]; its error is 4e-3 at N = 64 and 3e-4 at N = 784, but 0.2 at
 * N = 3. The same bits on every machine.
 *
 * @param N  dimension of the space, ≥ 2; ≥ 3 for "asymptotic"
 * @throws {RangeError} another N, or β < 0 or not finite
 *
 * Source: Thériault & Tantari 2026, arXiv 2508.19151, whose code takes "asymptotic".
 */
export function logSphereRatio(N: number, beta: number, kind: SphereNormaliser): number {
  requireSphere("logSphereRatio", N, beta, kind);
  if (kind === "exact") return logOfSeries(N, beta);
  const nu = N / 2 - 1;
  const square = (beta / nu) ** 2;
  const s = Math.sqrt(1 + square);
  // log((1 + s)/2) = log(1 + (s − 1)/2) without the cancellation in s − 1
  const half = square / (1 + s) / 2;
  return nu * (2 * half - log1p(half)) - log1p(square) / 4;
}

/**
 * τ'_N(β), the mean of x·w under the density ∝ e^(β x·w) on the sphere: A_N(β) = I_{N/2}(β) / I_{N/2−1}(β)
 * ("exact", a continued fraction), or the exact derivative of the asymptotic τ_N ("asymptotic"), which is
 * negative at small β for N = 3. The same bits on every machine.
 *
 * @throws {RangeError} as `logSphereRatio`
 */
export function sphereMean(N: number, beta: number, kind: SphereNormaliser): number {
  requireSphere("sphereMean", N, beta, kind);
  if (kind === "exact") return besselRatio(N / 2 - 1, beta);
  const nu = N / 2 - 1;
  const z = beta / nu;
  const square = z * z;
  return z / (1 + Math.sqrt(1 + square)) - z / (2 * nu * (1 + square));
}

/**
 * β ≥ 0 at which `sphereMean` is `mean`, the inverse of A_N; to rounding in A_N.
 *
 * @param kind  default "exact"; the asymptotic form has, at N = 3, the larger of two solutions at mean 0
 * @throws {RangeError} N as for `logSphereRatio`, or mean outside [0, 1)
 */
export function sphereConcentration(
  N: number,
  mean: number,
  kind: SphereNormaliser = "exact",
): number {
  requireSphere("sphereConcentration", N, 0, kind);
  if (!(mean >= 0 && mean < 1)) {
    throw new RangeError(
      `sphereConcentration: expected 0 <= mean < 1, got ${mean}; no concentration has that mean`,
    );
  }
  if (mean === 0) return 0;
  const excess = (beta: number): number => sphereMean(N, beta, kind) - mean;
  // Banerjee et al. 2005: within a few per cent of the root where N is not small
  let above = (mean * (N - mean * mean)) / ((1 - mean) * (1 + mean));
  while (excess(above) < 0) above *= 2;
  let below = above / 2;
  while (excess(below) > 0) below /= 2;
  return rootBetween(excess, below, above, 1e-15);
}

/**
 * ς(2υ) = 2υ / (1 + √(1 + 4υ²)), the limit of A_N(Nυ) as N → ∞: length of the mean of a unit vector with
 * concentration υ per dimension.
 *
 * @throws {RangeError} υ < 0 or not finite
 *
 * Source: derived; Thériault & Tantari 2026, arXiv 2508.19151, β_eff = ς(2υ) β.
 */
export function overlapOfConcentration(upsilon: number): number {
  if (!(upsilon >= 0 && upsilon < Infinity)) {
    throw new RangeError(
      `overlapOfConcentration: expected finite upsilon >= 0, got ${shown(upsilon)}; ` +
        "turn the direction round instead",
    );
  }
  return (2 * upsilon) / (1 + Math.sqrt(1 + 4 * upsilon * upsilon));
}

/**
 * υ = r / (1 − r²) with ς(2υ) = r: the inverse of `overlapOfConcentration`.
 *
 * @throws {RangeError} r outside [0, 1)
 */
export function concentrationOfOverlap(r: number): number {
  if (!(r >= 0 && r < 1)) {
    throw new RangeError(
      `concentrationOfOverlap: expected 0 <= r < 1, got ${shown(r)}; no concentration has that overlap`,
    );
  }
  return r / ((1 - r) * (1 + r));
}

/** Sums are kept below 2^512. */
const large = 2 ** 512;
const negligible = 2 ** -66;

function logOfSeries(N: number, beta: number): number {
  const quarter = (beta * beta) / 4;
  let [term, rest, scalings] = [1, 0, 0];
  for (let k = 0; ; k++) {
    const ratio = quarter / ((k + 1) * (N / 2 + k));
    term *= ratio;
    rest += term;
    if (ratio < 1 && term <= rest * negligible) break;
    if (rest > large) {
      rest /= large;
      term /= large;
      scalings++;
    }
  }
  return scalings === 0 ? log1p(rest) : ln(rest) + scalings * 512 * Math.LN2;
}

/**
 * I_{ν+1}(β) / I_ν(β) by R_ν = 1 / (2(ν + 1)/β + R_{ν+1}) downwards; a step multiplies the error by −R².
 *
 * The start is right up to O(1/(β² + μ²)), from R' = 1 − R² − (2μ + 1) R/β with R' taken as small.
 */
function besselRatio(nu: number, beta: number): number {
  if (beta === 0) return 0;
  // Π R² ≈ e^(−steps²/β) at the worst, for ν small
  const steps = 20 + Math.ceil(Math.sqrt(beta * Math.max(0, 40 - 2 * log1p(beta))));
  const mu = nu + steps + 0.5;
  const root = Math.sqrt(mu * mu + beta * beta);
  let ratio = (beta / (mu + root)) * (1 - mu / (2 * root * root));
  for (let k = steps; k >= 1; k--) ratio = 1 / ((2 * (nu + k)) / beta + ratio);
  return ratio;
}

function requireSphere(caller: string, N: number, beta: number, kind: SphereNormaliser): void {
  if (kind !== "asymptotic" && kind !== "exact") {
    throw new TypeError(`${caller}: expected "asymptotic" or "exact", got ${kind}`);
  }
  const least = kind === "exact" ? 2 : 3;
  if (!Number.isInteger(N) || N < least) {
    throw new RangeError(
      `${caller}: expected an integer N >= ${least} (${kind}), got N = ${N}; use more dimensions`,
    );
  }
  if (!(beta >= 0 && beta < Infinity)) {
    throw new RangeError(
      `${caller}: expected finite beta >= 0, got ${beta}; turn the direction round instead`,
    );
  }
}
