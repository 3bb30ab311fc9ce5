import { requireWord } from "../numerics/require-word.ts";
import { logBinomialWeights } from "./binomial-weights.ts";
import { binomialBitError } from "./bit-error-binomial.ts";
import type { PowerModel } from "./capacity-closed-form.ts";
import { crosstalkLaw } from "./crosstalk-law.ts";
import { type Atom, type LatticeTail, latticeTail, TooManyLatticePoints } from "./lattice-tail.ts";
import { exactSteps } from "./step-sizes.ts";
import { requireModel } from "./storage-model.ts";

/** Probabilities of the sign of the margin of one bit. */
export interface BitError {
  /** P(margin < 0): the bit flips. */
  readonly unstable: number;
  /** P(margin = 0): a tie, which keeps the bit. */
  readonly tied: number;
}

/**
 * Exact probability that one bit of a stored pattern is unstable, for P independent unbiased
 * patterns: the margin is S + Σ ±[F(x+1) − F(x−1)] over the other P − 1 patterns, with
 * S = F(N) − F(N−2) and x the overlap on the other N − 1 spins.
 *
 * `poly` at n = 1, 2 is a binomial tail; else the summands lie on a lattice of integers and their
 * distribution is convolved there (`latticeTail`), relative error below 1e-9 however small the
 * probability. Cost grows with N times the standard deviation of the sum in lattice steps, near capacity
 * 25 ms at n = 3, N = 100 or n = 4, N = 40, 0.1 s at n = 4, N = 64, 0.7 s at n = 5, N = 40.
 *
 * @param model  n ≥ 1, N an integer
 * @param P  stored patterns, integer ≥ 2
 * @throws {RangeError} n, N or P outside their range; or the lattice has too many points, when
 *   `bitErrorSaddlepoint` answers within its error
 * @throws {TypeError} unknown energy
 */
export function bitErrorExact(model: PowerModel, P: number): BitError {
  requireWord("bitErrorExact", "energy", model.energy, ["poly", "rect"]);
  requireModel("bitErrorExact", model);
  if (!Number.isInteger(P) || P < 2) {
    throw new RangeError(`bitErrorExact: expected an integer P >= 2, got ${P}`);
  }
  const { energy, n, N } = model;
  if (energy === "poly" && (n === 1 || n === 2)) return bitError(binomialBitError(n, N, P));
  return bitError(convolvedBitError(model, P));
}

/** The tail by convolution for every n, checked arguments. */
export function convolvedBitError(model: PowerModel, P: number): LatticeTail {
  const steps = exactSteps(model);
  try {
    return latticeTail(atomsOf(steps), crosstalkLaw(model), P - 1, steps[model.N - 1]);
  } catch (error) {
    if (!(error instanceof TooManyLatticePoints)) throw error;
    throw new RangeError(
      `bitErrorExact: expected at most 2^31 lattice points times overlaps, got ${error.points} points of ${model.N} overlaps at ${model.energy}, n = ${model.n}, N = ${model.N}, P = ${P}; use bitErrorSaddlepoint`,
    );
  }
}

function bitError({ above, at }: LatticeTail): BitError {
  return { unstable: above, tied: at };
}

/** The distinct values of ±step and their probabilities. */
function atomsOf(steps: readonly bigint[]): Atom[] {
  const weights = logBinomialWeights(steps.length - 1, 0.5);
  const masses = new Map<bigint, number>();
  steps.forEach((step, u) => {
    const half = Math.exp(weights[u]) / 2;
    masses.set(step, (masses.get(step) ?? 0) + half);
    masses.set(-step, (masses.get(-step) ?? 0) + half);
  });
  return Array.from(masses, ([value, probability]) => ({ value, probability }));
}
