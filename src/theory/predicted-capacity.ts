import { requireWord } from "../numerics/require-word.ts";
import { rootBetween } from "../numerics/root-between.ts";
import { isBinomial, tailOf } from "./bit-error-saddlepoint.ts";
import { separatedLaw } from "./crosstalk-law.ts";
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
 * Low at small N, since the unstable bits of a set come together. Over K50 of 100 to 1500
 * simulated sets (standard error about 2 %): `poly` n = 2 0.94 (N = 20 … 100); n = 3 0.88, 0.95, 0.98
 * (N = 20, 40, 64); n = 4 0.89, 0.96 (20, 32); `rect` n = 2 0.82 (20), n = 3 0.86, 0.96, 1.01
 * (20, 40, 64). For `exp` it is a guess only, 1.4 at β = ½, N = 16: single close pairs decide there.
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
 * minimum. `rect` n = 3, N = 32: 50.7 at a minimum of 7 for 53.5 simulated; 57.3 at 9 for 61.4 ± 1.4
 * (mean first failure). Whether so many patterns can be packed it does not ask.
 *
 * @param model  n ≥ 1 (`poly`: ≥ 3, as margins at n = 1, 2 lie on a coarse lattice)
 * @param minimum  smallest Hamming distance in bits, integer, 0 … N/2
 * @throws {RangeError} n, β, N or the minimum outside their range, or a capacity beyond 1e300
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
  return crossing(caller, (P) => Math.log(saddlepointTail(law, P - 1)) - target(P));
}

/** A prediction as the P that a search tries first: an integer ≥ 1. */
export function startingP(model: StorageModel, rule: CapacityRule): number {
  return Math.max(1, Math.round(capacityOf("startingP", model, rule)));
}

function capacityOf(caller: string, model: StorageModel, rule: CapacityRule): number {
  requireModel(caller, model);
  const tail = tailOf(model);
  const target = logErrorAllowed(caller, rule, model.N);
  const excess = (P: number) => Math.log(tail(P)) - target(P);
  return isBinomial(model) ? crossingOfIntegers(caller, excess) : crossing(caller, excess);
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

/** Zero of an excess that grows with P, above P = 2, where no bit is unstable. */
export function crossing(caller: string, excess: (P: number) => number): number {
  const [lo, hi] = bracket(caller, excess);
  return rootBetween(excess, lo, hi, 1e-10);
}

/** The same of an excess known at integers, linear in between. */
function crossingOfIntegers(caller: string, excess: (P: number) => number): number {
  let [lo, hi] = bracket(caller, excess);
  while (hi - lo > 1) {
    const middle = Math.floor((lo + hi) / 2);
    if (excess(middle) < 0) lo = middle;
    else hi = middle;
  }
  const [below, above] = [excess(lo), excess(hi)];
  return below === -Infinity ? hi : lo - below / (above - below);
}

/** Integers with an excess below 0 and not below 0. */
function bracket(caller: string, excess: (P: number) => number): [number, number] {
  let lo = 2;
  for (let hi = 4; hi < 1e300; hi *= 4) {
    if (excess(hi) >= 0) return [lo, hi];
    lo = hi;
  }
  throw new RangeError(`${caller}: expected a capacity below 1e300; lower N, n or beta`);
}
