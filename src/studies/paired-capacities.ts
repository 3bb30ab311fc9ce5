import { type PairedLogRatio, pairedLogRatio } from "../numerics/paired-log-ratio.ts";
import { requireWord } from "../numerics/require-word.ts";
import { requireWorkers, type WorkerPool } from "../parallel/worker-pool.ts";
import { type CapacitySetting, methodOf } from "./capacity-setting.ts";
import { type MeasureOptions, withPool } from "./measure-options.ts";
import { predictedK50 } from "./predicted-k50.ts";
import { requireSettings } from "./require-settings.ts";
import {
  measuredCurves,
  measuredSearches,
  measuredSequentialSearches,
} from "./simulated-capacity.ts";

/** What is compared, and how to watch it. */
export interface PairedOptions extends MeasureOptions {
  /** Of nested curves; default `first`. Searches have one value a trial. */
  readonly crossing?: "first" | "last";
}

/**
 * Mean over trials of ln(a/b) of the capacities of two settings that share their random numbers.
 *
 * Values are K_first or K_last of nested curves, or where each search ended. Trial t of both settings
 * draws from the same streams, so the standard error counts differences within trials: `gain` says how
 * many times more unpaired trials it would take. Only settings of the same generator share their numbers:
 * set the correlation `ar1:0` beside `ar1:0.4`, as `none` draws bits where `ar1` draws Gaussians.
 *
 * @throws {RangeError} other seeds or trials, or a data set that does not fail up to maximumP
 * @throws as `simulatedCapacity`
 */
export async function pairedCapacities(
  a: CapacitySetting,
  b: CapacitySetting,
  options: PairedOptions = {},
): Promise<PairedLogRatio> {
  const { workers, crossing = "first", onProgress, signal } = options;
  requireWord("pairedCapacities", "crossing", crossing, ["first", "last"]);
  if (workers !== undefined) requireWorkers("pairedCapacities", workers);
  if (a.seed !== b.seed || a.trials !== b.trials) {
    throw new RangeError(
      "pairedCapacities: expected settings of the same seed and trials, " +
        `got ${a.seed}, ${a.trials} and ${b.seed}, ${b.trials}`,
    );
  }
  requireSettings([a, b]);
  return withPool(options, async (pool) => {
    const values: number[][] = [];
    for (const [k, setting] of [a, b].entries()) {
      const watch = {
        onProgress: (done: number, total: number) => onProgress?.(k * total + done, 2 * total),
        ...(signal && { signal }),
      };
      values.push(await trialValues(pool, setting, crossing, watch));
    }
    return pairedLogRatio(values[0], values[1]);
  });
}

async function trialValues(
  pool: WorkerPool,
  setting: CapacitySetting,
  crossing: "first" | "last",
  watch: MeasureOptions,
): Promise<number[]> {
  const method = methodOf(setting);
  const startAt = predictedK50(setting);
  if (method === "bisection") {
    return (await measuredSearches(pool, setting, watch)).map(({ P }) => P);
  }
  if (method === "sprt") {
    const found = await measuredSequentialSearches(pool, setting, watch, startAt);
    return found.map(({ capacity }) => capacity);
  }
  return (await measuredCurves(pool, setting, watch, startAt)).map((curve) => {
    const value = curve[crossing];
    if (value !== null) return value;
    throw new RangeError(
      `pairedCapacities: expected curves that end, got trial ${curve.trial} ${curve.status} ` +
        `at ${curve.reached} patterns; raise maximumP or weaken the separation`,
    );
  });
}
