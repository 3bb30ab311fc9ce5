import { type CrossingEstimate, curveEstimate } from "../capacity/curve-estimate.ts";
import { type SearchTrial, searchEstimate } from "../capacity/estimate.ts";
import type { SequentialEstimate } from "../capacity/sequential-search.ts";
import type { TrialCurve } from "../capacity/trial-curve.ts";
import { requireWorkers, type WorkerPool } from "../parallel/worker-pool.ts";
import { blankRow, type CapacityRow } from "./capacity-row.ts";
import { type CapacitySetting, methodOf } from "./capacity-setting.ts";
import { curveTrials } from "./curve-trials.ts";
import { inRanges } from "./in-ranges.ts";
import { type MeasureOptions, withPool } from "./measure-options.ts";
import { predictedK50 } from "./predicted-k50.ts";
import { requireSettings } from "./require-settings.ts";
import { searchColumns } from "./search-columns.ts";
import { searchOptions, searchTrials } from "./search-trials.ts";
import { sequentialColumns, sequentialTrials } from "./sequential-trials.ts";

/**
 * Measures one setting.
 *
 * @throws {RangeError} a setting that cannot be measured (`requireSettings`), or workers < 1
 * @throws {TypeError} unknown words
 * @throws {InfeasibleSeparation} the source can deliver no set
 * @throws the reason of `signal` once it is aborted
 */
export async function simulatedCapacity(
  setting: CapacitySetting,
  options: MeasureOptions = {},
): Promise<CapacityRow> {
  if (options.workers !== undefined) requireWorkers("simulatedCapacity", options.workers);
  requireSettings([setting]);
  return withPool(options, (pool) => measuredCapacity(pool, setting, options));
}

/** `simulatedCapacity` of a setting that was checked, with the workers of a pool. */
export async function measuredCapacity(
  pool: WorkerPool,
  setting: CapacitySetting,
  options: MeasureOptions = {},
): Promise<CapacityRow> {
  const { trials, seed } = setting;
  const theory_k50 = predictedK50(setting);
  const row = { ...blankRow(setting), trials, theory_k50, seed };
  const method = methodOf(setting);
  if (method === "sprt") {
    const found = await measuredSequentialSearches(pool, setting, options, theory_k50);
    return { ...row, ...sequentialColumns(setting, found) };
  }
  if (method === "bisection") {
    const found = await measuredSearches(pool, setting, options);
    const { rule } = searchEstimate(found, searchOptions(setting));
    return { ...row, ...searchColumns(found, rule) };
  }
  const curves = await measuredCurves(pool, setting, options, theory_k50);
  return { ...row, ...curveColumns(setting, curves) };
}

/** The estimates of nested curves as columns of a row. */
export function curveColumns(
  { seed, resamples = 1000 }: CapacitySetting,
  curves: readonly TrialCurve[],
): Pick<
  CapacityRow,
  "k50" | "k50_lo" | "k50_hi" | "k_first_mean" | "k_first_se" | "k_last_mean" | "k_last_se" | "rule"
> {
  const { capacity, lo, hi, first, last, rule } = curveEstimate(curves, { seed, resamples });
  return {
    k50: capacity,
    k50_lo: lo,
    k50_hi: hi,
    k_first_mean: first?.mean ?? null,
    k_first_se: standardErrorOf(first),
    k_last_mean: last?.mean ?? null,
    k_last_se: standardErrorOf(last),
    rule,
  };
}

/** The nested curves of all trials of a setting, in their order; a guess of K50 saves time. */
export function measuredCurves(
  pool: WorkerPool,
  setting: CapacitySetting,
  options: MeasureOptions,
  startAt: number | null,
): Promise<TrialCurve[]> {
  return inRanges(pool, curveTrials, { setting, startAt }, setting.trials, options);
}

/** The binary searches of all trials of a setting, in their order. */
export function measuredSearches(
  pool: WorkerPool,
  setting: CapacitySetting,
  options: MeasureOptions,
): Promise<SearchTrial[]> {
  return inRanges(pool, searchTrials, { setting }, setting.trials, options);
}

/** The same with sequential tests; they start at a guess of K50 where there is one. */
export function measuredSequentialSearches(
  pool: WorkerPool,
  setting: CapacitySetting,
  options: MeasureOptions,
  startAt: number | null,
): Promise<SequentialEstimate[]> {
  return inRanges(pool, sequentialTrials, { setting, startAt }, setting.trials, options);
}

const standardErrorOf = (estimate: CrossingEstimate | null): number | null =>
  estimate === null || Number.isNaN(estimate.standardError) ? null : estimate.standardError;
