import type { Solution } from "../numerics/solution.ts";
import type { TaskModule } from "../parallel/task-module.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import {
  type PottsTeacherStudentOverlaps,
  pottsTeacherStudent,
} from "../theory/potts-teacher-student.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { type TeacherStudentTheoryPart, teacherStudentModel } from "./teacher-student-setting.ts";

/** Solves the theory of a part. */
export const task = ({
  setting,
}: TeacherStudentTheoryPart): Solution<PottsTeacherStudentOverlaps> =>
  pottsTeacherStudent(teacherStudentModel(setting), { start: setting.start });

const solved: TaskModule<TeacherStudentTheoryPart, Solution<PottsTeacherStudentOverlaps>> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};

/** Theory of a part, with the workers of a pool. */
export async function teacherStudentTheory(
  pool: WorkerPool,
  part: TeacherStudentTheoryPart,
  { onProgress, signal }: MeasureOptions,
): Promise<Solution<PottsTeacherStudentOverlaps>> {
  const [solution] = await pool.run(solved, [part], {
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  return solution;
}
