import { isRecord } from "../plot/spec.ts";
import { checkedTeacherStudent } from "../studies/require-teacher-student.ts";
import { teacherStudentFigure } from "../studies/teacher-student-figure.ts";
import { type TeacherStudentRow, teacherStudentRow } from "../studies/teacher-student-rows.ts";
import type { TeacherStudentGrid, TeacherStudentPart } from "../studies/teacher-student-setting.ts";
import { isCount, isListOf, isOneOf } from "./recipe-parameters.ts";
import type { TeacherStudentMachine } from "./teacher-student-machine.ts";

const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);

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
    loads: "--load",
    load: "--load",
    signals: "--signal",
    signal: "--signal",
    patterns: "--patterns",
    labelNoise: "--label-noise",
    starts: "--start",
    start: "--start",
    N: "--spins",
  },
  tests: {
    loads: isListOf(isNumber),
    signals: isListOf(isNumber),
    patterns: isListOf(isCount(1)),
    labelNoises: isListOf((value) => value === null || isNumber(value)),
    starts: isListOf(isOneOf(["best", "informed", "uninformed"])),
    simulate: (value) => value === false || isSimulation(value),
  },
  parts: checkedTeacherStudent,
  words: (part) => {
    const { load, signal, patterns, labelNoise, start, seed } = part.setting;
    return [
      part.source,
      `P=${patterns}`,
      ...(labelNoise === null ? [] : [`noise=${labelNoise}`]),
      `load=${load}`,
      `signal=${signal}`,
      start,
      ...(part.source === "simulation" ? [`N=${part.N}`, `sets=${part.sets}`] : []),
      `seed=${seed}`,
    ];
  },
  row: teacherStudentRow,
  figure: teacherStudentFigure,
};

const isSimulation = (value: unknown): boolean =>
  isRecord(value) &&
  isListOf(isCount(2))(value.N) &&
  isCount(1)(value.sets) &&
  isCount(1)(value.sweeps) &&
  isCount(0)(value.dropped) &&
  isOneOf(["orthonormal", "uniform"])(value.memories) &&
  isOneOf(["balanced", "random"])(value.clusters);
