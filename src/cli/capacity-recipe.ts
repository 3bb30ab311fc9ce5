import { parseCriterion } from "../capacity/criterion.ts";
import { parseVote } from "../capacity/vote.ts";
import { packageVersion } from "../experiment/package-version.ts";
import { parseCorrelation, parseSeparation } from "../patterns/parse-source.ts";
import { saveFigure } from "../plot/export.ts";
import { type FigureSpec, isRecord } from "../plot/spec.ts";
import { capacityFigure } from "../studies/capacity-figure.ts";
import type { CapacityRow } from "../studies/capacity-row.ts";
import { type CapacityGrid, capacitySettings } from "../studies/capacity-study.ts";
import { requireSettings } from "../studies/require-settings.ts";
import { measuredCapacity, withPool } from "../studies/simulated-capacity.ts";
import { theoryRows } from "../studies/theory-rows.ts";
import { createProgressLine } from "./progress-line.ts";

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
  const grid = gridIn(path, recipe);
  const settings = capacitySettings(grid);
  requireSettings(settings);
  const progress = createProgressLine("capacity", settings.length, grid.trials);
  const rows: CapacityRow[] = [];
  try {
    await withPool({}, async (pool) => {
      for (const [k, setting] of settings.entries()) {
        const onProgress = (done: number) => progress.update(k, done);
        rows.push(await measuredCapacity(pool, setting, { onProgress }));
        progress.finish(k);
      }
    });
  } finally {
    progress.stop();
  }
  return figureOf(grid, rows);
}

const isCount = (least: number) => (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= least;
const isWord = (parse: (text: string) => unknown) => (value: unknown) => {
  if (typeof value !== "string") return false;
  try {
    parse(value);
    return true;
  } catch {
    return false;
  }
};
const isListOf = (isPart: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(isPart);
const isAbsentOr = (isRight: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || isRight(value);
const isOneOf = (words: readonly unknown[]) => (value: unknown) => words.includes(value);

/** What the parameters of a recipe must be: those that the command line takes. */
const checks: Readonly<Record<string, (value: unknown) => boolean>> = {
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

function gridIn(path: string, { parameters, seed }: Readonly<Record<string, unknown>>) {
  const all: Record<string, unknown> = { ...(isRecord(parameters) ? parameters : {}), seed };
  const odd = Object.entries({ ...checks, seed: isCount(0) }).find(
    ([name, isRight]) => !isRight(all[name]),
  );
  if (odd === undefined) return all as unknown as CapacityGrid;
  const [name] = odd;
  throw new Error(
    `${path}: expected a recipe with the parameters and the seed of damlab capacity, ` +
      `got ${name} = ${JSON.stringify(all[name])}`,
  );
}

function figureOf(grid: CapacityGrid, measured: readonly CapacityRow[]): FigureSpec {
  const { seed, ...parameters } = grid;
  return capacityFigure([...measured, ...theoryRows(measured)], {
    command: "capacity",
    parameters,
    seed,
    package: `damlab ${packageVersion}`,
  });
}
