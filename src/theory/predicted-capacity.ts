import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import { requireWord } from "../numerics/require-word.ts";
import { rootBetween } from "../numerics/root-between.ts";
import { binomialBitError } from "./bit-error-binomial.ts";
import { isBinomial } from "./bit-error-saddlepoint.ts";
import { type CrosstalkLaw, crosstalkLaw, cumulants, separatedLaw } from "./crosstalk-law.ts";
import { saddlepointTail } from "./saddlepoint.ts";
import { requireModel, type StorageModel } from "./storage-model.ts";

/** What counts as stored: the words and the fraction of a printed criterion (`criterionWords`). */
export interface CapacityRule {
  readonly kind: "all" | "pattern" | "bit";
  /** Fraction of unstable patterns or bits, 0 < ε < 1 or ½; not used by `all`. */
  readonly epsilon: number;
}

/**
 * Patterns at which half of the data sets are stored whole, every pattern a fixed point: K with
 * K·N·P_err(K) = ln 2, as if unstable bits came independently (Poisson).
 *
 * Low at small N, since the unstable bits of a set come together. Over K50 of 60 to 1000
 * simulated sets (standard errors 1 to 5 %): `poly` n = 2 0.94, 0.93, 0.96 (N = 20, 40, 100); n = 3
 * 0.88, 0.93, 0.98 (20, 32, 64); n = 4, 5 0.90, 0.87 (20); `rect` n = 2 0.84 (40); n = 3 0.88, 0.94,
 * 1.01 (20, 32, 64); n = 4 0.91, 0.96 (20, 32); n = 5 0.96 (20). For `exp` it is a
 * guess only, 1.4 at β = ½, N = 16: single close pairs decide there. About 2 ms at N = 128, 10 ms at 1000.
 */
export function capacityAtHalf(model: StorageModel): number {
  return capacityOf("capacityAtHalf", model, { kind: "all", epsilon: 0 });
}

/**
 * Number of independent patterns that a rule lets a model store, from the one-bit error
 * (`bitErrorSaddlepoint`) and expected counts:
 *
 * | rule      | solves               |
 * |-----------|----------------------|
 * | `all`     | K N P_err = ln 2     |
 * | `pattern` | 1 − (1 − P_err)^N = ε |
 * | `bit`     | P_err = ε            |
 *
 * Not rounded. `poly` at n = 1, 2 is exact at integers and interpolated between them.
 *
 * @throws {RangeError} n, β or N outside their range, 0 < ε < 1 (`bit`: ½) violated, or a capacity
 *   beyond 1e300
 * @throws {TypeError} unknown energy or kind
 */
export function predictedCapacity(model: StorageModel, rule: CapacityRule): number {
  return capacityOf("predictedCapacity", model, rule);
}

/**
 * Approximate number of patterns at which half of the data sets are stored whole, when candidates
 * closer than `minimum` to an earlier pattern are refused: `capacityAtHalf` with those distances cut
 * from the law of one other pattern.
 *
 * First order: the others are taken as independent of each other, and d as unchanged above the
 * minimum; answers only where a pattern would have at most one refused neighbour among K independent
 * ones. From 13 % below to 7 % above the mean first failure of 37 settings: N = 32, `poly` n = 3 … 5,
 * `rect` n = 2 … 4, minima up to 10 (`rect` n = 2 low by 9 to 13 %, the others by 8 % at most). K50 itself
 * is larger than the mean first failure, by 2 and 13 % in two simulated settings.
 *
 * @param model  n ≥ 1 (`poly`: ≥ 3, as margins at n = 1, 2 lie on a coarse lattice)
 * @param minimum  smallest Hamming distance in bits, integer, 0 … N/2
 * @throws {RangeError} n, β, N or the minimum outside their range, a packing too close for the
 *   approximation, or a capacity beyond 1e300
 * @throws {TypeError} unknown energy
 */
