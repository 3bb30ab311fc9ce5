import { InvalidArgumentError } from "commander";
import { produceOrLoad } from "../experiment/produce-or-load.ts";
import { type WorkerPool, workerPool } from "../parallel/worker-pool.ts";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import type { CapacityRow } from "../studies/capacity-row.ts";
import { type CapacitySetting, methodOf } from "../studies/capacity-setting.ts";
import { type CapacityGrid, capacitySettings } from "../studies/capacity-study.ts";
import { requireSettings } from "../studies/require-settings.ts";
import { type MeasureOptions, measuredCapacity } from "../studies/simulated-capacity.ts";
import { drawCapacity } from "./capacity-recipe.ts";
import { printedRow, rowsText } from "./capacity-rows.ts";
import { interruptible } from "./interruptible.ts";
import { createProgressLine } from "./progress-line.ts";

/** Where the rows of a grid go. */
export interface RowsOutput {
  readonly workers: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  /** Folder that keeps the rows. */
  readonly out?: string;
  readonly figure?: string;
}

/** Version of the stored rows, raised when they change their meaning. */
const version = 4;

/** Measures the rows of a grid and prints them, also when Ctrl-C ends it early. */
export async function measureCapacities(grid: CapacityGrid, output: RowsOutput): Promise<void> {
  const settings = capacitySettings(grid);
  requireUsable(settings);
  const progress = createProgressLine("capacity", settings.length, grid.trials);
  const pool = workerPool({ workers: output.workers, ownThread: true });
  const rows: CapacityRow[] = [];
  let wasInterrupted = false;
  try {
    wasInterrupted = await interruptible(async (signal) => {
      for (const [k, setting] of settings.entries()) {
        const onProgress = (done: number) => progress.update(k, done);
        rows.push(await keptRow(pool, setting, output.out, { signal, onProgress }));
        progress.finish(k);
      }
    });
  } finally {
    progress.stop();
    await pool.close();
    const text = rowsText(rows.map(printedRow), output);
    if (rows.length > 0 || (wasInterrupted && text !== "")) console.log(text);
  }
  if (wasInterrupted) {
    process.stderr.write(
      `damlab capacity: interrupted after ${rows.length} of ${settings.length} rows\n`,
    );
    return;
  }
  if (output.figure !== undefined) await drawCapacity(grid, rows, output.figure);
}

/**
 * Refuses settings that contradict themselves, as wrong usage; data that no source can deliver are no
 * matter of usage.
 */
function requireUsable(settings: readonly CapacitySetting[]): void {
  try {
    requireSettings(settings);
  } catch (error) {
    const isValue = error instanceof RangeError || error instanceof TypeError;
    if (!isValue || error instanceof InfeasibleSeparation) throw error;
    throw new InvalidArgumentError(inFlags(error.message));
  }
}

const flags: Readonly<Record<string, string>> = { maximumP: "--max-patterns" };

/** A message of the library as the command line has it: options by their flags, no function. */
function inFlags(message: string): string {
  return message
    .replace(/^\w+: /, "")
    .replace(
      /\b(trials|resamples|search|vote|method|ties|criterion|maximumP)\b/g,
      (name) => flags[name] ?? `--${name}`,
    );
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
