import { requireWorkers } from "../parallel/worker-pool.ts";
import { blankRow, type CapacityRow } from "./capacity-row.ts";
import type { CapacitySetting } from "./capacity-setting.ts";
import { type CapacityGrid, capacitySettings } from "./capacity-study.ts";
import { type MeasureOptions, withPool } from "./measure-options.ts";
import { predictedK50 } from "./predicted-k50.ts";
import { requireSettings } from "./require-settings.ts";
import { curveColumns, measuredCurves } from "./simulated-capacity.ts";

/** A capacity row with what it was made from; plain data. */
export interface TrialCapacities extends CapacityRow {
  /** K_first of every trial: the last P before its first failure. */
  readonly firsts: readonly number[];
}

/** Grid whose settings share their random numbers. */
export interface TrialGrid extends CapacityGrid {
  /** Settings that theory expects to store more are left out, where it knows; default none. */
  readonly mostExpected?: number;
}

/**
 * `capacityStudy` by nested curves, without rows of theory, that keeps K_first of every trial.
 *
 * Trial t of all settings draws from the same streams, so that `pairedShares` and `trialSlopes` compare
 * settings within trials.
 *
 * @throws {RangeError} as `capacityStudy`, another method, or a data set that does not fail up to maximumP
 * @throws as `simulatedCapacity`
 */
export async function trialCapacities(
  { mostExpected = Infinity, ...grid }: TrialGrid,
  options: MeasureOptions = {},
): Promise<TrialCapacities[]> {
  const { workers, onProgress, signal } = options;
  if (workers !== undefined) requireWorkers("trialCapacities", workers);
  const settings = capacitySettings({ ...grid, method: grid.method ?? "curves" });
  if (settings.some(({ method }) => method !== "curves")) {
    throw new RangeError(
      `trialCapacities: expected the method curves, got ${grid.method}; take capacityStudy`,
    );
  }
  requireSettings(settings);
  const measured = settings
    .map((setting) => ({ setting, theory_k50: predictedK50(setting) }))
    .filter(({ theory_k50 }) => (theory_k50 ?? 0) <= mostExpected);
  const total = measured.length * grid.trials;
  return withPool(options, async (pool) => {
    const rows: TrialCapacities[] = [];
    for (const [k, { setting, theory_k50 }] of measured.entries()) {
      const watch = {
        onProgress: (done: number) => onProgress?.(k * grid.trials + done, total),
        ...(signal && { signal }),
      };
      const curves = await measuredCurves(pool, setting, watch, theory_k50);
      const { trials, seed } = setting;
      const row = { ...blankRow(setting), trials, theory_k50, seed };
      const firsts = curves.map(({ first, reached }) => first ?? noFailure(setting, reached));
      rows.push({ ...row, ...curveColumns(setting, curves), firsts });
    }
    return rows;
  });
}

function noFailure({ energy, order, N, separation }: CapacitySetting, reached: number): never {
  throw new RangeError(
    `trialCapacities: expected curves that fail, got ${reached} stored patterns of ${energy} ` +
      `${order ?? ""} at N = ${N}, separation ${separation}; raise maximumP or weaken the separation`,
  );
}
