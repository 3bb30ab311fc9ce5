import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { requireWord } from "../numerics/require-word.ts";
import { logBinomialWeights } from "./binomial-weights.ts";
import type { PowerModel } from "./capacity-closed-form.ts";
import type { CrosstalkLaw } from "./crosstalk-law.ts";
import { driftPerPattern, featureAlignment } from "./feature-drift.ts";
import { capacityAtHalf, crossing } from "./predicted-capacity.ts";
import { saddlepointTail } from "./saddlepoint.ts";
import { stepSizes } from "./step-sizes.ts";
import { requireModel } from "./storage-model.ts";

/** Groups of bits of similar alignment, a pattern. */
const groupsPerPattern = 8;
/** Where drift has eaten the signal to this fraction, half of the bits are unstable. */
const drowned = 0.02;

/** Largest eigenvalue of R for which the approximation is claimed. */
const mostShared = 2.5;

/** Bits of one pattern with about the same alignment c. */
interface BitGroup {
  readonly bits: number;
  /** What each other pattern adds to the margin, in units of the signal. */
  readonly drift: number;
  readonly law: CrosstalkLaw;
}

/**
 * Approximate number of zero-mean patterns with correlated features at which half of the data sets
 * are stored whole.
 *
 * Averages over a sample of patterns. For each, groups of bits of similar alignment c have the noise
 * of an overlap of variance V (binomial weights times e^{−x²/2·(1/V − 1/(N−1))}), by the saddlepoint,
 * and the drift `driftPerPattern` that grows with the number of patterns; n of the pattern's bits are
 * then unstable, and the set is stored with probability (E e^{−n})^K. To first order in the
 * correlations: other patterns enter by their second moments only.
 *
 * Answers only where the largest eigenvalue of R is at most 2.5: beyond, patterns share a few directions
 * and errors reach 70 % (AR(1) 0.8, `poly` n = 5) and −33 % (equal correlation 0.1, `poly` n = 3).
 * Up to there, with a sample of 100 patterns against the mean first failure of 35 settings, N = 64,
 * AR(1) up to 0.4, blocks of 8 up to 0.2, equal 0.02: `poly` n = 3 and `rect` n = 3 −3 to +5 %;
 * n = 4 −9 to +16 %; `poly` n = 5 +1 to +12 %, at blocks 0.2 +24 ± 9 %; `rect` n = 2 −6 to −18 %.
 * K50 itself is 4 to 7 % larger than the mean first failure (4 simulated settings). 0.2 to 0.4 s at N = 64, 0.4 to 0.8 s at 128.
 *
 * @param model  n ≥ 3 (`rect`: ≥ 2), N the number of spins of R
 * @param R  correlations of the ±1 spins, N × N, as rows
 * @param sample  patterns of the same source, ±1; about 100
 * @throws {RangeError} n or N outside their range, an empty sample, sizes that differ, or an
 *   eigenvalue of R above 2.5
 * @throws {TypeError} unknown energy
 */
export function capacityOfCorrelated(
  model: PowerModel,
  R: readonly ArrayLike<number>[],
  sample: readonly ArrayLike<number>[],
): number {
  requireWord("capacityOfCorrelated", "energy", model.energy, ["poly", "rect"]);
  requireModel("capacityOfCorrelated", model);
  const least = model.energy === "poly" ? 3 : 2;
  if (model.n < least) {
    throw new RangeError(
      `capacityOfCorrelated: expected an order n >= ${least} for ${model.energy}, got ${model.n}`,
    );
  }
  if (sample.length === 0 || sample.some(({ length }) => length !== model.N)) {
    throw new RangeError(
      `capacityOfCorrelated: expected a sample of 1 pattern or more of N = ${model.N} spins, got ${sample.length} patterns of ${sample[0]?.length ?? 0}`,
    );
  }
  const alignments = sample.map((sigma) => featureAlignment(R, sigma));
  const largest = largestEigenvalue(R);
  if (!(largest <= mostShared)) {
    throw new RangeError(
      `capacityOfCorrelated: expected eigenvalues of R up to ${mostShared}, where the correlations are weak, got ${largest.toPrecision(3)}; simulate`,
    );
  }
  const groups = alignments.map((alignment) => bitGroups(model, alignment));
  const excess = (K: number) => {
    const failing = groups.reduce((sum, bits) => sum - Math.expm1(-unstableBits(bits, K)), 0);
    return Math.log((-K * Math.log1p(-failing / sample.length)) / Math.LN2);
  };
  return crossing("capacityOfCorrelated", capacityAtHalf(model), excess);
}

function largestEigenvalue(R: readonly ArrayLike<number>[]): number {
  const matrix = new Matrix(R.map((correlations) => Array.from(correlations)));
  const { realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return realEigenvalues.reduce((a, b) => Math.max(a, b));
}

/** Expected unstable bits of a pattern among K. */
function unstableBits(groups: readonly BitGroup[], K: number): number {
  return groups.reduce((sum, { bits, drift, law }) => {
    const signal = 1 + (K - 1) * drift;
    if (signal <= drowned) return sum + bits / 2;
    const size = law.size.map((z) => z / signal);
    return sum + bits * saddlepointTail({ ...law, size }, K - 1);
  }, 0);
}

function bitGroups(model: PowerModel, alignment: Float64Array): BitGroup[] {
  const { energy, n, N } = model;
  const size = stepSizes(model).map(Math.abs);
  const independent = logBinomialWeights(N - 1, 0.5);
  const variance = N + alignment.reduce((sum, c) => sum + c, 0);
  const sorted = alignment.toSorted();
  // F(N) − F(N−2) over N^n, so that no power overflows
  const signal = -Math.expm1(n * Math.log1p(-2 / N));
  const width = Math.ceil(N / groupsPerPattern);
  return Array.from({ length: Math.ceil(N / width) }, (_, k) => {
    const members = sorted.subarray(k * width, (k + 1) * width);
    const c = members.reduce((sum, value) => sum + value, 0) / members.length;
    const V = Math.max(1, variance - 1 - 2 * c);
    const weights = independent.map(
      (weight, u) => weight - ((2 * u - N + 1) ** 2 / 2) * (1 / V - 1 / (N - 1)),
    );
    const most = weights.reduce((a, b) => Math.max(a, b));
    const total = Math.log(weights.reduce((sum, weight) => sum + Math.exp(weight - most), 0));
    return {
      bits: members.length,
      drift: driftPerPattern({ energy, n, N }, c / N ** 2, V / N ** 2) / signal,
      law: folded({ size, logMass: weights.map((weight) => weight - most - total), bias: null }),
    };
  });
}

/** The law with overlaps x and −x as one entry where all of them have the same size, as in `poly`. */
function folded(law: CrosstalkLaw): CrosstalkLaw {
  const { size, logMass } = law;
  const last = size.length - 1;
  if (size.some((y, u) => y !== size[last - u])) return law;
  const middle = Math.ceil(last / 2);
  return {
    size: size.subarray(middle),
    logMass: logMass
      .subarray(middle)
      .map((mass, k) => mass + (2 * (middle + k) === last ? 0 : Math.LN2)),
    bias: null,
  };
}
