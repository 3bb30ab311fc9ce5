import type { ColumnTable } from "arquero";
import { convertLoad, requireGrowingLoad } from "../theory/load.ts";
import {
  finiteCell,
  type MemoryColumns,
  type MethodColumns,
  memoryColumns,
  methodColumns,
} from "./dynamics-columns.ts";
import { patternsAt } from "./dynamics-parts.ts";
import type { DynamicsConditions } from "./dynamics-setting.ts";
import { overParts, type StudyOptions } from "./over-parts.ts";
import { checkedParts, requireGrid, requireOrders, requireShare } from "./require-dynamics.ts";
import { thresholdOf } from "./threshold-estimate.ts";

/** Orders and conditions of dynamical capacities. */
export interface CapacityConditions extends DynamicsConditions {
  /** Start overlap, default 1. */
  readonly overlap0?: number;
  /** Overlap m(T) above which a run has retrieved; default 0.8. */
  readonly success?: number;
  /** Of theory: relative width of the brackets in which bisections end, default 0.004. */
  readonly tolerance?: number;
}

/** Row of a table of dynamical capacities. */
export interface DynamicalCapacityRow extends Omit<MemoryColumns, "load">, MethodColumns {
  readonly overlap0: number;
  readonly temperature: number;
  readonly steps: number;
  /** Largest load that is retrieved within `steps`; null, see `status`. */
  readonly load_c: number | null;
  /** 95 % interval; null where there is none. */
  readonly load_c_lo: number | null;
  readonly load_c_hi: number | null;
  readonly success: number;
  /** `none`: not even the smallest load that is tried is retrieved, `all`: every one is, of most populations or runs. */
  readonly status: "found" | "none" | "all";
}

/** Largest load tried, in the convention where it is the crosstalk variance, at most. */
const largest = 2;

/**
 * Dynamical capacity: the largest load from which a memory still has m(T) > 0.8 when it starts at a stored
 * pattern, one row per order (and N); theory and simulation with one call.
 *
 * Uncertainties as in `basinBoundaries`; a run is bisected over prefixes of its pattern set, in steps of
 * 1/1024 of the largest load tried, 2 in the convention `variance` (`abbott-arian` for the form `distinct`), from
 * as many patterns as targets up; theory from a millionth of it. P is the number of patterns at `load_c`.
 *
 * @throws as `dynamicsStudy`; {RangeError} the convention `samples` above order 2, where the largest load tried
 *   would grow with N
 */
export async function dynamicalCapacities(
  grid: CapacityConditions,
  options: StudyOptions<DynamicalCapacityRow> = {},
): Promise<ColumnTable> {
  const caller = "dynamicalCapacities";
  const { overlap0 = 1, success = 0.8, tolerance = 0.004 } = requireGrid(caller, grid);
  requireShare(caller, "success", success);
  requireShare(caller, "tolerance", tolerance);
  const search = { threshold: { of: "load", overlap0 }, success, tolerance } as const;
  requireOrders(caller, grid.orders);
  const { convention = "variance", form } = grid;
  const parts = grid.orders.flatMap((n) => {
    requireGrowingLoad(caller, n, convention);
    const natural = form === "distinct" ? "abbott-arian" : "variance";
    const load = convertLoad(largest, 1, n, natural, convention);
    return checkedParts(caller, { ...grid, orders: [n], loads: [load] }, [overlap0]);
  });
  return overParts(
    caller,
    parts,
    options,
    async (pool, part, watch): Promise<DynamicalCapacityRow[]> => {
      const { value, lo, hi } = await thresholdOf(pool, part, search, watch);
      const { temperature, steps } = part.setting;
      const load = finiteCell(value);
      const { load: _, ...memory } = memoryColumns(part);
      const P =
        load === null || memory.N === null ? null : patternsAt({ ...part.setting, load }, memory.N);
      return [
        {
          ...memory,
          P,
          overlap0,
          temperature,
          steps,
          load_c: load,
          load_c_lo: finiteCell(lo),
          load_c_hi: finiteCell(hi),
          success,
          ...methodColumns(part),
          status: value === -Infinity ? "none" : value === Infinity ? "all" : "found",
        },
      ];
    },
  );
}
