import type { PottsMachine } from "../models/potts-machine.ts";
import { logSphereRatio, sphereMean } from "../numerics/sphere-normaliser.ts";
import type { MatrixArithmetic, NumberBlock } from "./matrix-arithmetic.ts";

/** A machine in the numbers of an arithmetic, with its normaliser. */
export interface PottsWeights {
  readonly P: number;
  readonly N: number;
  readonly C: number;
  /** w, P × N. */
  readonly memories: NumberBlock;
  /** g, (P + 1) × (C + 1), the null unit last. */
  readonly classWeights: NumberBlock;
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
  readonly forces: NumberBlock;
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
  readonly data: NumberBlock;
  /** Class of each row of the block; unused without labels. */
  readonly labels: Int32Array;
  readonly sums: PottsSums;
  /** κ m, then e^(h − c): rows × P; the same for the null unit: rows. */
  readonly boltzmann: NumberBlock;
  readonly nullBoltzmann: Float64Array;
  /** c, the largest exponent of a row. */
  readonly shifts: Float64Array;
  /** Z e^(−c), then e / Z e^c: rows × (C + 1). */
  readonly classes: NumberBlock;
  /** r, rows × P. */
  readonly responsibilities: NumberBlock;
  /** Real memories' part of `classSums`. */
  readonly classProduct: NumberBlock;
}

export function pottsWork(
  rows: number,
  { P, N, C }: { P: number; N: number; C: number },
  arithmetic: MatrixArithmetic,
): PottsWork {
  return {
    rows,
    arithmetic,
    data: arithmetic.block(rows * N),
    labels: new Int32Array(rows),
    sums: {
      logLikelihood: 0,
      correct: 0,
      forces: arithmetic.block(P * N),
      classSums: new Float64Array((P + 1) * (C + 1)),
      responsibilities: new Float64Array(P + 1),
    },
    boltzmann: arithmetic.block(rows * P),
    nullBoltzmann: new Float64Array(rows),
    shifts: new Float64Array(rows),
    classes: arithmetic.block(rows * (C + 1)),
    responsibilities: arithmetic.block(rows * P),
    classProduct: arithmetic.block(P * (C + 1)),
  };
}

/** The machine in blocks of an arithmetic. */
export function pottsWeights(machine: PottsMachine, arithmetic: MatrixArithmetic): PottsWeights {
  const memories = arithmetic.block(machine.memories.length);
  const classWeights = arithmetic.block(machine.classWeights.length);
  memories.values.set(machine.memories);
  return pottsWeightsIn(machine, memories, classWeights);
}

/** The machine with memories that are in their block already, and class weights put into theirs. */
export function pottsWeightsIn(
  { P, N, C, beta, regularization, normaliser, classWeights: g }: PottsMachine,
  memories: NumberBlock,
  classWeights: NumberBlock,
): PottsWeights {
  classWeights.values.set(g);
  const tau = logSphereRatio(N, beta, normaliser);
  const tauPrime = sphereMean(N, beta, normaliser);
  return { P, N, C, memories, classWeights, beta, regularization, tau, tauPrime };
}
