import type { ColumnTable } from "arquero";
import {
  finiteCell,
  type MemoryColumns,
  type MethodColumns,
  memoryColumns,
  methodColumns,
} from "./dynamics-columns.ts";
import type { DynamicsConditions } from "./dynamics-setting.ts";
import { overParts, type StudyOptions } from "./over-parts.ts";
import { checkedParts, requireGrid, requireShare } from "./require-dynamics.ts";
import { thresholdOf } from "./threshold-estimate.ts";

/** Grid of a study of basins. */
export interface BasinGrid extends DynamicsConditions {
  readonly loads: readonly number[];
  /** Overlap m(T) above which a run has retrieved; default 0.8. */
  readonly success?: number;
  /** Of theory: width of the brackets in which bisections end, default 0.002. */
  readonly tolerance?: number;
}

/** Row of a table of basin boundaries. */
export interface BasinRow extends MemoryColumns, MethodColumns {
  readonly temperature: number;
  readonly steps: number;
  /** m_c: the start overlap beyond which the memory retrieves within `steps`; null, see `status`. */
  readonly overlap_c: number | null;
  /** 95 % interval; null where there is none, or an end is beyond all overlaps. */
  readonly overlap_c_lo: number | null;
  readonly overlap_c_hi: number | null;
  readonly success: number;
  /** `none`: not even overlap 1 retrieves, `all`: overlap 0 does, of most populations or runs. */
  readonly status: "found" | "none" | "all";
}

/**
 * Basin boundary m_c(load; T): the start overlap above which retrieval succeeds, m(T) > 0.8, one row per order
 * and load; theory and simulation with one call.
 *
 * Theory: a bisection for each population of paths (default 4), their mean with Student's 95 % interval and half
 * a bracket. Simulation: where half of the runs succeed. Every run is bisected in whole flips of one random
 * order of its spins, and m_c is the median of the runs, interpolated between flips, with a bootstrap over
 * pattern sets (none for 5 sets or fewer). Few runs succeed again from a lower overlap than one they fail from; such a run gives one of its
 * crossings.
 *
 * @throws as `dynamicsStudy`
 */
export async function basinBoundaries(
  grid: BasinGrid,
  options: StudyOptions<BasinRow> = {},
): Promise<ColumnTable> {
  const caller = "basinBoundaries";
  const { success = 0.8, tolerance = 0.002 } = requireGrid(caller, grid);
  requireShare(caller, "success", success);
  requireShare(caller, "tolerance", tolerance);
  const search = { threshold: { of: "overlap" }, success, tolerance } as const;
  return overParts(
    caller,
    checkedParts(caller, grid, [0, 1]),
    options,
    async (pool, part, watch): Promise<BasinRow[]> => {
      const { value, lo, hi } = await thresholdOf(pool, part, search, watch);
      const { temperature, steps } = part.setting;
      return [
        {
          ...memoryColumns(part),
          temperature,
          steps,
          overlap_c: finiteCell(value),
          overlap_c_lo: finiteCell(lo),
          overlap_c_hi: finiteCell(hi),
          success,
          ...methodColumns(part),
          status: value === Infinity ? "none" : value === -Infinity ? "all" : "found",
        },
      ];
    },
  );
}
