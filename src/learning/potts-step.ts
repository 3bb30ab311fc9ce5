import exp from "@stdlib/math-base-special-exp";
import ln from "@stdlib/math-base-special-ln";
import type { MatrixArithmetic } from "./matrix-arithmetic.ts";
import type { PottsCourse } from "./potts-training-state.ts";
import type { PottsSums, PottsWeights } from "./potts-work.ts";
import { sinkhornInPlace } from "./sinkhorn.ts";

/** Sizes of a step. */
export interface StepSizes {
  /** η; it enters twice, so that a constant gradient moves by η² / (1 − μ). */
  readonly learningRate: number;
  /** μ. */
  readonly momentum: number;
  readonly sinkhornSweeps: number;
  /** Whether β is trained. */
  readonly trainsBeta: boolean;
}

/** Smallest class weight, relative to the largest of its row, that Sinkhorn starts from. */
const FLOOR = 1e-12;

/**
 * One step of momentum descent, in place: v ← μ v − η ∇L, then η v is added to memories (on the sphere), to log g
 * (then Sinkhorn) and to β.
 *
 * @param sums  of the `count` rows of the batch
 * @param weights  those that the sums were made with; its memories are moved, too
 * @param arithmetic  that of the sums and the weights
 *
 * Source: the code of Thériault & Tantari 2026, arXiv 2508.19151; derived: g is kept above 1e-12 of the largest of
 * its row before Sinkhorn, without which the column of a rare class underflows, and β ≥ 0 by the symmetry
 * (β, w) → (−β, −w) of the loss, velocities included.
 */
export function stepInPlace(
  course: PottsCourse,
  sums: PottsSums,
  weights: PottsWeights,
  count: number,
  sizes: StepSizes,
  arithmetic: MatrixArithmetic,
): void {
  const betaGradient = moveMemories(course, sums, weights, count, sizes, arithmetic);
  moveClassWeights(course, sums, count, sizes);
  if (!sizes.trainsBeta) return;
  course.betaVelocity = sizes.momentum * course.betaVelocity - sizes.learningRate * betaGradient;
  course.beta += sizes.learningRate * course.betaVelocity;
  if (course.beta < 0) turnRound(course, weights);
}

/**
 * Moves memories, and puts them into the block of the weights.
 *
 * @returns ∂L/∂β where the memories were
 */
function moveMemories(
  { memories: w, memoryVelocities: v, P, N }: PottsCourse,
  { forces, responsibilities }: PottsSums,
  { memories, beta, regularization, tauPrime }: PottsWeights,
  count: number,
  { learningRate, momentum }: StepSizes,
  arithmetic: MatrixArithmetic,
): number {
  const push = (learningRate * regularization * beta) / count;
  const rows = { w, v, N, learningRate, momentum, push };
  const overlaps = arithmetic.move(rows, forces, memories);
  let mass = 0;
  for (let gamma = 0; gamma < P; gamma++) mass += responsibilities[gamma];
  return (tauPrime * mass - regularization * overlaps) / count;
}

function moveClassWeights(
  { classWeights: g, classVelocities: v, masses, prior }: PottsCourse,
  { classSums }: PottsSums,
  count: number,
  { learningRate, momentum, sinkhornSweeps }: StepSizes,
): void {
  const columns = prior.length;
  let total = 0;
  for (let gamma = 0; gamma < masses.length; gamma++) {
    const from = gamma * columns;
    const to = from + columns;
    let mean = 0;
    for (let k = from; k < to; k++) mean += g[k] * classSums[k];
    mean /= masses[gamma];
    let most = -Infinity;
    for (let k = from; k < to; k++) {
      v[k] = momentum * v[k] + (learningRate * (classSums[k] - mean)) / count;
      g[k] = ln(g[k]) + learningRate * v[k];
      if (!(g[k] <= most)) most = g[k];
    }
    for (let k = from; k < to; k++) g[k] = Math.max(exp(g[k] - most), FLOOR);
    total += masses[gamma];
  }
  const columnMasses = prior.map((share) => share * total);
  sinkhornInPlace(g, masses, columnMasses, sinkhornSweeps);
}

function turnRound(course: PottsCourse, weights: PottsWeights): void {
  course.beta = -course.beta;
  course.betaVelocity = -course.betaVelocity;
  const { memories, memoryVelocities } = course;
  const { values: moved } = weights.memories;
  for (let k = 0; k < memories.length; k++) {
    memories[k] = -memories[k];
    moved[k] = -moved[k];
    memoryVelocities[k] = -memoryVelocities[k];
  }
}
