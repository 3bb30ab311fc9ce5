import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import { deliverable, type SearchOptions, searchRange } from "./binary-search.ts";
import { answerOf } from "./probe-answer.ts";
import type { SearchEstimate } from "./sequential-search.ts";

/** How `probabilisticBisection` searches. */
export interface BisectionOptions extends SearchOptions {
  /** Assumed probability p_c that an answer points the right way, ½ < p_c < 1; default 0.6. */
  readonly correctness?: number;
  /** Data sets to use, integer ≥ 1; default 100. */
  readonly dataSets?: number;
}

/**
 * Probabilistic bisection: a posterior over the capacity, halved by each question, reweighted by each answer.
 *
 * The prior of capacity K = 0 … maximumP falls like 1/(K + s)², its median at s = startAt. A set of P that passes
 * multiplies the weights of K ≥ P by p_c and the others by 1 − p_c; one that fails the other way round. One
 * data set a probe, none wasted on a vote; but near the capacity answers are right half of the time only,
 * so the posterior narrows faster than it should and settles somewhere on the slope of the pass curve. The
 * interval is therefore null: repeat the search for an error.
 *
 * @param passes  test of P patterns on a new data set; the second argument counts the sets from 0
 * @throws {RangeError} options outside their range
 * @throws {TypeError} a test that answers neither true nor false
 * @throws {InfeasibleSeparation} the source can deliver no set at all
 *
 * Source: Horstein 1963; Waeber, Frazier, Henderson 2013, "Bisection search with noisy responses".
 */
export function probabilisticBisection(
  passes: (P: number, dataSet: number) => boolean,
  options: BisectionOptions = {},
): SearchEstimate {
  const { correctness = 0.6, dataSets = 100 } = options;
  requireOptions(correctness, dataSets);
  const { startAt, maximumP } = searchRange(options);
  const weights = Float64Array.from({ length: maximumP + 1 }, (_, K) => (K + startAt) ** -2);
  let most = maximumP;
  let isLimitedBySource = false;
  for (let used = 0; used < dataSets; ) {
    const P = halvingP(weights, most);
    const answer = answerOf("probabilisticBisection", (p) => passes(p, used), P);
    if (answer instanceof InfeasibleSeparation) {
      most = deliverable(answer, P);
      isLimitedBySource = true;
      continue;
    }
    used += 1;
    const above = answer ? correctness : 1 - correctness;
    for (let K = 0; K <= most; K++) weights[K] *= K >= P ? above : 1 - above;
    normalise(weights, most);
  }
  const capacity = medianOf(weights, most);
  const status =
    capacity < most ? "bracketed" : isLimitedBySource ? "limited-by-source" : "limited-by-maximum";
  const rule = [
    `probabilistic bisection, ${dataSets} data sets, correctness ${correctness}, start ${startAt}`,
    ...(status === "bracketed" ? [] : ["lower bound"]),
  ].join(", ");
  return { capacity, lo: null, hi: null, dataSets, status, rule };
}

/** Smallest K up to which half of the weight lies. */
function medianOf(weights: Float64Array, most: number): number {
  let total = 0;
  for (let K = 0; K <= most; K++) total += weights[K];
  let sum = 0;
  let K = -1;
  while (sum < total / 2) sum += weights[++K];
  return K;
}

/** The P for which K ≥ P has the weight nearest to a half: at the median itself an answer may tell nothing. */
function halvingP(weights: Float64Array, most: number): number {
  let total = 0;
  for (let K = 0; K <= most; K++) total += weights[K];
  let above = total;
  let best = 1;
  let distance = Infinity;
  for (let P = 1; P <= most; P++) {
    above -= weights[P - 1];
    const off = Math.abs(above - total / 2);
    if (off < distance) {
      distance = off;
      best = P;
    }
  }
  return best;
}

function normalise(weights: Float64Array, most: number): void {
  let total = 0;
  for (let K = 0; K <= most; K++) total += weights[K];
  for (let K = 0; K <= most; K++) weights[K] /= total;
}

function requireOptions(correctness: number, dataSets: number): void {
  if (!(correctness > 0.5 && correctness < 1)) {
    throw new RangeError(
      `probabilisticBisection: expected 0.5 < correctness < 1, got ${correctness}`,
    );
  }
  if (!Number.isInteger(dataSets) || dataSets < 1) {
    throw new RangeError(
      `probabilisticBisection: expected an integer dataSets >= 1, got ${dataSets}`,
    );
  }
}
