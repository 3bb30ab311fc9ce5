import type { PottsTeacherStudentModel } from "../theory/potts-model.ts";

/** What of a Potts teacher and its student is simulated. */
export interface TeacherStudentSimulation {
  /** Numbers of spins. */
  readonly N: readonly number[];
  /** Independent teachers with their examples and student; at least 2 where errors are wanted. */
  readonly sets: number;
  /** Sweeps of the student, default 260. */
  readonly sweeps?: number;
  /** Sweeps at the beginning that are not counted, default 60. */
  readonly dropped?: number;
  /** Default `orthonormal`, as in the limit of large N; or `uniform` on the sphere. */
  readonly memories?: "orthonormal" | "uniform";
  /** Default `balanced`: as many examples of each memory; or `random`. */
  readonly clusters?: "balanced" | "random";
}

/** Which solution theory takes, and where the student of a simulation begins. */
export type TeacherStudentStart = "best" | "informed" | "uninformed";

/** Grid of a study of Potts teachers: every combination of the lists is one row. */
export interface TeacherStudentGrid {
  /** α = M/N. */
  readonly loads: readonly number[];
  /** b = β/√N. */
  readonly signals: readonly number[];
  /** Memories P of teacher and student. */
  readonly patterns: readonly number[];
  /** Shares of wrong labels, 0 ≤ e < 1; null, the default, for no labels. */
  readonly labelNoises?: readonly (number | null)[];
  /** Default `["best"]`: of larger free entropy, whence also a simulation starts. */
  readonly starts?: readonly TeacherStudentStart[];
  readonly seed: number;
  /** Default true. */
  readonly theory?: boolean;
  /** Default false. */
  readonly simulate?: false | TeacherStudentSimulation;
}

/** A teacher and its student; plain data. */
export interface TeacherStudentSetting {
  readonly load: number;
  readonly signal: number;
  readonly patterns: number;
  readonly labelNoise: number | null;
  readonly start: TeacherStudentStart;
  readonly seed: number;
}

/** One row of theory. */
export interface TeacherStudentTheoryPart {
  readonly source: "theory";
  readonly setting: TeacherStudentSetting;
}

/** One row of simulation, with all defaults. */
export interface TeacherStudentSimulationPart {
  readonly source: "simulation";
  readonly setting: TeacherStudentSetting;
  readonly N: number;
  /** The load as a whole number of examples. */
  readonly M: number;
  readonly sets: number;
  readonly sweeps: number;
  readonly dropped: number;
  readonly memories: "orthonormal" | "uniform";
  readonly clusters: "balanced" | "random";
}

/** What is measured at once. */
export type TeacherStudentPart = TeacherStudentTheoryPart | TeacherStudentSimulationPart;

/** The parts of a grid in the order of its rows: patterns, label noises, loads, signals, starts, theory before N. */
export function teacherStudentParts(grid: TeacherStudentGrid): TeacherStudentPart[] {
  const { labelNoises = [null], starts = ["best"], theory = true, simulate = false, seed } = grid;
  return grid.patterns.flatMap((patterns) =>
    labelNoises.flatMap((labelNoise) =>
      grid.loads.flatMap((load) =>
        grid.signals.flatMap((signal) =>
          starts.flatMap((start): TeacherStudentPart[] => {
            const setting = { load, signal, patterns, labelNoise, start, seed };
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
  setting: TeacherStudentSetting,
  simulate: TeacherStudentSimulation,
): TeacherStudentSimulationPart[] {
  const { sets, sweeps = 260, dropped = 60 } = simulate;
  const { memories = "orthonormal", clusters = "balanced" } = simulate;
  return simulate.N.map((N) => {
    const M = Math.round(setting.load * N);
    return { source: "simulation", setting, N, M, sets, sweeps, dropped, memories, clusters };
  });
}

/** The setting as theory takes it. */
export function teacherStudentModel(setting: TeacherStudentSetting): PottsTeacherStudentModel {
  const { load, signal, patterns, labelNoise } = setting;
  return { load, signal, patterns, ...(labelNoise !== null && { labelNoise }) };
}
