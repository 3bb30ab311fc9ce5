import { parseCriterion } from "../capacity/criterion.ts";
import { parseVote } from "../capacity/vote.ts";
import { packageVersion } from "../experiment/package-version.ts";
import { parseCorrelation, parseSeparation } from "../patterns/parse-source.ts";
import { saveFigure } from "../plot/export.ts";
import type { FigureSpec } from "../plot/spec.ts";
import { capacityFigure } from "../studies/capacity-figure.ts";
import type { CapacityRow } from "../studies/capacity-row.ts";
import { type CapacityGrid, capacitySettings } from "../studies/capacity-study.ts";
import { requireSettings } from "../studies/require-settings.ts";
import { measuredCapacity } from "../studies/simulated-capacity.ts";
import { theoryRows } from "../studies/theory-rows.ts";
import {
  isAbsentOr,
  isCount,
  isListOf,
  isOneOf,
  isWord,
  type ParameterTest,
  recipeParameters,
} from "./recipe-parameters.ts";
import { remeasuredRows } from "./remeasured-rows.ts";

/** Draws the rows of `damlab capacity` and their closed forms into a file that says how to repeat them. */
export async function drawCapacity(
  grid: CapacityGrid,
  rows: readonly CapacityRow[],
  path: string,
): Promise<void> {
  await saveFigure(figureOf(grid, rows), path);
}

/**
 * Measures the capacities again that a recipe of `damlab capacity` names, and draws them.
 *
 * @param path  of the figure file, named in errors
 * @throws {Error} parameters or a seed that `damlab capacity` does not write
 */
export async function remeasuredCapacity(
  path: string,
  recipe: Readonly<Record<string, unknown>>,
): Promise<FigureSpec> {
  const grid = recipeParameters(path, recipe, tests) as unknown as CapacityGrid;
  const settings = capacitySettings(grid);
  requireSettings(settings);
  const rows = await remeasuredRows("capacity", settings, async (pool, setting, options) => [
    await measuredCapacity(pool, setting, options),
  ]);
  return figureOf(grid, rows);
}

/** What the parameters of a recipe must be: those that the command line takes. */
const tests: Readonly<Record<string, ParameterTest>> = {
  energies: isListOf(isOneOf(["poly", "rect", "exp"])),
  orders: isListOf(isCount(1)),
  beta: (value) => typeof value === "number" && value > 0 && value < Infinity,
  N: isListOf(isCount(2)),
  separations: isListOf(isWord(parseSeparation)),
  correlations: isListOf(isWord(parseCorrelation)),
  criterion: isWord(parseCriterion),
  trials: isCount(1),
  method: isOneOf([undefined, "curves", "bisection", "sprt"]),
  resamples: isAbsentOr(isCount(0)),
  search: isOneOf([undefined, "fresh", "nested"]),
  vote: isAbsentOr(isWord(parseVote)),
  ties: isOneOf([undefined, "keep", "fail"]),
  maximumP: isCount(1),
};

function figureOf(grid: CapacityGrid, measured: readonly CapacityRow[]): FigureSpec {
  const { seed, ...parameters } = grid;
  return capacityFigure([...measured, ...theoryRows(measured)], {
    command: "capacity",
    parameters,
    seed,
    package: `damlab ${packageVersion}`,
  });
}
