import { binaryTeacherStudentFigure } from "../studies/binary-teacher-student-figure.ts";
import {
  type BinaryTeacherStudentRow,
  binaryTeacherStudentRow,
} from "../studies/binary-teacher-student-rows.ts";
import type {
  BinaryTeacherStudentGrid,
  BinaryTeacherStudentPart,
} from "../studies/binary-teacher-student-setting.ts";
import { checkedBinaryTeacherStudent } from "../studies/require-binary-teacher-student.ts";
import { binaryStarts } from "../theory/binary-teacher-student.ts";
import { isCount, isListOf, isNumber, isOneOf, isSimulation } from "./recipe-parameters.ts";
import type { TeacherStudentMachine } from "./teacher-student-machine.ts";

/** Binary teachers: one pattern of ±1 spins, examples of n-body couplings. */
export const binaryMachineOfCommand: TeacherStudentMachine<
  BinaryTeacherStudentGrid,
  BinaryTeacherStudentPart,
  BinaryTeacherStudentRow
> = {
  name: "binary",
  columns: [
    "source",
    "order",
    "load",
    "beta",
    "beta_teacher",
    "q_teacher",
    "q",
    "m",
    "free_entropy",
    "start",
    "phase",
    "status",
    "q_teacher_se",
    "q_se",
    "m_se",
    "aligned",
    "M",
    "N",
    "load_convention",
    "sets",
    "sweeps",
    "dropped",
    "seed",
  ],
  results: ["q_teacher", "q", "m"],
  flags: {
    orders: "--order",
    order: "--order",
    betas: "--beta",
    beta: "--beta",
    betaTeachers: "--beta-teacher",
    betaTeacher: "--beta-teacher",
  },
  tests: {
    orders: isListOf(isCount(2)),
    loads: isListOf(isNumber),
    betas: isListOf(isNumber),
    betaTeachers: (value) => value === "same" || isListOf(isNumber)(value),
    starts: isListOf(isOneOf([...binaryStarts, "best"])),
    simulate: isSimulation(2),
  },
  parts: checkedBinaryTeacherStudent,
  words: ({ n, load, beta, betaTeacher }) => [
    `n=${n}`,
    `load=${load}`,
    `beta=${beta}`,
    `teacher=${betaTeacher}`,
  ],
  row: binaryTeacherStudentRow,
  figure: binaryTeacherStudentFigure,
};
