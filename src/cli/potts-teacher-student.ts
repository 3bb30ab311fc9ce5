import { checkedTeacherStudent } from "../studies/require-teacher-student.ts";
import { teacherStudentFigure } from "../studies/teacher-student-figure.ts";
import { type TeacherStudentRow, teacherStudentRow } from "../studies/teacher-student-rows.ts";
import type { TeacherStudentGrid, TeacherStudentPart } from "../studies/teacher-student-setting.ts";
import { isCount, isListOf, isNumber, isOneOf, isSimulation } from "./recipe-parameters.ts";
import type { TeacherStudentMachine } from "./teacher-student-machine.ts";

/** Potts teachers: memories on the sphere. */
export const pottsMachineOfCommand: TeacherStudentMachine<
  TeacherStudentGrid,
  TeacherStudentPart,
  TeacherStudentRow
> = {
  name: "potts",
  columns: [
    "source",
    "load",
    "signal",
    "patterns",
    "label_noise",
    "q_diag",
    "q_off",
    "m",
    "free_entropy",
    "start",
    "status",
    "q_diag_se",
    "q_off_se",
    "m_se",
    "phase",
    "M",
    "N",
    "load_convention",
    "sets",
    "sweeps",
    "dropped",
    "naming",
    "memories",
    "clusters",
    "seed",
  ],
  results: ["q_diag", "q_off", "m"],
  flags: {
    signals: "--signal",
    signal: "--signal",
    patterns: "--patterns",
    labelNoise: "--label-noise",
  },
  tests: {
    loads: isListOf(isNumber),
    signals: isListOf(isNumber),
    patterns: isListOf(isCount(1)),
    labelNoises: isListOf((value) => value === null || isNumber(value)),
    starts: isListOf(isOneOf(["best", "informed", "uninformed"])),
    simulate: isSimulation(3, {
      memories: isOneOf(["orthonormal", "uniform"]),
      clusters: isOneOf(["balanced", "random"]),
    }),
  },
  parts: checkedTeacherStudent,
  words: ({ load, signal, patterns, labelNoise }) => [
    `P=${patterns}`,
    ...(labelNoise === null ? [] : [`noise=${labelNoise}`]),
    `load=${load}`,
    `signal=${signal}`,
  ],
  row: teacherStudentRow,
  figure: teacherStudentFigure,
};
