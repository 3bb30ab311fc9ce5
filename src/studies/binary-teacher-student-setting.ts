import type { BinaryTeacherStudentModel } from "../theory/binary-equations.ts";
import type { BinaryStart } from "../theory/binary-teacher-student.ts";
import { patternCountAt } from "../theory/load.ts";

/** What of a binary teacher and its student is simulated. */
export interface BinaryTeacherStudentSimulation {
  /** Numbers of spins. */
  readonly N: readonly number[];
  /** Independent teachers with their examples and two students; at least 2 where errors are wanted. */
  readonly sets: number;
  /** Sweeps of a student, default 260. */
  readonly sweeps?: number;
  /** Sweeps at the beginning that are not counted, default 60. */
  readonly dropped?: number;
}

/** Grid of a study of binary teachers: every combination of the lists is one row. */
export interface BinaryTeacherStudentGrid {
  /** Orders n. */
  readonly orders: readonly number[];
  /** α of M = αN^(n−1)/n! examples. */
  readonly loads: readonly number[];
  /** β of the student. */
  readonly betas: readonly number[];
  /** β_* of the teacher; default "same": that of the student, the Nishimori line. */
  readonly betaTeachers?: readonly number[] | "same";
  /** Default `["best"]`, of larger free entropy; others as of `binaryTeacherStudent`. */
  readonly starts?: readonly (BinaryStart | "best")[];
  readonly seed: number;
  /** Default true. */
  readonly theory?: boolean;
  /** Default false. */
  readonly simulate?: false | BinaryTeacherStudentSimulation;
}

/** A teacher and its student; plain data. */
export interface BinaryTeacherStudentSetting extends BinaryTeacherStudentModel {
  readonly start: BinaryStart | "best";
  readonly seed: number;
}

/** One row of simulation, with all defaults. */
export interface BinarySimulationPart {
  readonly source: "simulation";
  readonly setting: BinaryTeacherStudentSetting;
  readonly N: number;
  /** The load as a whole number of examples. */
  readonly M: number;
  readonly sets: number;
  readonly sweeps: number;
  readonly dropped: number;
}

/** What is measured at once. */
export type BinaryTeacherStudentPart =
  | { readonly source: "theory"; readonly setting: BinaryTeacherStudentSetting }
  | BinarySimulationPart;

/** The parts of a grid in the order of its rows: orders, loads, β, β_*, starts, theory before N. */
export function binaryTeacherStudentParts(
  grid: BinaryTeacherStudentGrid,
): BinaryTeacherStudentPart[] {
  const { betaTeachers = "same", starts = ["best"], theory = true, simulate = false, seed } = grid;
  return grid.orders.flatMap((n) =>
    grid.loads.flatMap((load) =>
      grid.betas.flatMap((beta) =>
        (betaTeachers === "same" ? [beta] : betaTeachers).flatMap((betaTeacher) =>
          starts.flatMap((start): BinaryTeacherStudentPart[] => {
            const setting = { n, load, beta, betaTeacher, start, seed };
            return [
              ...(theory ? [{ source: "theory" as const, setting }] : []),
              ...(simulate === false ? [] : simulations(setting, simulate)),
            ];
          }),
        ),
      ),
    ),
  );
}

function simulations(
  setting: BinaryTeacherStudentSetting,
  { N: sizes, sets, sweeps = 260, dropped = 60 }: BinaryTeacherStudentSimulation,
): BinarySimulationPart[] {
  return sizes.map((N) => {
    const M = Math.round(patternCountAt(setting.load, N, setting.n, "factorial"));
    return { source: "simulation", setting, N, M, sets, sweeps, dropped };
  });
}
