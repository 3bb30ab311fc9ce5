import type { ColumnTable } from "arquero";
import { finiteCell } from "./dynamics-columns.ts";
import type { DynamicsGrid } from "./dynamics-setting.ts";
import type { MeasuredPart } from "./measured-part.ts";
import type { StudyOptions } from "./over-parts.ts";
import { overSets } from "./over-sets.ts";
import { type OverlapColumns, overlapRows } from "./overlap-rows.ts";
import { requireGrid, requireShare } from "./require-dynamics.ts";

/** Row of a phase map: one cell. */
export interface PhaseMapRow extends OverlapColumns {
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
  options: StudyOptions<PhaseMapRow> = {},
): Promise<ColumnTable> {
  const caller = "dynamicsPhaseMap";
  const { success = 0.8 } = requireGrid(caller, grid);
  requireShare(caller, "success", success);
  return overlapRows(caller, grid, options, (measured, k) => cellOf(measured, k, success));
}

function cellOf(
  measured: MeasuredPart,
  k: number,
  success: number,
): Pick<PhaseMapRow, "m" | "m_se" | "retrieved" | "retrieved_se"> {
  const { steps } = measured.part.setting;
  if ("curves" in measured) {
    const { m, errors } = measured.curves[k].value;
    const m_se = finiteCell(errors?.m[steps]);
    return { m: m[steps], m_se, retrieved: m[steps] > success ? 1 : 0, retrieved_se: null };
  }
  const end = overSets(measured, k, (run) => run[steps]);
  const share = overSets(measured, k, (run) => (run[steps] > success ? 1 : 0));
  return {
    m: end.mean,
    m_se: finiteCell(end.standardError),
    retrieved: share.mean,
    retrieved_se: finiteCell(share.standardError),
  };
}
