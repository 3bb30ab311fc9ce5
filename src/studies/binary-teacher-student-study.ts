import type { ColumnTable } from "arquero";
import {
  type BinaryTeacherStudentRow,
  binaryTeacherStudentRow,
} from "./binary-teacher-student-rows.ts";
import type { BinaryTeacherStudentGrid } from "./binary-teacher-student-setting.ts";
import { overParts, type StudyOptions } from "./over-parts.ts";
import { checkedBinaryTeacherStudent } from "./require-binary-teacher-student.ts";

/**
 * What a student learns of a binary teacher with n-body examples, over a grid of orders, loads and temperatures:
 * theory and simulation in one table. Over a grid of two of them, the column `phase` makes a phase diagram.
 *
 * Columns: those of `BinaryTeacherStudentRow`, source, order, load, beta, beta_teacher, q_teacher, q, m,
 * free_entropy, start, phase and status first, then the standard errors over sets.
 *
 * A simulation draws M = round(αN^(n−1)/n!) examples from their exact law and samples two students by
 * `binaryOverlaps`, from where the start of theory has them. Set k draws from the streams of
 * (seed, "binary-teacher-student", N, "set", k): its numbers do not depend on the workers.
 *
 * @throws {RangeError} a grid that cannot be measured, before any of it is, or workers < 1
 * @throws {TypeError} unknown words, values of another kind, or a single value where a list is expected
 * @throws the reason of `signal` once it is aborted; rows finished before were handed to `onRow`
 */
export async function binaryTeacherStudentStudy(
  grid: BinaryTeacherStudentGrid,
  options: StudyOptions<BinaryTeacherStudentRow> = {},
): Promise<ColumnTable> {
  const caller = "binaryTeacherStudentStudy";
  const parts = checkedBinaryTeacherStudent(caller, grid);
  return overParts(caller, parts, options, async (pool, part, watch) => [
    await binaryTeacherStudentRow(pool, part, watch),
  ]);
}
