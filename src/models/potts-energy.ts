import ln from "@stdlib/math-base-special-ln";
import { requireLabels } from "../patterns/require-labels.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import { classSumsInPlace, logSum, roomForClassSums } from "./potts-class-sums.ts";
import type { PottsMachine } from "./potts-machine.ts";
import { pottsResponsibilities } from "./potts-responsibilities.ts";
import { type PottsScoreOptions, requireScorable, visitScores } from "./potts-scores.ts";

/** States of the two hidden units for each vector. */
export interface PottsHidden {
  /** γ of each vector, 0 … P, P being the null unit. */
  readonly memories: ArrayLike<number>;
  /** y of each vector, 0 … C, C being "no class". */
  readonly classes: ArrayLike<number>;
}

/**
 * E(x, γ, y) = −ςβ x·w_γ + τ_N(β) − log g_γy, −log g for the null unit: the energy of all three layers with the
 * normaliser of the visible one in it.
 *
 * With ς = 1, e^(−E) / Γ, Γ = Σ g, is the joint density against the uniform law of the sphere.
 *
 * @returns one energy a vector; ∞ where g = 0
 * @throws {RangeError} hidden states of another number or outside their ranges, vectors off the sphere
 */
export function pottsJointEnergy(
  machine: PottsMachine,
  data: UnitVectors,
  hidden: PottsHidden,
  options: PottsScoreOptions = {},
): Float64Array {
  const caller = "pottsJointEnergy";
  const { arithmetic } = requireScorable(caller, machine, data, options);
  const { P, C, classWeights } = machine;
  requireLabels(caller, hidden?.memories, data.M, P);
  requireLabels(caller, hidden.classes, data.M, C);
  const energies = new Float64Array(data.M);
  visitScores(machine, data, arithmetic, (a, scores) => {
    const gamma = hidden.memories[a];
    energies[a] = -scores[gamma] - ln(classWeights[gamma * (C + 1) + hidden.classes[a]]);
  });
  return energies;
}

/**
 * E(x) = −log Σ_γ G_γ e^(h_γ(x)), G_γ = Σ_y g_γy: the hidden units summed out of the joint law, −log Σ_y e^(ℓ_y).
 *
 * A log-sum-exp energy; with ς = 1, e^(−E) / Γ is the density of x against the uniform law of the sphere.
 *
 * @returns one energy a vector
 */
export function pottsEnergy(
  machine: PottsMachine,
  data: UnitVectors,
  options: PottsScoreOptions = {},
): Float64Array {
  const { arithmetic } = requireScorable("pottsEnergy", machine, data, options);
  const energies = new Float64Array(data.M);
  const room = roomForClassSums(machine);
  visitScores(machine, data, arithmetic, (a, scores) => {
    classSumsInPlace(room, machine, scores);
    energies[a] = -logSum(room.logits);
  });
  return energies;
}

/**
 * ∂E/∂x = −ςβ Σ_γ P(γ | x) w_γ of `pottsEnergy`, in the space around the sphere: not projected on its tangent.
 *
 * @returns M × N
 */
export function pottsEnergyGradient(
  machine: PottsMachine,
  data: UnitVectors,
  options: PottsScoreOptions = {},
): Float64Array {
  requireScorable("pottsEnergyGradient", machine, data, options);
  const { P, N, memories, beta, regularization } = machine;
  const shares = pottsResponsibilities(machine, data, undefined, options);
  const gradient = new Float64Array(data.M * N);
  for (let a = 0; a < data.M; a++) {
    for (let gamma = 0; gamma < P; gamma++) {
      const factor = -regularization * beta * shares[a * (P + 1) + gamma];
      if (factor === 0) continue;
      for (let i = 0; i < N; i++) gradient[a * N + i] += factor * memories[gamma * N + i];
    }
  }
  return gradient;
}
