import { isRecord } from "../plot/spec.ts";
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
import { isCount, isListOf, isOneOf } from "./recipe-parameters.ts";
import type { TeacherStudentMachine } from "./teacher-student-machine.ts";

const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);

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
    loads: "--load",
    load: "--load",
    betas: "--beta",
    beta: "--beta",
    betaTeachers: "--beta-teacher",
    betaTeacher: "--beta-teacher",
    starts: "--start",
    start: "--start",
    N: "--spins",
  },
  tests: {
    orders: isListOf(isCount(2)),
    loads: isListOf(isNumber),
    betas: isListOf(isNumber),
    betaTeachers: (value) => value === "same" || isListOf(isNumber)(value),
    starts: isListOf(isOneOf([...binaryStarts, "best"])),
    simulate: (value) => value === false || isSimulation(value),
  },
  parts: checkedBinaryTeacherStudent,
  words: (part) => {
    const { n, load, beta, betaTeacher, start, seed } = part.setting;
    return [
      part.source,
      `n=${n}`,
      `load=${load}`,
      `beta=${beta}`,
      `teacher=${betaTeacher}`,
      start,
      ...(part.source === "simulation" ? [`N=${part.N}`, `sets=${part.sets}`] : []),
      `seed=${seed}`,
    ];
  },
  row: binaryTeacherStudentRow,
  figure: binaryTeacherStudentFigure,
};

const isSimulation = (value: unknown): boolean =>
  isRecord(value) &&
  isListOf(isCount(2))(value.N) &&
  isCount(1)(value.sets) &&
  isCount(1)(value.sweeps) &&
  isCount(0)(value.dropped);
