import { requireObject } from "../core/require-object.ts";
import { shown } from "../core/shown.ts";
import { andersonIteration } from "../numerics/anderson-iteration.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { Solution } from "../numerics/solution.ts";
import {
  type BinaryOverlaps,
  type BinaryTeacherStudentModel,
  binaryEntropy,
  binaryFreeEntropy,
  nextOverlaps,
} from "./binary-equations.ts";
import { requirePositive } from "./potts-model.ts";

/** Where the order parameters (q_*, q, m) are iterated from. */
export type BinaryStart = (typeof binaryStarts)[number];

/** All starts. */
export const binaryStarts = ["direct", "inverse", "glass", "paramagnetic"] as const;

/** A student's state. */
export interface BinaryState extends BinaryOverlaps {
  /** Free entropy a spin, log 2 without examples. */
  readonly freeEntropy: number;
  /** Entropy a spin; negative where replica symmetry misleads. */
  readonly entropy: number;
  readonly start: BinaryStart;
}

/** Which solution. */
export interface BinaryTeacherStudentOptions {
  /**
   * `direct`: (0, 1, 1), the student is one of the examples; `inverse`: (1, 1, 0), the teacher's pattern;
   * `glass`: (0, 1, 0); `paramagnetic`: (0, 0, 0). `best`, the default: the largest free entropy of
   * `paramagnetic`, `inverse` and `direct`.
   */
  readonly start?: BinaryStart | "best";
}

const from: Record<BinaryStart, BinaryOverlaps> = {
  direct: { qTeacher: 0, q: 1, m: 1 },
  inverse: { qTeacher: 1, q: 1, m: 0 },
  glass: { qTeacher: 0, q: 1, m: 0 },
  paramagnetic: { qTeacher: 0, q: 0, m: 0 },
};

/**
 * Replica-symmetric order parameters of a student of binary examples, N → ∞: its examples σ^a are
 * ∝ exp(β_* N (ξ_*·σ/N)^n), its patterns ξ ∝ exp(βN Σ_a (ξ·σ^a/N)^n), diagonal terms left out.
 *
 * q_* = E tanh h, q = E tanh² h of a Gaussian field h, m with an example when it starts there. Holds
 * while examples do not align with the teacher's pattern (`exampleAlignment`). At β = β_* q_* = q.
 * n = 2 resums the examples' Gaussian overlaps; at q_* = 0 it is Amit, Gutfreund and Sompolinsky's theory of
 * Hopfield's model at B = 2β, M = αN/2. No replica symmetry breaking. Quadrature to 1e-13,
 * accelerated iteration to 1e-12; `not-finite` for unmagnetised students at n = 2, β ≥ ½.
 *
 * @throws {RangeError} a model outside its domain
 * @throws {TypeError} unknown start
 *
 * Source: equations for n ≥ 3 as in the code of Thériault & Tantari 2024, "Dense Hopfield networks in the
 * teacher-student setting", arXiv 2401.04191; n = 2 and the entropy derived.
 */
export function binaryTeacherStudent(
  model: BinaryTeacherStudentModel,
  { start = "best" }: BinaryTeacherStudentOptions = {},
): Solution<BinaryState> {
  const caller = "binaryTeacherStudent";
  requireBinaryModel(caller, model);
  requireWord(caller, "start", start, [...binaryStarts, "best"]);
  if (start !== "best") return binarySolution(model, start);
  const solutions = (["paramagnetic", "inverse", "direct"] as const).map((one) =>
    binarySolution(model, one),
  );
  return solutions.reduce(better);
}

/** The one of larger free entropy; the first if the second has none. */
export function better(a: Solution<BinaryState>, b: Solution<BinaryState>): Solution<BinaryState> {
  if (Number.isNaN(a.value.freeEntropy)) return b;
  // the same state to rounding stays
  return b.value.freeEntropy > a.value.freeEntropy + 1e-12 ? b : a;
}

/** The solution that a start of a checked model leads to. */
export function binarySolution(
  model: BinaryTeacherStudentModel,
  start: BinaryStart,
): Solution<BinaryState> {
  const asOverlaps = ([qTeacher, q, m]: Float64Array): BinaryOverlaps => ({ qTeacher, q, m });
  const asArray = ({ qTeacher, q, m }: BinaryOverlaps) => Float64Array.of(qTeacher, q, m);
  // at n = 2 and low temperature q answers with a slope of −√(2/(πγ)) at most
  const share = model.n === 2 ? 1 / (1 + Math.sqrt(4 / (Math.PI * model.load))) : 1;
  const { value, ...solution } = andersonIteration((at) => {
    const next = asArray(nextOverlaps(model, asOverlaps(at)));
    return share === 1 ? next : next.map((x, i) => share * x + (1 - share) * at[i]);
  }, asArray(from[start]));
  const at = asOverlaps(value);
  const [freeEntropy, entropy] = [binaryFreeEntropy(model, at), binaryEntropy(model, at)];
  return {
    value: { ...at, freeEntropy, entropy, start },
    status: Number.isNaN(freeEntropy) ? "not-finite" : solution.status,
    iterations: solution.iterations,
    residual: solution.residual / share,
  };
}

/** @throws {RangeError} a model outside its domain; `caller` names the public function */
export function requireBinaryModel(caller: string, model: BinaryTeacherStudentModel): void {
  requireObject(caller, "a model", model, "n, load, beta and betaTeacher are needed");
  const { n, load, beta, betaTeacher } = model;
  if (!(Number.isInteger(n) && n >= 2)) {
    throw new RangeError(
      `${caller}: expected an integer order n >= 2, got ${shown(n)}; 2 is the Hopfield model`,
    );
  }
  if (!(load >= 0 && load < Infinity)) {
    throw new RangeError(
      `${caller}: expected load >= 0, got ${shown(load)}; it is n! M / N^(n - 1)`,
    );
  }
  requirePositive(caller, "beta", beta);
  if (!(betaTeacher >= 0 && betaTeacher < Infinity)) {
    throw new RangeError(
      `${caller}: expected betaTeacher >= 0, got ${shown(betaTeacher)}; 0 draws examples at random`,
    );
  }
  if (n === 2 && betaTeacher >= 0.5) {
    throw new RangeError(
      `${caller}: expected betaTeacher < 0.5 at n = 2, where examples begin to align with the teacher's pattern, got ${betaTeacher}; take a smaller one or n >= 3`,
    );
  }
}
