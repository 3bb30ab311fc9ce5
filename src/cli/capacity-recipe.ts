import { packageVersion } from "../experiment/package-version.ts";
import { saveFigure } from "../plot/export.ts";
import type { FigureSpec } from "../plot/spec.ts";
import { capacityFigure } from "../studies/capacity-figure.ts";
import {
  type CapacityRow,
  closedFormCapacity,
  simulatedCapacity,
} from "../studies/capacity-row.ts";
import { type CapacityGrid, capacitySettings } from "../studies/capacity-study.ts";
import { createProgressLine } from "./progress-line.ts";

/** Draws the rows of `damlab capacity` and their closed forms into a file that says how to repeat them. */
export async function drawCapacity(
  grid: CapacityGrid,
  rows: readonly CapacityRow[],
  path: string,
): Promise<void> {
  await saveFigure(figureOf(grid, rows), path);
}

/** Measures the capacities again that a recipe of `damlab capacity` names, and draws them. */
export async function remeasuredCapacity(
  recipe: Readonly<Record<string, unknown>>,
): Promise<FigureSpec> {
  const grid = { ...(recipe.parameters as CapacityGrid), seed: recipe.seed as number };
  const settings = capacitySettings(grid);
  const progress = createProgressLine("capacity", settings.length, grid.trials);
  const rows: CapacityRow[] = [];
  try {
    for (const [k, setting] of settings.entries()) {
      const onProgress = (done: number) => progress.update(k, done);
      rows.push(await simulatedCapacity(setting, { onProgress }));
      progress.finish(k);
    }
  } finally {
    progress.stop();
  }
  return figureOf(grid, rows);
}

function figureOf(grid: CapacityGrid, measured: readonly CapacityRow[]): FigureSpec {
  const { seed, ...parameters } = grid;
  const closed = capacitySettings(grid).flatMap((setting) => closedFormCapacity(setting) ?? []);
  return capacityFigure([...measured, ...closed], {
    command: "capacity",
    parameters,
    seed,
    package: `damlab ${packageVersion}`,
  });
}
