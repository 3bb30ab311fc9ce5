import { meanEstimate } from "../numerics/mean.ts";
import type { Solution } from "../numerics/solution.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import { type BinaryPhase, binaryPhase } from "../theory/binary-phase.ts";
import { type BinaryStart, binaryTeacherStudent } from "../theory/binary-teacher-student.ts";
import { binaryTeacherStudentSets } from "./binary-teacher-student-sets.ts";
import type {
  BinarySimulationPart,
  BinaryTeacherStudentPart,
} from "./binary-teacher-student-setting.ts";
import { finiteCell } from "./dynamics-columns.ts";
import type { MeasureOptions } from "./measure-options.ts";

/** Row of a study of binary teachers. */
export interface BinaryTeacherStudentRow {
  readonly source: "theory" | "simulation";
  readonly order: number;
  readonly load: number;
  readonly beta: number;
  readonly beta_teacher: number;
  /** q_*, overlap of the student with the teacher; of a simulation of even order its size. */
  readonly q_teacher: number;
  /** Overlap of two students of the same examples; size as above. */
  readonly q: number;
  /** Overlap with an example, that of the start; size as above. */
  readonly m: number;
  /** Per spin; null for a simulation, and where there is none. */
  readonly free_entropy: number | null;
  /** Of theory; a simulation begins at an example (direct), the teacher (inverse) or a random state. */
  readonly start: BinaryStart;
  /** By theory, of the load and temperatures. */
  readonly phase: BinaryPhase;
  /** How the solver of theory ended; null for a simulation. */
  readonly status: Solution<unknown>["status"] | null;
  /** Standard errors over independent sets; null for theory and for a single set. */
  readonly q_teacher_se: number | null;
  readonly q_se: number | null;
  readonly m_se: number | null;
  /** Whether β_* is so large that examples align with the teacher, where theory does not hold. */
  readonly aligned: boolean;
  /** Examples and spins; null for theory, which has no size. */
  readonly M: number | null;
  readonly N: number | null;
  readonly load_convention: "factorial";
  readonly sets: number | null;
  readonly sweeps: number | null;
  readonly dropped: number | null;
  readonly seed: number;
}

/** The row of a part that was checked, with the workers of a pool. */
export async function binaryTeacherStudentRow(
  pool: WorkerPool,
  part: BinaryTeacherStudentPart,
  options: MeasureOptions = {},
): Promise<BinaryTeacherStudentRow> {
  const { n, load, beta, betaTeacher, start, seed } = part.setting;
  const { phase, isAligned } = binaryPhase(part.setting);
  const solution = binaryTeacherStudent(part.setting, { start });
  const { value } = solution;
  const about = { order: n, load, beta, beta_teacher: betaTeacher };
  if (part.source === "theory") {
    return {
      source: "theory",
      ...about,
      q_teacher: value.qTeacher,
      q: value.q,
      m: value.m,
      free_entropy: finiteCell(value.freeEntropy),
      start: value.start,
      phase,
      status: solution.status,
      q_teacher_se: null,
      q_se: null,
      m_se: null,
      aligned: isAligned,
      M: null,
      N: null,
      load_convention: "factorial",
      sets: null,
      sweeps: null,
      dropped: null,
      seed,
    };
  }
  const { results, method } = await simulated(pool, part, value.start, options);
  const { q_teacher_se, q_se, m_se, ...means } = results;
  return {
    source: "simulation",
    ...about,
    ...means,
    free_entropy: null,
    start: value.start,
    phase,
    status: null,
    q_teacher_se,
    q_se,
    m_se,
    aligned: isAligned,
    ...method,
    seed,
  };
}

async function simulated(
  pool: WorkerPool,
  part: BinarySimulationPart,
  start: BinaryStart,
  options: MeasureOptions,
) {
  const { N, M, sets, sweeps, dropped } = part;
  const found = await binaryTeacherStudentSets(pool, { part, start }, options);
  const [qTeacher, q, m] = (["qTeacher", "q", "m"] as const).map((name) =>
    meanEstimate(found.map((set) => set[name])),
  );
  return {
    results: {
      q_teacher: qTeacher.mean,
      q: q.mean,
      m: m.mean,
      q_teacher_se: finiteCell(qTeacher.standardError),
      q_se: finiteCell(q.standardError),
      m_se: finiteCell(m.standardError),
    },
    method: { M, N, load_convention: "factorial" as const, sets, sweeps, dropped },
  };
}
