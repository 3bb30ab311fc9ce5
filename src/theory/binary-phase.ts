import { shown } from "../core/shown.ts";
import { rootBetween } from "../numerics/root-between.ts";
import type { Solution } from "../numerics/solution.ts";
import type { BinaryTeacherStudentModel } from "./binary-equations.ts";
import {
  type BinaryStart,
  type BinaryState,
  better,
  binarySolution,
  requireBinaryModel,
} from "./binary-teacher-student.ts";

/**
 * | phase | name                 | where                                                            |
 * |-------|----------------------|------------------------------------------------------------------|
 * | `eR`  | example retrieval    | the direct start keeps m > 0 and has the largest free entropy    |
 * | `gR`  | global retrieval     | the inverse start keeps q_* > 0 and beats the paramagnet         |
 * | `lR`  | local retrieval      | the inverse start keeps q_* > 0                                  |
 * | `SG`  | spin glass           | the glass start keeps q > 0                                      |
 * | `P`   | paramagnet           | no start keeps anything                                          |
 *
 * The first that holds, from the top.
 */
export type BinaryPhase = "eR" | "gR" | "lR" | "SG" | "P";

/** A point of the phase diagram. */
export interface BinaryPhasePoint {
  readonly phase: BinaryPhase;
  /** What every start leads to. */
  readonly solutions: Readonly<Record<BinaryStart, Solution<BinaryState>>>;
  /** Whether examples align with the teacher's pattern, so that the equations do not hold. */
  readonly isAligned: boolean;
}

/** Order parameters below are 0: 2√ε of float64, as in the authors' figures. */
const nonZero = 2 * Math.sqrt(Number.EPSILON);

/**
 * Phase of a student, and the states behind it. About 2 ms.
 *
 * Names and rules as in the code of Thériault & Tantari 2024, whose variables say example, global and local;
 * their diagram of β = β_* shows eR where `isAligned`. The paramagnet wins wherever its free entropy
 * αβ²/2 + log 2 is larger, even where its entropy is negative.
 *
 * @throws {RangeError} a model outside its domain
 */
export function binaryPhase(model: BinaryTeacherStudentModel): BinaryPhasePoint {
  requireBinaryModel("binaryPhase", model);
  const solutions = {
    direct: binarySolution(model, "direct"),
    inverse: binarySolution(model, "inverse"),
    glass: binarySolution(model, "glass"),
    paramagnetic: binarySolution(model, "paramagnetic"),
  };
  const { direct, inverse, glass, paramagnetic } = solutions;
  const withoutExample = better(paramagnetic, inverse);
  const phase =
    better(withoutExample, direct) === direct && direct.value.m > nonZero
      ? "eR"
      : inverse.value.qTeacher > nonZero
        ? withoutExample === inverse
          ? "gR"
          : "lR"
        : glass.value.q > nonZero
          ? "SG"
          : "P";
  return { phase, solutions, isAligned: model.betaTeacher > exampleAlignment(model.n) };
}

/**
 * β_* above which single examples have a finite overlap m with the teacher's pattern, as then
 * β m^n − nβ m^n + log cosh(nβ m^(n−1)) > 0 at its maximum; ½ at n = 2, near log 2 for n ≥ 3.
 *
 * @throws {RangeError} n not an integer ≥ 2
 */
export function exampleAlignment(n: number): number {
  if (!(Number.isInteger(n) && n >= 2)) {
    throw new RangeError(
      `exampleAlignment: expected an integer order n >= 2, got ${shown(n)}; 2 is the Hopfield model`,
    );
  }
  if (n === 2) return 0.5;
  // n β m^(n−1) = h with m = tanh h
  const excess = (h: number) => h * Math.tanh(h) * (1 - 1 / n) - logCosh(h);
  const h = rootBetween(excess, 0.5, 2 * n);
  return h / (n * Math.tanh(h) ** (n - 1));
}

function logCosh(h: number): number {
  return h + Math.log1p(Math.exp(-2 * h)) - Math.LN2;
}
