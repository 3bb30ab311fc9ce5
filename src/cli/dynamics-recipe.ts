import { packageVersion } from "../experiment/package-version.ts";
import { saveFigure } from "../plot/export.ts";
import { type FigureSpec, isRecord } from "../plot/spec.ts";
import { dynamicsFigure } from "../studies/dynamics-figure.ts";
import { type DynamicsRow, dynamicsRows } from "../studies/dynamics-rows.ts";
import type { DynamicsGrid } from "../studies/dynamics-setting.ts";
import { measuredPart } from "../studies/measured-part.ts";
import { checkedParts } from "../studies/require-dynamics.ts";
import { loadConventions } from "../theory/load.ts";
import {
  isAbsentOr,
  isCount,
  isListOf,
  isNumber,
  isOneOf,
  recipeParameters,
} from "./recipe-parameters.ts";
import { remeasuredRows } from "./remeasured-rows.ts";

/** Draws the rows of `damlab dynamics` into a file that says how to repeat them. */
export async function drawDynamics(
  grid: DynamicsGrid,
  rows: readonly DynamicsRow[],
  path: string,
): Promise<void> {
  await saveFigure(figureOf(grid, rows), path);
}

/**
 * Measures the curves again that a recipe of `damlab dynamics` names, and draws them.
 *
 * @param path  of the figure file, named in errors
 * @throws {Error} parameters or a seed that `damlab dynamics` does not write
 */
export async function remeasuredDynamics(
  path: string,
  recipe: Readonly<Record<string, unknown>>,
): Promise<FigureSpec> {
  const grid = recipeParameters(path, recipe, tests) as unknown as DynamicsGrid;
  const parts = checkedParts(path, grid, grid.overlaps);
  const rows = await remeasuredRows(
    "dynamics",
    parts,
    async (pool, part, options) =>
      dynamicsRows(await measuredPart(pool, part, grid.overlaps, options)),
    "parts",
  );
  return figureOf(grid, rows);
}

/** What the parameters of a recipe must be: those that the command line takes. */
const tests = {
  orders: isListOf(isCount(2)),
  loads: isListOf(isNumber),
  convention: isOneOf(loadConventions),
  overlaps: isListOf(isNumber),
  steps: isCount(1),
  temperature: isNumber,
  interaction: isOneOf(["poly", "rect"]),
  form: isOneOf(["difference", "derivative", "distinct"]),
  selfCoupling: isOneOf([true, false]),
  update: isOneOf(["synchronous", "asynchronous"]),
  theory: (value: unknown) => value === false || isTheory(value),
  simulate: (value: unknown) => value === false || isSimulation(value),
};

const isTheory = (value: unknown): boolean =>
  isRecord(value) &&
  isOneOf([undefined, "exact", "monte-carlo"])(value.solver) &&
  isAbsentOr(isCount(1))(value.paths) &&
  isAbsentOr(isCount(1))(value.populations);

const isSimulation = (value: unknown): boolean =>
  isRecord(value) &&
  isListOf(isCount(2))(value.N) &&
  isCount(1)(value.sets) &&
  isCount(1)(value.targets);

function figureOf({ seed, ...parameters }: DynamicsGrid, rows: readonly DynamicsRow[]): FigureSpec {
  return dynamicsFigure(rows, {
    recipe: { command: "dynamics", parameters, seed, package: `damlab ${packageVersion}` },
  });
}
