import type { PottsMachine } from "../models/potts-machine.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import { arithmetic64 } from "./matrix-arithmetic.ts";
import { differentiateRows } from "./potts-batch.ts";
import { type PottsSums, pottsWeights, pottsWork } from "./potts-work.ts";
import { requireSplitTask } from "./require-split-task.ts";

/** The loss L of a machine on data, and its derivatives. */
export interface PottsGradient {
  /** L = −(1/M) Σ_a Σ_y q_ay ℓ_ay, not divided by Γ: the normalised loss is L + log Γ. */
  readonly value: number;
  /** ∂L/∂w, P × N, not projected on the sphere. */
  readonly memories: Float64Array;
  /** ∂L/∂g, (P + 1) × (C + 1), the null unit and "no class" last. */
  readonly classWeights: Float64Array;
  /** ∂L/∂β. */
  readonly beta: number;
  /** (1/M) Σ_a r_aγ, P + 1, the null unit last. */
  readonly responsibilities: Float64Array;
}

/** Numbers of a block of data and of what belongs to it: 2 MiB in float64. */
const BLOCK = 262144;

/** As many rows as fit in a block of about 2 MiB. */
export function rowsOfBlock(P: number, N: number): number {
  return Math.max(1, Math.floor(BLOCK / Math.max(P, N)));
}

/**
 * Loss and gradient of a Potts machine on data, in float64.
 *
 * Targets of a row of class c: q_ay = (1 − s) δ_yc + s / (C + 1), y = 0 … C; without labels
 * q_ay = (1 − s) softmax_y(ℓ_a) + s / (C + 1), and the gradient goes through q. In β, both the normaliser
 * and ςβ are differentiated. Data pass in blocks, so that M may be large; cost 4 M P N multiplications.
 *
 * @param data  M × N; not modified
 * @param targets  the class of each row, 0 … C − 1, or "unsupervised"
 * @param softening  s, 0 ≤ s ≤ 1
 * @throws {TypeError} an argument that is missing or of another kind
 * @throws {RangeError} data of another N, off the sphere or without rows, labels that do not fit, s outside [0, 1]
 *
 * Source: derived from the losses in the code of Thériault & Tantari 2026, arXiv 2508.19151.
 */
export function pottsGradient(
  machine: PottsMachine,
  data: UnitVectors,
  targets: { readonly labels: Int32Array } | "unsupervised",
  softening: number,
): PottsGradient {
  requireSplitTask("pottsGradient", machine, { data, targets, softening });
  const { P, N } = machine;
  const labels = targets === "unsupervised" ? null : targets.labels;
  const rows = Math.min(data.M, rowsOfBlock(P, N));
  const kind = labels === null ? "unsupervised" : "labels";
  const weights = pottsWeights(machine, arithmetic64);
  const sums = differentiateRows(
    pottsWork(rows, machine, arithmetic64),
    data.M,
    (work, from, count) => {
      work.data.values.set(data.values.subarray(from * N, (from + count) * N));
      if (labels !== null) work.labels.set(labels.subarray(from, from + count));
    },
    weights,
    { kind, softening },
  );
  return gradientOf(sums, machine, weights.tauPrime, data.M);
}

function gradientOf(
  { logLikelihood, forces: { values: forces }, classSums, responsibilities }: PottsSums,
  { P, memories, beta, regularization }: PottsMachine,
  tauPrime: number,
  M: number,
): PottsGradient {
  let overlap = 0;
  for (let k = 0; k < memories.length; k++) overlap += forces[k] * memories[k];
  let mass = 0;
  for (let gamma = 0; gamma < P; gamma++) mass += responsibilities[gamma];
  const kappa = regularization * beta;
  return {
    value: -logLikelihood / M,
    memories: Float64Array.from(forces, (force) => (-kappa * force) / M),
    classWeights: classSums.map((sum) => -sum / M),
    beta: (tauPrime * mass - regularization * overlap) / M,
    responsibilities: responsibilities.map((sum) => sum / M),
  };
}
