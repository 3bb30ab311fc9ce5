import { requireWord } from "../numerics/require-word.ts";
import type { SphereNormaliser } from "../numerics/sphere-normaliser.ts";

/**
 * A three-layer Boltzmann machine: a visible unit vector x, a Potts unit of P memories and a null unit, and a
 * Potts unit of C classes and "no class":
 *
 * P(x, γ, y) = g_γy / Γ · e^(β x·w_γ) / Ω_N(β), the null unit 1 / Ω_N(0) instead; Γ = Σ g.
 *
 * Source: Thériault & Tantari 2026, arXiv 2508.19151, in the conventions of the authors' code.
 */
export interface PottsMachine {
  /** Number of memories. */
  readonly P: number;
  readonly N: number;
  /** Number of classes; class C is "no class". */
  readonly C: number;
  /** w, P × N, rows of norm 1. */
  readonly memories: Float64Array;
  /** g, (P + 1) × (C + 1), ≥ 0, every row with mass; the last row is the null unit, the last column "no class". */
  readonly classWeights: Float64Array;
  /** β ≥ 0, multiplies x·w in the law of the machine. */
  readonly beta: number;
  /** ς, 0 < ς ≤ 1: overlaps count ςβ in energies and predictions, the normaliser stays that of β. */
  readonly regularization: number;
  /** Leading uniform asymptotics in N (default; N ≥ 3), as the source has it, or exact. */
  readonly normaliser: SphereNormaliser;
}

/** The parts of a machine; P is `memories.length / N`. */
export interface PottsMachineParts {
  readonly N: number;
  readonly C: number;
  readonly memories: Float64Array;
  readonly classWeights: Float64Array;
  readonly beta: number;
  /** Default 1: no regularization. */
  readonly regularization?: number;
  /** Default "asymptotic". */
  readonly normaliser?: SphereNormaliser;
}

const tolerance = 1e-5;

/**
 * A machine of given memories and class weights; the arrays are taken, not copied.
 *
 * @throws {TypeError} arrays of another kind, or an unknown normaliser
 * @throws {RangeError} N < 3, C < 1, lengths that do not fit, a memory whose norm is not 1 within 1e-5, a
 *   weight that is negative or not finite, a row of weights without mass, β < 0 or not finite, ς outside (0, 1]
 */
export function pottsMachine(parts: PottsMachineParts): PottsMachine {
  if (!(parts?.memories instanceof Float64Array && parts.classWeights instanceof Float64Array)) {
    throw new TypeError("pottsMachine: expected memories and classWeights as Float64Array");
  }
  const {
    N,
    C,
    memories,
    classWeights,
    beta,
    regularization = 1,
    normaliser = "asymptotic",
  } = parts;
  const expect = (isTrue: boolean, condition: string, got: unknown, remedy: string): void => {
    if (isTrue) return;
    throw new RangeError(`pottsMachine: expected ${condition}, got ${got}; ${remedy}`);
  };
  expect(Number.isInteger(N) && N >= 3, "an integer N >= 3", N, "the sphere needs three axes");
  expect(Number.isInteger(C) && C >= 1, "an integer C >= 1", C, "use one class for data without");
  requireWord("pottsMachine", "normaliser", normaliser, ["asymptotic", "exact"]);
  const P = memories.length / N;
  expect(Number.isInteger(P), "P x N memories", memories.length, `with N = ${N}`);
  expect(
    classWeights.length === (P + 1) * (C + 1),
    `(P + 1)(C + 1) = ${(P + 1) * (C + 1)} class weights`,
    classWeights.length,
    "the null unit has a row, no class a column",
  );
  expect(beta >= 0 && beta < Infinity, "finite beta >= 0", beta, "turn the memories round instead");
  expect(
    regularization > 0 && regularization <= 1,
    "0 < regularization <= 1",
    regularization,
    "1 is no regularization",
  );
  for (let gamma = 0; gamma < P; gamma++) {
    let square = 0;
    for (let i = 0; i < N; i++) square += memories[gamma * N + i] ** 2;
    const norm = Math.sqrt(square);
    expect(Math.abs(norm - 1) <= tolerance, "memories of norm 1", norm, `see memory ${gamma}`);
  }
  for (let gamma = 0; gamma <= P; gamma++) {
    let mass = 0;
    for (let y = 0; y <= C; y++) {
      const weight = classWeights[gamma * (C + 1) + y];
      expect(weight >= 0 && weight < Infinity, "class weights >= 0", weight, `see row ${gamma}`);
      mass += weight;
    }
    expect(mass > 0, "rows of class weights with mass", mass, `see row ${gamma}`);
  }
  return Object.freeze({ P, N, C, memories, classWeights, beta, regularization, normaliser });
}
