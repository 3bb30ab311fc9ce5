import { packageVersion } from "../experiment/package-version.ts";
import { saveFigure } from "../plot/export.ts";
import { type FigureSpec, isRecord } from "../plot/spec.ts";
import { binaryMachineOfCommand } from "./binary-teacher-student.ts";
import { pottsMachineOfCommand } from "./potts-teacher-student.ts";
import { recipeParameters } from "./recipe-parameters.ts";
import { remeasuredRows } from "./remeasured-rows.ts";
import type { MachinePart, TeacherStudentMachine } from "./teacher-student-machine.ts";

/** Draws the rows of `damlab teacher-student` into a file that says how to repeat them. */
export async function drawTeacherStudent<
  Grid extends { readonly seed: number },
  Part extends MachinePart,
  Row extends object,
>(
  machine: TeacherStudentMachine<Grid, Part, Row>,
  grid: Grid,
  rows: readonly Row[],
  path: string,
): Promise<void> {
  await saveFigure(figureOf(machine, grid, rows), path);
}

/**
 * Measures the rows again that a recipe of `damlab teacher-student` names, and draws them.
 *
 * @param path  of the figure file, named in errors
 * @throws {Error} a machine, parameters or a seed that `damlab teacher-student` does not write
 */
export async function remeasuredTeacherStudent(
  path: string,
  recipe: Readonly<Record<string, unknown>>,
): Promise<FigureSpec> {
  const { parameters } = recipe;
  const name = isRecord(parameters) ? parameters.machine : undefined;
  if (name === pottsMachineOfCommand.name) return remeasured(pottsMachineOfCommand, path, recipe);
  if (name === binaryMachineOfCommand.name) return remeasured(binaryMachineOfCommand, path, recipe);
  throw new Error(
    `${path}: expected a recipe with a machine of damlab teacher-student, got ${JSON.stringify(name)}`,
  );
}

async function remeasured<
  Grid extends { readonly seed: number },
  Part extends MachinePart,
  Row extends object,
>(
  machine: TeacherStudentMachine<Grid, Part, Row>,
  path: string,
  recipe: Readonly<Record<string, unknown>>,
): Promise<FigureSpec> {
  const { machine: _, ...grid } = recipeParameters(path, recipe, machine.tests);
  const checked = grid as unknown as Grid;
  const rows = await remeasuredRows(
    "teacher-student",
    machine.parts(path, checked),
    async (pool, part, options) => [await machine.row(pool, part, options)],
  );
  return figureOf(machine, checked, rows);
}

function figureOf<
  Grid extends { readonly seed: number },
  Part extends MachinePart,
  Row extends object,
>(
  machine: TeacherStudentMachine<Grid, Part, Row>,
  { seed, ...grid }: Grid,
  rows: readonly Row[],
): FigureSpec {
  const parameters = { machine: machine.name, ...grid };
  return machine.figure(rows, {
    recipe: { command: "teacher-student", parameters, seed, package: `damlab ${packageVersion}` },
  });
}
