import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import { requireWord } from "../numerics/require-word.ts";
import { requireExamples } from "../teacher-student/potts-examples.ts";
import { requireTeacher } from "../teacher-student/potts-teacher.ts";
import { requireSweeps } from "../teacher-student/require-sweeps.ts";
import { requirePottsModel } from "../theory/potts-model.ts";
import { requireGrid } from "./require-dynamics.ts";
import { requireInteger, requireNumbers } from "./require-numbers.ts";
import {
  type TeacherStudentGrid,
  type TeacherStudentPart,
  type TeacherStudentSimulationPart,
  teacherStudentModel,
  teacherStudentParts,
} from "./teacher-student-setting.ts";

/** Most numbers of the examples of one set: 1 GiB. */
const mostNumbers = 2 ** 27;

/**
 * The parts of a grid, once it can be measured; `caller` names the public function.
 *
 * @throws {RangeError, TypeError} as `teacherStudentStudy`
 */
export function checkedTeacherStudent(
  caller: string,
  grid: TeacherStudentGrid,
): TeacherStudentPart[] {
  const {
    loads,
    signals,
    patterns,
    labelNoises = [null],
    starts = ["best"],
  } = requireGrid(caller, grid);
  const { seed, theory = true, simulate = false } = grid;
  for (const [name, list] of Object.entries({ loads, signals, patterns })) {
    requireNumbers(caller, name, list);
  }
  for (const [name, list] of Object.entries({ labelNoises, starts }))
    requireList(caller, name, list);
  for (const noise of labelNoises) if (noise !== null) requireNumber(caller, "labelNoise", noise);
  for (const start of starts) {
    requireWord(caller, "start", start, ["best", "informed", "uninformed"]);
  }
  requireInteger(caller, "seed", seed, 0);
  requireSources(caller, theory, simulate);
  if (simulate !== false) requireSimulation(caller, simulate);
  const parts = teacherStudentParts(grid);
  for (const part of parts) {
    requirePottsModel(caller, teacherStudentModel(part.setting));
    if (part.source === "simulation") requireSet(caller, part);
  }
  return parts;
}

/** @throws {TypeError} theory is neither true nor false, {RangeError} neither theory nor simulation */
export function requireSources(caller: string, theory: unknown, simulate: unknown): void {
  if (typeof theory !== "boolean") {
    throw new TypeError(`${caller}: expected theory true or false, got ${shown(theory)}`);
  }
  if (theory || simulate !== false) return;
  throw new RangeError(`${caller}: expected theory or simulate, got neither`);
}

/**
 * Sizes, sets and sweeps of a simulation, of any teacher.
 *
 * @throws {RangeError, TypeError}
 */
export function requireSimulation(caller: string, simulate: unknown): void {
  if (typeof simulate !== "object" || simulate === null) {
    throw new TypeError(
      `${caller}: expected simulate such as { N: [400], sets: 6 }, got ${shown(simulate)}`,
    );
  }
  const { N, sets, sweeps, dropped }: Readonly<Record<string, unknown>> = { ...simulate };
  requireNumbers(caller, "N", N);
  for (const one of N) requireInteger(caller, "N", one, 2);
  requireInteger(caller, "sets", sets, 1);
  if (sweeps !== undefined) requireInteger(caller, "sweeps", sweeps, 1);
  if (dropped !== undefined) requireInteger(caller, "dropped", dropped, 0);
}

/** @throws {TypeError} no list, {RangeError} an empty one */
export function requireList(caller: string, name: string, list: unknown): void {
  if (!Array.isArray(list)) {
    throw new TypeError(`${caller}: expected a list ${name}, got ${shown(list)}`);
  }
  if (list.length > 0) return;
  throw new RangeError(`${caller}: expected a list ${name} of 1 value or more, got none`);
}

function requireSet(caller: string, part: TeacherStudentSimulationPart): void {
  const { setting, N, M, sweeps, dropped, memories, clusters } = part;
  const { signal, patterns: P, labelNoise, load } = setting;
  requireTeacher(caller, { P, N, signal, memories });
  if (M < 1) {
    throw new RangeError(
      `${caller}: expected at least 1 example, got M = 0 at load ${load} and N = ${N}; raise the load or N`,
    );
  }
  requireExamples(caller, P, { M, clusters, labelNoise });
  requireSweeps(caller, sweeps, dropped);
  if (M * N <= mostNumbers) return;
  throw new RangeError(
    `${caller}: expected examples of at most 1 GiB, got ${M} x ${N} numbers at load ${load}; lower the load or N`,
  );
}
