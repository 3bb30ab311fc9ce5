import { requireWord } from "../numerics/require-word.ts";
import { requireSweeps } from "../teacher-student/require-sweeps.ts";
import { binaryStarts, requireBinaryModel } from "../theory/binary-teacher-student.ts";
import {
  type BinarySimulationPart,
  type BinaryTeacherStudentGrid,
  type BinaryTeacherStudentPart,
  binaryTeacherStudentParts,
} from "./binary-teacher-student-setting.ts";
import { requireGrid, requireOrders } from "./require-dynamics.ts";
import { requireInteger, requireNumbers } from "./require-numbers.ts";
import { requireList, requireSimulation, requireSources } from "./require-teacher-student.ts";

/** Most spins of the examples of one set: 0.5 GiB as bits. */
const mostSpins = 2 ** 32;

/**
 * The parts of a grid, once it can be measured; `caller` names the public function.
 *
 * @throws {RangeError, TypeError} as `binaryTeacherStudentStudy`
 */
export function checkedBinaryTeacherStudent(
  caller: string,
  grid: BinaryTeacherStudentGrid,
): BinaryTeacherStudentPart[] {
  const {
    orders,
    loads,
    betas,
    betaTeachers = "same",
    starts = ["best"],
  } = requireGrid(caller, grid);
  const { seed, theory = true, simulate = false } = grid;
  requireOrders(caller, orders);
  requireNumbers(caller, "loads", loads);
  requireNumbers(caller, "betas", betas);
  if (betaTeachers !== "same") requireNumbers(caller, "betaTeachers", betaTeachers);
  requireList(caller, "starts", starts);
  for (const start of starts) requireWord(caller, "start", start, [...binaryStarts, "best"]);
  requireInteger(caller, "seed", seed, 0);
  requireSources(caller, theory, simulate);
  if (simulate !== false) requireSimulation(caller, simulate);
  const parts = binaryTeacherStudentParts(grid);
  for (const part of parts) {
    requireBinaryModel(caller, part.setting);
    if (part.source === "simulation") requireSet(caller, part);
  }
  return parts;
}

function requireSet(
  caller: string,
  { setting, N, M, sweeps, dropped }: BinarySimulationPart,
): void {
  const { n, load } = setting;
  requireSweeps(caller, sweeps, dropped);
  if (n > N) {
    throw new RangeError(
      `${caller}: expected N >= order, got N = ${N} at order ${n}, which has no sets of distinct spins; raise N`,
    );
  }
  if (M >= 1 && M * N <= mostSpins) return;
  throw new RangeError(
    `${caller}: expected 1 example or more with 2^32 spins together at most, got ${M} x ${N} at load ${load}; change the load or N`,
  );
}
