import { requireObject } from "../core/require-object.ts";
import { requireWord } from "../numerics/require-word.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";
import { alignment } from "./alignment.ts";
import type { PottsExamples } from "./potts-examples.ts";
import { pottsStudent, product } from "./potts-student.ts";
import type { PottsTeacher } from "./potts-teacher.ts";
import { requireSweeps } from "./require-sweeps.ts";

/**
 * Which memory of the student is compared with which of the teacher. Without labels the posterior is the same
 * for all P! namings of its memories, so that its plain mean says nothing of them one by one.
 *
 * `sweep`: every sweep is named by the permutation of the largest sum of overlaps. It picks the largest of
 * P! sums also where they differ by chance alone, by an amount that vanishes as 1/√N.
 * `average`: over all namings, the exact mean of that posterior: q_diag = q_off, the mean of all P² overlaps,
 * m = 0. What is meant where the student cannot tell its memories apart.
 * `labels`: memory γ is that of class γ.
 */
export type Naming = "sweep" | "average" | "labels";

/** Posterior means of a student, over the sweeps that were kept. */
export interface StudentOverlaps {
  /** Overlaps w·ξ of named memories, P × P, student × teacher. */
  readonly overlaps: Float64Array;
  /** Mean overlap of a memory with its own one of the teacher. */
  readonly qDiag: number;
  /** Mean overlap with each of the others; 0 of a single memory. */
  readonly qOff: number;
  /**
   * How well examples are told apart: (P·agreement − 1)/(P − 1), agreement the share of examples whose memory
   * is the student's, 0 … 1 from guessing to knowing; 1 of a single memory.
   */
  readonly m: number;
}

/** Choices of `studentOverlaps`. */
export interface StudentOverlapsOptions {
  /** From the teacher's memories, or from random ones. */
  readonly start: "informed" | "uninformed";
  /** Sweeps, ≥ 1. */
  readonly sweeps: number;
  /** Sweeps at the beginning that are not counted, < sweeps. */
  readonly dropped: number;
  readonly naming: Naming;
  /** β of the student; default that of the teacher. */
  readonly beta?: number;
  readonly rng: Rng;
}

/**
 * Overlaps of a student of the right size with its teacher, sampled from the posterior by block Gibbs sweeps
 * (`pottsStudent`). With the teacher's β the overlap of two students has the same mean (Nishimori).
 *
 * @throws {RangeError} sweeps or dropped outside their ranges; names by labels where there are none
 * @throws {TypeError} an unknown word
 */
export function studentOverlaps(
  teacher: PottsTeacher,
  examples: PottsExamples,
  options: StudentOverlapsOptions,
): StudentOverlaps {
  const caller = "studentOverlaps";
  requireObject(caller, "a teacher", teacher, "pottsTeacher draws one");
  requireObject(caller, "examples", examples, "pottsExamples draws some");
  requireObject(caller, "options", options, "start, sweeps, dropped, naming and rng are needed");
  const { start, sweeps, dropped, naming, beta = teacher.beta, rng } = options;
  requireRng(caller, rng);
  requireWord(caller, "start", start, ["informed", "uninformed"]);
  requireWord(caller, "naming", naming, ["sweep", "average", "labels"]);
  requireSweeps(caller, sweeps, dropped);
  const { labelNoise, labels, M } = examples;
  if (naming === "labels" && labelNoise === null) {
    throw new RangeError(
      `${caller}: expected labels for naming "labels", got examples without; take "sweep"`,
    );
  }
  const { P, N, memories } = teacher;
  const student = pottsStudent(examples, {
    P,
    beta,
    rng,
    ...(labelNoise !== null && { labels: { of: labels, chances: classChances(P, labelNoise) } }),
    ...(start === "informed" && { start: memories }),
  });
  const total = new Float64Array(P * P);
  const now = new Float64Array(P * P);
  let agreed = 0;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    student.sweep();
    if (sweep < dropped) continue;
    for (let gamma = 0; gamma < P; gamma++) {
      for (let k = 0; k < P; k++) {
        now[gamma * P + k] = product(student.memories, gamma * N, memories, k * N, N);
      }
    }
    const names = naming === "sweep" ? alignment(now, P) : own(P);
    for (let k = 0; k < P; k++) {
      for (let l = 0; l < P; l++) total[k * P + l] += now[names[k] * P + l];
    }
    for (let a = 0; a < M; a++) {
      if (student.clusters[a] === names[examples.clusters[a]]) agreed += 1;
    }
  }
  const kept = sweeps - dropped;
  const overlaps = total.map((sum) => sum / kept);
  if (naming === "average") return averaged(overlaps, P);
  const trace = own(P).reduce((sum, k) => sum + overlaps[k * (P + 1)], 0);
  const all = overlaps.reduce((sum, overlap) => sum + overlap, 0);
  const agreement = agreed / (kept * M);
  return {
    overlaps,
    qDiag: trace / P,
    qOff: P > 1 ? (all - trace) / (P * (P - 1)) : 0,
    m: P > 1 ? (P * agreement - 1) / (P - 1) : 1,
  };
}

/** p_γy of P memories whose labels are wrong with probability e, P × P. */
export const classChances = (P: number, labelNoise: number): Float64Array =>
  Float64Array.from({ length: P * P }, (_, k) =>
    k % (P + 1) === 0 ? 1 - labelNoise : labelNoise / (P - 1),
  );

const own = (P: number): Int32Array => Int32Array.from({ length: P }, (_, k) => k);

/** The mean over all permutations of a student's memories. */
function averaged(overlaps: Float64Array, P: number): StudentOverlaps {
  const columns = own(P);
  const means = Array.from(columns, (k) =>
    columns.reduce((sum, gamma) => sum + overlaps[gamma * P + k] / P, 0),
  );
  const mean = means.reduce((sum, one) => sum + one / P, 0);
  const single = P === 1;
  return {
    overlaps: Float64Array.from({ length: P * P }, (_, k) => means[k % P]),
    qDiag: mean,
    qOff: single ? 0 : mean,
    m: single ? 1 : 0,
  };
}
