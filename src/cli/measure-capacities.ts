import { produceOrLoad } from "../experiment/produce-or-load.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import type { CapacityRow } from "../studies/capacity-row.ts";
import { type CapacitySetting, methodOf } from "../studies/capacity-setting.ts";
import { type CapacityGrid, capacitySettings } from "../studies/capacity-study.ts";
import type { MeasureOptions } from "../studies/measure-options.ts";
import { requireSettings } from "../studies/require-settings.ts";
import { measuredCapacity } from "../studies/simulated-capacity.ts";
import { drawCapacity } from "./capacity-recipe.ts";
import { capacityText } from "./capacity-rows.ts";
import { measureRows } from "./measure-rows.ts";
import type { RowsOutput } from "./output-options.ts";
import { usageOf } from "./usage-of.ts";

/** Version of the stored rows, raised when they change their meaning. */
const version = 4;

const flags = {
  ...Object.fromEntries(
    ["trials", "resamples", "search", "vote", "method", "ties", "criterion"].map((name) => [
      name,
      `--${name}`,
    ]),
  ),
  maximumP: "--max-patterns",
};

/** Measures the rows of a grid and prints them, also when Ctrl-C ends it early. */
export async function measureCapacities(grid: CapacityGrid, output: RowsOutput): Promise<void> {
  const parts = capacitySettings(grid);
  usageOf(() => requireSettings(parts), flags);
  const rows = await measureRows({
    name: "capacity",
    parts,
    workers: output.workers,
    measure: async (pool, setting, options) => [await keptRow(pool, setting, output.out, options)],
    text: (rows: readonly CapacityRow[]) => capacityText(rows, output),
  });
  if (rows !== null && output.figure !== undefined) await drawCapacity(grid, rows, output.figure);
}

/** The row, from the folder where it is there. */
async function keptRow(
  pool: WorkerPool,
  setting: CapacitySetting,
  folder: string | undefined,
  options: MeasureOptions,
): Promise<CapacityRow> {
  const run = () => measuredCapacity(pool, setting, options);
  return folder === undefined
    ? run()
    : produceOrLoad(rowName(setting), { ...setting }, run, { folder, version });
}

/** `capacity/…`, one name for one setting, of the letters that names of results may have. */
function rowName(setting: CapacitySetting): string {
  const { energy, order, beta, N, separation, correlation, criterion } = setting;
  const {
    trials,
    maximumP,
    seed,
    resamples = 1000,
    ties,
    search = "fresh",
    vote = "single",
  } = setting;
  const model = order === null ? `${energy}=${beta}` : `${energy}=${order}`;
  const method = { curves: `curves=${resamples}`, bisection: `${search},${vote}`, sprt: "sprt" };
  const words = [
    model,
    `N=${N}`,
    separation,
    correlation,
    criterion,
    method[methodOf(setting)],
    `ties=${ties}`,
  ];
  const rest = [`T=${trials}`, `max=${maximumP}`, `seed=${seed}`];
  return `capacity/${[...words, ...rest].join(",").replaceAll(":", "=")}`;
}
