import { logBinomialWeights } from "./binomial-weights.ts";
import type { CrosstalkLaw } from "./crosstalk-law.ts";
import { crossing } from "./predicted-capacity.ts";
import { saddlepointTail } from "./saddlepoint.ts";
import { stepSizes } from "./step-sizes.ts";
import { requireModel, type StorageModel } from "./storage-model.ts";

/** Agreements with the centroid less likely than this are left out. */
const rare = 1e-5;

/**
 * Approximate number of patterns at which half of the data sets are stored whole, when every spin of
 * a pattern differs from a common centroid with probability p, 2p(1 − p) = δ: distances of mean δN.
 *
 * A pattern that agrees with the centroid in A spins sees the others as independent: they share its
 * spin with probability 1 − p where it agrees and p where it does not. That gives the law of their
 * crosstalk, and by the saddlepoint the number n(A) of its unstable bits, nearly all among the N − A;
 * the set is stored with probability (E e^{−n(A)})^K. Unstable bits taken as independent given A.
 *
 * From 13 % below to 16 % above the mean first failure of 53 settings: N = 64, `poly` n = 3 … 5,
 * `rect` n = 2 … 4, δ = 0.1 … 0.5; 10 % at most from 10 patterns on; 1 % below on average. K50 itself
 * is 1 to 9 % larger than the mean first failure (5 simulated settings), so that this is low by as much
 * again. Meets `capacityAtHalf` at δ = ½.
 *
 * Cost O(N²) laws of N entries: 40 ms at N = 64, 0.1 s at N = 128.
 *
 * @param model  n ≥ 1 (`poly`: ≥ 3, as margins at n = 1, 2 lie on a coarse lattice)
 * @param delta  mean separation δ, a fraction of N, 0 < δ ≤ ½
 * @throws {RangeError} n, β, N or δ outside their range, or a capacity beyond 1e300
 * @throws {TypeError} unknown energy
 */
export function capacityAtMeanSeparation(model: StorageModel, delta: number): number {
  requireModel("capacityAtMeanSeparation", model);
  if (model.energy === "poly" && model.n < 3) {
    throw new RangeError(
      `capacityAtMeanSeparation: expected an order n >= 3 for poly, got ${model.n}`,
    );
  }
  if (!(delta > 0 && delta <= 0.5)) {
    throw new RangeError(`capacityAtMeanSeparation: expected 0 < delta <= 1/2, got ${delta}`);
  }
  const { N } = model;
  const flip = (1 - Math.sqrt(1 - 2 * delta)) / 2;
  const steps = stepSizes(model);
  const cells = Array.from(logBinomialWeights(N, 1 - flip), (logWeight, agreeing) => ({
    weight: Math.exp(logWeight),
    agreeing,
  }))
    .filter(({ weight }) => weight > rare)
    .map(({ weight, agreeing }) => ({
      weight,
      agreeing,
      atAgreement: agreeing > 0 ? conditionalLaw(steps, flip, agreeing - 1, 1 - flip) : null,
      atDifference: agreeing < N ? conditionalLaw(steps, flip, agreeing, flip) : null,
    }));
  const total = cells.reduce((sum, { weight }) => sum + weight, 0);
  const excess = (K: number) => {
    let failing = 0;
    for (const { weight, agreeing, atAgreement, atDifference } of cells) {
      const unstable =
        (atAgreement === null ? 0 : agreeing * saddlepointTail(atAgreement, K - 1)) +
        (atDifference === null ? 0 : (N - agreeing) * saddlepointTail(atDifference, K - 1));
      failing -= (weight / total) * Math.expm1(-unstable);
    }
    return Math.log((-K * Math.log1p(-failing)) / Math.LN2);
  };
  return crossing("capacityAtMeanSeparation", 10, excess);
}

/** Law of the crosstalk on a bit whose spin others share with probability `sharing`. */
function conditionalLaw(
  steps: Float64Array,
  flip: number,
  agreeing: number,
  sharing: number,
): CrosstalkLaw {
  const rest = steps.length - 1 - agreeing;
  const among = logBinomialWeights(agreeing, 1 - flip).map(Math.exp);
  const amongRest = logBinomialWeights(rest, flip).map(Math.exp);
  const mass = new Float64Array(steps.length);
  among.forEach((a, i) => {
    amongRest.forEach((b, j) => {
      mass[i + j] += a * b;
    });
  });
  return {
    size: steps.map(Math.abs),
    logMass: mass.map(Math.log),
    bias: steps.map((step) => (1 - 2 * sharing) * Math.sign(step)),
  };
}