export function capacityAtMinimumSeparation(model: StorageModel, minimum: number): number {
  const caller = "capacityAtMinimumSeparation";
  requireModel(caller, model);
  if (isBinomial(model)) {
    throw new RangeError(`${caller}: expected an order n >= 3 for poly, got ${model.n}`);
  }
  if (!Number.isInteger(minimum) || minimum < 0 || minimum > model.N / 2) {
    throw new RangeError(
      `${caller}: expected an integer minimum of 0 … ${model.N / 2} bits, got ${minimum}`,
    );
  }
  const law = separatedLaw(model, minimum);
  const target = logErrorAllowed(caller, { kind: "all", epsilon: 0 }, model.N);
  const K = crossingOf(caller, law, target);
  const refused = K * binomialCdf(minimum - 1, model.N, 0.5);
  if (refused > 1) {
    throw new RangeError(
      `${caller}: expected K P(d < minimum) <= 1, where patterns are nearly independent, got K = ${K.toPrecision(3)} and ${refused.toPrecision(3)}; lower the minimum or simulate`,
    );
  }
  return K;
}

/** A prediction as the P that a search tries first: an integer ≥ 1. */
export function startingP(model: StorageModel, rule: CapacityRule): number {
  return Math.max(1, Math.round(capacityOf("startingP", model, rule)));
}

function capacityOf(caller: string, model: StorageModel, rule: CapacityRule): number {
  requireModel(caller, model);
  const target = logErrorAllowed(caller, rule, model.N);
  if (!isBinomial(model)) return crossingOf(caller, crosstalkLaw(model), target);
  const { n, N } = model;
  return crossingOfIntegers(caller, (P) => Math.log(binomialBitError(n, N, P).above) - target(P));
}

function crossingOf(caller: string, law: CrosstalkLaw, target: (P: number) => number): number {
  // Gaussian noise four standard deviations below the signal
  const guess = 1 / (16 * cumulants(law, 0).curvature);
  return crossing(caller, guess, (P) => Math.log(saddlepointTail(law, P - 1)) - target(P));
}

/** ln P_err that the rule lets P patterns have. */
function logErrorAllowed(
  caller: string,
  { kind, epsilon }: CapacityRule,
  N: number,
): (P: number) => number {
  requireWord(caller, "kind", kind, ["all", "pattern", "bit"]);
  if (kind === "all") return (P) => Math.log(Math.LN2 / (P * N));
  const most = kind === "bit" ? 0.5 : 1;
  if (!(epsilon > 0 && epsilon < most)) {
    throw new RangeError(
      `${caller}: expected 0 < epsilon < ${most} for the rule ${kind}, got ${epsilon}`,
    );
  }
  const allowed = Math.log(kind === "bit" ? epsilon : -Math.expm1(Math.log1p(-epsilon) / N));
  return () => allowed;
}

/** Zero of an excess that grows with P, above P = 1, where no bit is unstable. */
export function crossing(caller: string, guess: number, excess: (P: number) => number): number {
  let near = Math.min(1e250, Math.max(2, guess));
  const isBelow = excess(near) < 0;
  let far = near;
  for (let factor = 2; excess(far) < 0 === isBelow; factor *= factor) {
    near = far;
    far = isBelow ? far * factor : Math.max(1, far / factor);
    if (!(far < 1e300)) {
      throw new RangeError(`${caller}: expected a capacity below 1e300; lower N, n or beta`);
    }
  }
  const logarithm = rootBetween((x) => excess(Math.exp(x)), Math.log(near), Math.log(far), 1e-11);
  return Math.exp(logarithm);
}

/** The same of an excess known at integers, linear in between. */
function crossingOfIntegers(caller: string, excess: (P: number) => number): number {
  let [lo, hi] = [2, 4];
  while (excess(hi) < 0) {
    [lo, hi] = [hi, 4 * hi];
    if (hi > 2 ** 52) throw new RangeError(`${caller}: expected a capacity below 2^52; lower N`);
  }
  while (hi - lo > 1) {
    const middle = Math.floor((lo + hi) / 2);
    if (excess(middle) < 0) lo = middle;
    else hi = middle;
  }
  const [below, above] = [excess(lo), excess(hi)];
  return below === -Infinity ? hi : lo - below / (above - below);
}
