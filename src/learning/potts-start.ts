import { shown } from "../core/shown.ts";
import { vonMisesFisherInPlace } from "../dynamics/von-mises-fisher.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import type { Rng } from "../random/stream.ts";
import { priorOfLabels, unequalPrior } from "./class-prior.ts";
import type { PottsTrainingOptions } from "./potts-training-options.ts";
import { copiedState, type PottsCourse, type PottsTrainingState } from "./potts-training-state.ts";

/** What the start needs of the options, defaults filled in. */
export interface StartSettings {
  readonly P: number;
  readonly C: number;
  readonly memoriesAtMost: number;
  readonly labels: Int32Array | null;
  readonly softening: number;
  readonly beta: number;
}

/** The state before the first epoch: g_γy = G_γ p_y, G = 1 and P / P_max for the null unit, no velocity. */
export function startOfTraining(
  data: UnitVectors,
  { P, C, memoriesAtMost, labels, softening, beta }: StartSettings,
  options: PottsTrainingOptions,
): PottsCourse {
  const { N } = data;
  const prior =
    options.prior === undefined
      ? labels === null
        ? unequalPrior(C, softening)
        : priorOfLabels(labels, C, softening)
      : requiredPrior(options.prior, C, labels !== null);
  const masses = new Float64Array(P + 1).fill(1);
  masses[P] = P / memoriesAtMost;
  const classWeights = new Float64Array((P + 1) * (C + 1));
  for (let k = 0; k < classWeights.length; k++) {
    classWeights[k] = masses[Math.floor(k / (C + 1))] * prior[k % (C + 1)];
  }
  const memories = firstMemories(data, P, options);
  return {
    ...{ P, N, C, memories, classWeights, masses, prior, beta },
    memoryVelocities: new Float64Array(P * N),
    classVelocities: new Float64Array(classWeights.length),
    ...{ betaVelocity: 0, epoch: 0, bestLoss: null, epochsWithoutBetter: 0 },
  };
}

/** A copy of a state that is gone on from. */
export function resumedState(
  state: PottsTrainingState,
  { N }: UnitVectors,
  { P, C }: StartSettings,
): PottsCourse {
  const sizes = `P = ${state?.P}, N = ${state?.N}, C = ${state?.C}`;
  if (state?.P !== P || state.N !== N || state.C !== C) {
    throw new RangeError(
      `trainPotts: expected a state to resume of P = ${P}, N = ${N}, C = ${C}, got ${sizes}; ` +
        "give the data and the number of memories that it was made with",
    );
  }
  const units = P + 1;
  const lengths = {
    ...{ memories: P * N, memoryVelocities: P * N, masses: units, prior: C + 1 },
    ...{ classWeights: units * (C + 1), classVelocities: units * (C + 1) },
  };
  for (const [name, length] of Object.entries(lengths)) {
    const numbers = state[name as keyof typeof lengths];
    if (numbers instanceof Float64Array && numbers.length === length) continue;
    throw new RangeError(
      `trainPotts: expected a state to resume with ${length} ${name}, got ${numbers?.length ?? "none"}; ` +
        "each in a Float64Array",
    );
  }
  return copiedState(state);
}

function requiredPrior(prior: ArrayLike<number>, C: number, isLabelled: boolean): Float64Array {
  const shares = Float64Array.from(prior);
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (shares.length !== C + 1 || !shares.every((p) => p > 0) || !(Math.abs(total - 1) <= 1e-9)) {
    throw new RangeError(
      `trainPotts: expected a prior of C + 1 = ${C + 1} numbers > 0 of sum 1, got ${shown([...shares])}; ` +
        "the last is that of no class",
    );
  }
  if (!isLabelled && C > 1 && shares.subarray(1, C).every((p) => p === shares[0])) {
    throw new RangeError(
      `trainPotts: expected classes of unequal prior without labels, got ${shares[0]} for each of ` +
        `C = ${C}; equal classes never tell themselves apart, leave the prior out`,
    );
  }
  return shares;
}

/** κ of memories around the mean of the data: ε^(−3/4) with the ε of float32, as the source has it. */
const NEAR = 2 ** 17.25;

/** P unit vectors, row-major. */
function firstMemories(
  data: UnitVectors,
  P: number,
  { start, rng }: PottsTrainingOptions,
): Float64Array {
  const { N } = data;
  const draws = rng.split("memories");
  if (start !== "data-mean") return uniformOnSphere(P, N, draws);
  const mean = directionOfMean(data);
  const memories = new Float64Array(P * N);
  for (let from = 0; from < P * N; from += N) {
    vonMisesFisherInPlace(memories.subarray(from, from + N), mean, NEAR, draws);
  }
  return memories;
}

function uniformOnSphere(P: number, N: number, rng: Rng): Float64Array {
  const values = new Float64Array(P * N);
  rng.fillGaussian(values);
  for (let from = 0; from < values.length; from += N) {
    let square = 0;
    for (let k = from; k < from + N; k++) square += values[k] * values[k];
    const norm = Math.sqrt(square);
    for (let k = from; k < from + N; k++) values[k] /= norm;
  }
  return values;
}

function directionOfMean({ M, N, values }: UnitVectors): Float64Array {
  const mean = new Float64Array(N);
  for (let k = 0; k < M * N; k++) mean[k % N] += values[k] / M;
  const norm = Math.sqrt(mean.reduce((sum, x) => sum + x * x, 0));
  if (!(norm > 1e-12)) {
    throw new RangeError(
      `trainPotts: expected data with a mean for start data-mean, got one of norm ${norm}; ` +
        "start uniform",
    );
  }
  return mean.map((x) => x / norm);
}
