import type { ColumnTable } from "arquero";
import { overParts, type StudyOptions } from "./over-parts.ts";
import { checkedTeacherStudent } from "./require-teacher-student.ts";
import { type TeacherStudentRow, teacherStudentRow } from "./teacher-student-rows.ts";
import type { TeacherStudentGrid } from "./teacher-student-setting.ts";

/**
 * What a student learns of a Potts teacher, over a grid of loads, signals and numbers of memories: theory and
 * simulation in one table. Over a grid of loads and signals, the column `phase` makes a phase diagram.
 *
 * Columns: those of `TeacherStudentRow`, source, load, signal, patterns, label_noise, q_diag, q_off, m,
 * free_entropy, start and status first, then the standard errors q_diag_se, q_off_se and m_se over sets.
 *
 * A simulation draws M = round(load·N) examples and samples the student's posterior by `studentOverlaps`. With
 * labels, memories are named by them; without, by the best permutation of every sweep, and where theory says
 * that they stay merged, overlaps are the mean over all permutations (column naming). Start `best` simulates
 * from random memories where theory says that merged ones have the larger free entropy although distinct ones
 * stay, else from those of the teacher. Set k draws from the
 * streams of (seed, "teacher-student", N, P, "set", k): its numbers do not depend on the workers, and loads
 * and signals share teachers, so that curves are smoother than their errors.
 *
 * @throws {RangeError} a grid that cannot be measured, before any of it is, or workers < 1
 * @throws {TypeError} unknown words, values of another kind, or a single value where a list is expected
 * @throws the reason of `signal` once it is aborted; rows finished before were handed to `onRow`
 */
export async function teacherStudentStudy(
  grid: TeacherStudentGrid,
  options: StudyOptions<TeacherStudentRow> = {},
): Promise<ColumnTable> {
  const caller = "teacherStudentStudy";
  const parts = checkedTeacherStudent(caller, grid);
  return overParts(caller, parts, options, async (pool, part, watch) => [
    await teacherStudentRow(pool, part, watch),
  ]);
}
