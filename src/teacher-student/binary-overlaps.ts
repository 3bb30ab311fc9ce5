import { requireObject } from "../core/require-object.ts";
import { requireWord } from "../numerics/require-word.ts";
import { type Patterns, row, type Spins } from "../patterns/patterns.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";
import { type BinaryStudent, binaryStudent } from "./binary-student.ts";
import { requireSweeps } from "./require-sweeps.ts";

/** Posterior means of a student of a binary teacher; of even order of the absolute values, as ±ξ are alike. */
export interface BinaryPosteriorOverlaps {
  /** q_*, overlap of the student with the teacher. */
  readonly qTeacher: number;
  /** q, overlap of two students of the same examples. */
  readonly q: number;
  /** m, overlap of the student with the first example. */
  readonly m: number;
}

/** Choices of `binaryOverlaps`. */
export interface BinaryOverlapsOptions {
  /** Order n, 2 … N. */
  readonly n: number;
  /** β of the student, ≥ 0. */
  readonly beta: number;
  /** Both students begin at the teacher, at the first example, or each at a random state. */
  readonly start: "teacher" | "example" | "random";
  /** Sweeps, ≥ 1. */
  readonly sweeps: number;
  /** Sweeps at the beginning that are not counted, < sweeps. */
  readonly dropped: number;
  readonly rng: Rng;
}

/**
 * Overlaps of two students of the same examples, sampled by heat-bath sweeps (`binaryStudent`).
 *
 * @param teacher  ξ of the examples, ±1, length N
 * @throws {RangeError} a number outside its range
 * @throws {TypeError} no number, or an unknown start
 */
export function binaryOverlaps(
  teacher: Spins,
  examples: Patterns,
  options: BinaryOverlapsOptions,
): BinaryPosteriorOverlaps {
  const caller = "binaryOverlaps";
  requireObject(caller, "a teacher", teacher, "give spins of +1 and -1");
  requireObject(caller, "examples", examples, "binaryExamples draws some");
  requireObject(caller, "options", options, "n, beta, start, sweeps, dropped and rng are needed");
  const { n, beta, start, sweeps, dropped, rng } = options;
  requireRng(caller, rng);
  requireWord(caller, "start", start, ["teacher", "example", "random"]);
  requireSweeps(caller, sweeps, dropped);
  const { N } = examples;
  const example = row(examples, 0);
  const student = (k: number): BinaryStudent => {
    const own = rng.split("student", k);
    const random = () => Int8Array.from({ length: N }, () => 1 - 2 * own.below(2));
    const from = start === "teacher" ? teacher : start === "example" ? example : random();
    return binaryStudent(examples, { n, beta, start: from, rng: own });
  };
  const students = [student(0), student(1)];
  const size = (overlap: number): number => (n % 2 === 0 ? Math.abs(overlap) : overlap);
  const sums = { qTeacher: 0, q: 0, m: 0 };
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const each of students) each.sweep();
    if (sweep < dropped) continue;
    const [one, two] = students.map(({ state }) => state);
    sums.q += size(overlapOf(one, two));
    for (const state of [one, two]) {
      sums.qTeacher += size(overlapOf(state, teacher)) / 2;
      sums.m += size(overlapOf(state, example)) / 2;
    }
  }
  const kept = sweeps - dropped;
  return { qTeacher: sums.qTeacher / kept, q: sums.q / kept, m: sums.m / kept };
}

function overlapOf(a: Spins, b: Spins): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum / a.length;
}
