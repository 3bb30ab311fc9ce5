import type { TaskModule } from "../parallel/task-module.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import { stream } from "../random/stream.ts";
import { pottsExamples } from "../teacher-student/potts-examples.ts";
import { pottsTeacher } from "../teacher-student/potts-teacher.ts";
import { type Naming, studentOverlaps } from "../teacher-student/student-overlaps.ts";
import { inRanges } from "./in-ranges.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { TeacherStudentSimulationPart } from "./teacher-student-setting.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** How a part is simulated, decided by its theory. */
export interface SimulatedHow {
  readonly part: TeacherStudentSimulationPart;
  readonly start: "informed" | "uninformed";
  readonly naming: Naming;
}

/** What the student of one set knows. */
export interface SetOverlaps {
  readonly qDiag: number;
  readonly qOff: number;
  readonly m: number;
}

/** Simulates some sets. Those of equal number share teachers and noise at all signals, loads and starts. */
export function task({
  part,
  start,
  naming,
  first,
  count,
}: SimulatedHow & TrialRange): SetOverlaps[] {
  const { setting, N, M, sweeps, dropped, memories, clusters } = part;
  const { signal, patterns: P, labelNoise, seed } = setting;
  return Array.from({ length: count }, (_, k) => {
    const rng = stream(seed, "teacher-student", N, P, "set", first + k);
    const teacher = pottsTeacher({ P, N, signal, memories, rng: rng.split("teacher") });
    const examples = pottsExamples(teacher, {
      M,
      clusters,
      labelNoise,
      rng: rng.split("examples"),
    });
    const { qDiag, qOff, m } = studentOverlaps(teacher, examples, {
      start,
      sweeps,
      dropped,
      naming,
      rng: rng.split("student", start),
    });
    return { qDiag, qOff, m };
  });
}

const simulatedSets: TaskModule<SimulatedHow & TrialRange, SetOverlaps[]> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};

/** The overlaps of all sets of a part, in the order of the sets. */
export const teacherStudentSets = (
  pool: WorkerPool,
  how: SimulatedHow,
  options: MeasureOptions,
): Promise<SetOverlaps[]> => inRanges(pool, simulatedSets, how, how.part.sets, options);
