import { type ColumnTable, from } from "arquero";
import {
  type CapacityRow,
  type CapacitySetting,
  closedFormCapacity,
  type EnergyName,
  simulatedCapacity,
} from "./capacity-row.ts";

/** Grid of a capacity study: every combination of the lists is one setting. */
export interface CapacityGrid {
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
  readonly trials: number;
  readonly seed: number;
  /** Default `fresh`. */
  readonly search?: "fresh" | "nested";
  /** Default `single`. */
  readonly vote?: string;
  /** Largest P tried; default 16384. */
  readonly maximumP?: number;
}

/** How to watch and end a study. */
export interface CapacityStudyOptions {
  /** Called with every row as soon as it is finished. */
  readonly onRow?: (row: CapacityRow) => void;
  /** Called after every trial, counted over the whole grid. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Capacity over a grid of energies, orders, sizes, separations and correlations, one row per
 * setting, and one more with the closed form where there is one.
 *
 * Columns: source (simulation, theory), energy, order, N, separation, correlation, criterion,
 * trials, k50 with its 95 % interval k50_lo, k50_hi (Student's t), k_first_…, k_last_…, theory_k50 (null until
 * nested curves fill them), rule, seed. All settings share their random streams, so that
 * differences between rows are sharper than the rows.
 *
 * @throws as `simulatedCapacity`; rows finished before were handed to `onRow`
 */
export async function capacityStudy(
  grid: CapacityGrid,
  options: CapacityStudyOptions = {},
): Promise<ColumnTable> {
  const { onRow, onProgress, signal } = options;
  const settings = capacitySettings(grid);
  const total = settings.length * grid.trials;
  const rows: CapacityRow[] = [];
  const add = (row: CapacityRow) => {
    rows.push(row);
    onRow?.(row);
  };
  for (const [k, setting] of settings.entries()) {
    const row = await simulatedCapacity(setting, {
      onProgress: (done) => onProgress?.(k * grid.trials + done, total),
      ...(signal && { signal }),
    });
    add(row);
    const theory = closedFormCapacity(setting);
    if (theory) add(theory);
  }
  return from(rows);
}

/** The settings of a grid in the order of its rows: energies, orders, N, separations, correlations. */
export function capacitySettings(grid: CapacityGrid): CapacitySetting[] {
  const { energies = ["poly"], separations = ["none"], correlations = ["none"] } = grid;
  const { beta = 1, criterion = "all", search = "fresh", vote = "single", trials, seed } = grid;
  const limit = grid.maximumP === undefined ? {} : { maximumP: grid.maximumP };
  return energies.flatMap((energy) =>
    (energy === "exp" ? [null] : grid.orders).flatMap((order) =>
      grid.N.flatMap((N) =>
        separations.flatMap((separation) =>
          correlations.map((correlation) => ({
            energy,
            order,
            beta,
            N,
            separation,
            correlation,
            criterion,
            trials,
            seed,
            search,
            vote,
            ...limit,
          })),
        ),
      ),
    ),
  );
}
