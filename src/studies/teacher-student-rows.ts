import { meanEstimate } from "../numerics/mean.ts";
import type { Solution } from "../numerics/solution.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import type { Naming } from "../teacher-student/student-overlaps.ts";
import { finiteCell } from "./dynamics-columns.ts";
import type { MeasureOptions } from "./measure-options.ts";
import {
  isMerged,
  type TeacherStudentPhase,
  teacherStudentPhase,
} from "./teacher-student-phase.ts";
import { teacherStudentSets } from "./teacher-student-sets.ts";
import type {
  TeacherStudentPart,
  TeacherStudentSimulationPart,
  TeacherStudentTheoryPart,
} from "./teacher-student-setting.ts";
import { teacherStudentTheory } from "./teacher-student-theory.ts";

/** Row of a study of Potts teachers. */
export interface TeacherStudentRow {
  readonly source: "theory" | "simulation";
  readonly load: number;
  readonly signal: number;
  readonly patterns: number;
  /** Share of wrong labels, null without labels. */
  readonly label_noise: number | null;
  /** Mean overlap of a memory of the student with its own one of the teacher. */
  readonly q_diag: number;
  /** Mean overlap with each of the others. */
  readonly q_off: number;
  /** How well examples are told apart, from 0, guessing, to 1. */
  readonly m: number;
  /** Over N; null for a simulation. */
  readonly free_entropy: number | null;
  readonly start: "informed" | "uninformed";
  /** How the solver of theory ended; null for a simulation. */
  readonly status: Solution<unknown>["status"] | null;
  /** Standard errors over independent sets; null for theory and for a single set. */
  readonly q_diag_se: number | null;
  readonly q_off_se: number | null;
  readonly m_se: number | null;
  /** By theory, of the load and signal. */
  readonly phase: TeacherStudentPhase;
  /** Examples and spins; null for theory, which has no size. */
  readonly M: number | null;
  readonly N: number | null;
  readonly load_convention: "samples";
  readonly sets: number | null;
  readonly sweeps: number | null;
  readonly dropped: number | null;
  /** Which memory of the student counts as whose; null for theory. */
  readonly naming: Naming | null;
  readonly memories: "orthonormal" | "uniform" | null;
  readonly clusters: "balanced" | "random" | null;
  readonly seed: number;
}

/** The row of a part that was checked, with the workers of a pool. */
export async function teacherStudentRow(
  pool: WorkerPool,
  part: TeacherStudentPart,
  options: MeasureOptions = {},
): Promise<TeacherStudentRow> {
  const { load, signal, patterns, labelNoise, seed } = part.setting;
  const phase = teacherStudentPhase(part.setting);
  const { results, method } =
    part.source === "theory"
      ? await solved(pool, part, options)
      : await simulated(pool, part, phase, options);
  const { q_diag_se, q_off_se, m_se, ...values } = results;
  return {
    source: part.source,
    load,
    signal,
    patterns,
    label_noise: labelNoise,
    ...values,
    q_diag_se,
    q_off_se,
    m_se,
    phase,
    ...method,
    seed,
  };
}

type Results = Pick<
  TeacherStudentRow,
  "q_diag" | "q_off" | "m" | "free_entropy" | "start" | "status" | "q_diag_se" | "q_off_se" | "m_se"
>;
type Method = Pick<
  TeacherStudentRow,
  "M" | "N" | "load_convention" | "sets" | "sweeps" | "dropped" | "naming" | "memories" | "clusters"
>;

async function solved(
  pool: WorkerPool,
  part: TeacherStudentTheoryPart,
  options: MeasureOptions,
): Promise<{ results: Results; method: Method }> {
  const { value, status } = await teacherStudentTheory(pool, part, options);
  return {
    results: {
      q_diag: value.qDiag,
      q_off: value.qOff,
      m: value.m,
      free_entropy: value.freeEntropy,
      start: value.start,
      status,
      q_diag_se: null,
      q_off_se: null,
      m_se: null,
    },
    method: {
      M: null,
      N: null,
      load_convention: "samples",
      sets: null,
      sweeps: null,
      dropped: null,
      naming: null,
      memories: null,
      clusters: null,
    },
  };
}

async function simulated(
  pool: WorkerPool,
  part: TeacherStudentSimulationPart,
  phase: TeacherStudentPhase,
  options: MeasureOptions,
): Promise<{ results: Results; method: Method }> {
  const { setting, N, M, sets, sweeps, dropped, memories, clusters } = part;
  const merged = isMerged(phase, setting.start);
  const best = phase === "metastable" ? "uninformed" : "informed";
  const start = setting.start === "best" ? best : setting.start;
  const naming: Naming = setting.labelNoise !== null ? "labels" : merged ? "average" : "sweep";
  const found = await teacherStudentSets(pool, { part, start, naming }, options);
  const [qDiag, qOff, m] = (["qDiag", "qOff", "m"] as const).map((name) =>
    meanEstimate(found.map((set) => set[name])),
  );
  return {
    results: {
      q_diag: qDiag.mean,
      q_off: qOff.mean,
      m: m.mean,
      free_entropy: null,
      start,
      status: null,
      q_diag_se: finiteCell(qDiag.standardError),
      q_off_se: finiteCell(qOff.standardError),
      m_se: finiteCell(m.standardError),
    },
    method: {
      M,
      N,
      load_convention: "samples",
      sets,
      sweeps,
      dropped,
      naming,
      memories,
      clusters,
    },
  };
}
