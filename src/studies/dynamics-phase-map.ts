import type { ColumnTable } from "arquero";
import {
  errorCell,
  type MemoryColumns,
  type MethodColumns,
  memoryColumns,
  methodColumns,
} from "./dynamics-columns.ts";
import type { DynamicsGrid } from "./dynamics-setting.ts";
import { type MeasuredPart, measuredPart } from "./measured-part.ts";
import { type DynamicsStudyOptions, overParts } from "./over-parts.ts";
import { overSets } from "./over-sets.ts";
import { checkedParts, requireGrid, requireShare } from "./require-dynamics.ts";

/** Row of a phase map: one cell. */
export interface PhaseMapRow extends MemoryColumns, MethodColumns {
  readonly overlap0: number;
  readonly temperature: number;
  readonly steps: number;
  /** m(T), with its standard error as in `DynamicsRow`. */
  readonly m: number;
  readonly m_se: number | null;
  /** Share of the runs with m(T) > success; 0 or 1 for theory. */
  readonly retrieved: number;
  /** Standard error over pattern sets; null for theory and for a single set. */
  readonly retrieved_se: number | null;
}

/** Grid of a phase map. */
export interface PhaseMapGrid extends DynamicsGrid {
  /** Overlap m(T) above which a run has retrieved; default 0.8. */
  readonly success?: number;
}

/**
 * Where a memory retrieves: the final overlap and the share of retrievals over load and start overlap, one
 * row a cell; theory and simulation with one call.
 *
 * @throws as `dynamicsStudy`
 */
export async function dynamicsPhaseMap(
  grid: PhaseMapGrid,
  options: DynamicsStudyOptions<PhaseMapRow> = {},
): Promise<ColumnTable> {
  const caller = "dynamicsPhaseMap";
  const { overlaps, success = 0.8 } = requireGrid(caller, grid);
  requireShare(caller, "success", success);
  return overParts(
    caller,
    checkedParts(caller, grid, overlaps),
    options,
    async (pool, part, watch) => {
      const measured = await measuredPart(pool, part, overlaps, watch);
      return overlaps.map((overlap0, k) => ({
        ...memoryColumns(part),
        overlap0,
        temperature: part.setting.temperature,
        steps: part.setting.steps,
        ...cellOf(measured, k, success),
        ...methodColumns(part),
      }));
    },
  );
}

function cellOf(
  measured: MeasuredPart,
  k: number,
  success: number,
): Pick<PhaseMapRow, "m" | "m_se" | "retrieved" | "retrieved_se"> {
  const { steps } = measured.part.setting;
  if ("curves" in measured) {
    const { m, errors } = measured.curves[k].value;
    const m_se = errors === null ? null : errorCell(errors.m[steps]);
    return { m: m[steps], m_se, retrieved: m[steps] > success ? 1 : 0, retrieved_se: null };
  }
  const end = overSets(measured, k, (run) => run[steps]);
  const share = overSets(measured, k, (run) => (run[steps] > success ? 1 : 0));
  return {
    m: end.mean,
    m_se: errorCell(end.standardError),
    retrieved: share.mean,
    retrieved_se: errorCell(share.standardError),
  };
}
