import { type ColumnTable, from } from "arquero";
import { shown } from "../core/shown.ts";
import { requireWorkers } from "../parallel/worker-pool.ts";
import type { CapacityRow } from "./capacity-row.ts";
import type { CapacityProcedure, CapacitySetting, EnergyName } from "./capacity-setting.ts";
import { type MeasureOptions, withPool } from "./measure-options.ts";
import { requireSettings } from "./require-settings.ts";
import { measuredCapacity } from "./simulated-capacity.ts";
import { theoryRows } from "./theory-rows.ts";

/** Grid of a capacity study: every combination of the lists is one setting. */
export interface CapacityGrid extends Omit<CapacityProcedure, "criterion"> {
  /** Default `["poly"]`. */
  readonly energies?: readonly EnergyName[];
  /** Orders n of `poly` and `rect`. */
  readonly orders: readonly number[];
  /** β of `exp`; default 1. */
  readonly beta?: number;
  /** Numbers of spins. */
  readonly N: readonly number[];
  /** Default `["none"]`; words of `parseSeparation`, e.g. `mean:0.4`. */
  readonly separations?: readonly string[];
  /** Default `["none"]`; words of `parseCorrelation`, e.g. `ar1:0.4`. */
  readonly correlations?: readonly string[];
  /** Default `all`. */
  readonly criterion?: string;
}

/** How to watch and end a study, and on how many threads it runs. */
export interface CapacityStudyOptions extends MeasureOptions {
  /** Called with every row as soon as it is finished. */
  readonly onRow?: (row: CapacityRow) => void;
}

/**
 * Capacity over a grid of energies, orders, sizes, separations and correlations, one row per
 * setting, and one more with the predicted K50 where there is one.
 *
 * Columns: source (simulation, theory), energy, order, N, separation, correlation, criterion,
 * trials, k50 with its 95 % interval k50_lo, k50_hi, k_first_mean and k_last_mean with their
 * standard errors k_first_se, k_last_se, theory_k50, rule, seed. Settings of the same generator
 * share their random numbers, so that differences between rows are sharper than the rows
 * (`pairedCapacities`); `none` draws other numbers than `ar1:0.4`, whose neighbour is `ar1:0`. The
 * table is the same for any number of workers. Progress counts trials over the whole grid.
 *
 * @throws {RangeError} a setting that cannot be measured, before any is, or workers < 1
 * @throws {TypeError} unknown words, values of another kind, or a single value where a list is expected
 * @throws as `simulatedCapacity`; rows finished before were handed to `onRow`
 */
export async function capacityStudy(
  grid: CapacityGrid,
  options: CapacityStudyOptions = {},
): Promise<ColumnTable> {
  const { workers, onRow, onProgress, signal } = options;
  if (workers !== undefined) requireWorkers("capacityStudy", workers);
  const settings = capacitySettings(grid);
  requireSettings(settings);
  const total = settings.length * grid.trials;
  const rows: CapacityRow[] = [];
  const add = (row: CapacityRow) => {
    rows.push(row);
    onRow?.(row);
  };
  await withPool(options, async (pool) => {
    for (const [k, setting] of settings.entries()) {
      const row = await measuredCapacity(pool, setting, {
        onProgress: (done) => onProgress?.(k * grid.trials + done, total),
        ...(signal && { signal }),
      });
      add(row);
      for (const theory of theoryRows([row])) add(theory);
    }
  });
  return from(rows);
}

/**
 * The settings of a grid in the order of its rows: energies, orders, N, separations, correlations.
 *
 * @throws {TypeError} no grid, or one of them is no list
 * @throws {RangeError} an empty list
 */
export function capacitySettings(grid: CapacityGrid): CapacitySetting[] {
  if (typeof grid !== "object" || grid === null) {
    throw new TypeError(`capacityStudy: expected a grid, got ${shown(grid)}`);
  }
  const { energies = ["poly"], orders, N: sizes, separations = ["none"], ...others } = grid;
  const { correlations = ["none"], beta = 1, criterion = "all", ...procedure } = others;
  for (const [name, list] of Object.entries({ energies, N: sizes, separations, correlations })) {
    requireList(name, list);
  }
  if (energies.some((energy) => energy !== "exp")) requireList("orders", orders);
  return energies.flatMap((energy) =>
    (energy === "exp" ? [null] : orders).flatMap((order) =>
      sizes.flatMap((N) =>
        separations.flatMap((separation) =>
          correlations.map((correlation) => ({
            energy,
            order,
            beta,
            N,
            separation,
            correlation,
            criterion,
            ...procedure,
          })),
        ),
      ),
    ),
  );
}

/** Lists are asked for in plain JavaScript, too, where a single value is easily given. */
function requireList(name: string, list: unknown): void {
  if (!Array.isArray(list)) {
    throw new TypeError(`capacityStudy: expected a list ${name}, got ${shown(list)}`);
  }
  if (list.length > 0) return;
  throw new RangeError(`capacityStudy: expected a list ${name} of 1 value or more, got none`);
}
