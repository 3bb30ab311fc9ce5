import {
  logSphereRatio,
  type SphereNormaliser,
  sphereMean,
} from "../numerics/sphere-normaliser.ts";
import type { MatrixArithmetic, Numbers } from "./matrix-arithmetic.ts";

/** A machine in the numbers of an arithmetic, with its normaliser. */
export interface PottsWeights {
  readonly P: number;
  readonly N: number;
  readonly C: number;
  /** w, P × N. */
  readonly memories: Numbers;
  /** g, (P + 1) × (C + 1), the null unit last. */
  readonly classWeights: Numbers;
  readonly beta: number;
  readonly regularization: number;
  /** τ_N(β) and τ'_N(β). */
  readonly tau: number;
  readonly tauPrime: number;
}

/** What one block of data sums to; nothing is divided by the number of rows. */
export interface PottsSums {
  /** Σ_a Σ_y q_ay ℓ_ay. */
  logLikelihood: number;
  /** Rows whose most probable class is their label; 0 without labels. */
  correct: number;
  /** F_γ = Σ_a r_aγ x_a, P × N. */
  readonly forces: Numbers;
  /** Σ_a e_ay e^(h_aγ) / Z_ay, (P + 1) × (C + 1). */
  readonly classSums: Float64Array;
  /** Σ_a r_aγ, P + 1. */
  readonly responsibilities: Float64Array;
}

/** Working memory for blocks of at most `rows` rows, and their sums. */
export interface PottsWork {
  readonly rows: number;
  readonly arithmetic: MatrixArithmetic;
  /** x, rows × N: where the caller puts a block. */
  readonly data: Numbers;
  /** Class of each row of the block; unused without labels. */
  readonly labels: Int32Array;
  readonly sums: PottsSums;
  /** κ m, then e^(h − c): rows × P; the same for the null unit: rows. */
  readonly boltzmann: Numbers;
  readonly nullBoltzmann: Float64Array;
  /** c, the largest exponent of a row. */
  readonly shifts: Float64Array;
  /** Z e^(−c), then e / Z e^c: rows × (C + 1). */
  readonly classes: Numbers;
  /** r, rows × P. */
  readonly responsibilities: Numbers;
  /** Real memories' part of `classSums`. */
  readonly classProduct: Numbers;
}

export function pottsWork(
  rows: number,
  { P, N, C }: { P: number; N: number; C: number },
  arithmetic: MatrixArithmetic,
): PottsWork {
  return {
    rows,
    arithmetic,
    data: arithmetic.numbers(rows * N),
    labels: new Int32Array(rows),
    sums: {
      logLikelihood: 0,
      correct: 0,
      forces: arithmetic.numbers(P * N),
      classSums: new Float64Array((P + 1) * (C + 1)),
      responsibilities: new Float64Array(P + 1),
    },
    boltzmann: arithmetic.numbers(rows * P),
    nullBoltzmann: new Float64Array(rows),
    shifts: new Float64Array(rows),
    classes: arithmetic.numbers(rows * (C + 1)),
    responsibilities: arithmetic.numbers(rows * P),
    classProduct: arithmetic.numbers(P * (C + 1)),
  };
}

/** The machine in the numbers of an arithmetic. */
export function pottsWeights(
  machine: {
    readonly P: number;
    readonly N: number;
    readonly C: number;
    readonly memories: Float64Array;
    readonly classWeights: Float64Array;
    readonly beta: number;
    readonly regularization: number;
    readonly normaliser: SphereNormaliser;
  },
  arithmetic: MatrixArithmetic,
  room: Pick<PottsWeights, "memories" | "classWeights"> = {
    memories: arithmetic.numbers(machine.memories.length),
    classWeights: arithmetic.numbers(machine.classWeights.length),
  },
): PottsWeights {
  const { P, N, C, beta, regularization, normaliser } = machine;
  room.memories.set(machine.memories);
  room.classWeights.set(machine.classWeights);
  const tau = logSphereRatio(N, beta, normaliser);
  const tauPrime = sphereMean(N, beta, normaliser);
  return { ...room, P, N, C, beta, regularization, tau, tauPrime };
}
