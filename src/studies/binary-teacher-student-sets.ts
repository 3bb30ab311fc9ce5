import type { TaskModule } from "../parallel/task-module.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import { stream } from "../random/stream.ts";
import { binaryExamples } from "../teacher-student/binary-examples.ts";
import {
  type BinaryPosteriorOverlaps,
  binaryOverlaps,
} from "../teacher-student/binary-overlaps.ts";
import type { BinaryStart } from "../theory/binary-teacher-student.ts";
import type { BinarySimulationPart } from "./binary-teacher-student-setting.ts";
import { inRanges } from "./in-ranges.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** A part and where its students begin. */
export interface BinarySimulatedHow {
  readonly part: BinarySimulationPart;
  readonly start: BinaryStart;
}

/** Where the students of a simulation begin for each start of theory. */
const startOf = {
  direct: "example",
  inverse: "teacher",
  glass: "random",
  paramagnetic: "random",
} as const;

/** Simulates some sets. Those of equal number share the teacher at all loads, temperatures and starts. */
export function task({
  part,
  start,
  first,
  count,
}: BinarySimulatedHow & TrialRange): BinaryPosteriorOverlaps[] {
  const { setting, N, M, sweeps, dropped } = part;
  const { n, beta, betaTeacher, seed } = setting;
  return Array.from({ length: count }, (_, k) => {
    const rng = stream(seed, "binary-teacher-student", N, "set", first + k);
    const spins = rng.split("teacher");
    const teacher = Int8Array.from({ length: N }, () => 1 - 2 * spins.below(2));
    const examples = binaryExamples(teacher, { n, betaTeacher, M, rng: rng.split("examples") });
    const own = rng.split("student", startOf[start]);
    const from = startOf[start];
    return binaryOverlaps(teacher, examples, { n, beta, start: from, sweeps, dropped, rng: own });
  });
}

const simulatedSets: TaskModule<BinarySimulatedHow & TrialRange, BinaryPosteriorOverlaps[]> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};

/** The overlaps of all sets of a part, in the order of the sets. */
export const binaryTeacherStudentSets = (
  pool: WorkerPool,
  how: BinarySimulatedHow,
  options: MeasureOptions,
): Promise<BinaryPosteriorOverlaps[]> => inRanges(pool, simulatedSets, how, how.part.sets, options);
