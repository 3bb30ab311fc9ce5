import type { ColumnTable } from "arquero";
import { clusteredMean } from "../numerics/clustered-mean.ts";
import { type ConvergenceRule, convergenceTime } from "./convergence-time.ts";
import { finiteCell } from "./dynamics-columns.ts";
import type { DynamicsGrid } from "./dynamics-setting.ts";
import type { MeasuredPart } from "./measured-part.ts";
import type { StudyOptions } from "./over-parts.ts";
import { runsOf } from "./over-sets.ts";
import { type OverlapColumns, overlapRows } from "./overlap-rows.ts";
import { requireGrid, requireShare } from "./require-dynamics.ts";

/** Row of a table of convergence times. */
export interface ConvergenceRow extends OverlapColumns {
  /** In steps; of a simulation the mean over the runs that retrieved. Null where none did. */
  readonly time: number | null;
  /** Standard error over pattern sets; null for theory, and for fewer than two sets with retrievals. */
  readonly time_se: number | null;
  /** Share of the runs that retrieved; 0 or 1 for theory. */
  readonly retrieved: number;
}

/**
 * How long retrieval takes: the first t from which m stays within eps = 0.01 of m(T), for runs that end with
 * m(T) > 0.8, one row per start overlap; theory and simulation with one call.
 *
 * Of a simulation every run has its time, since the mean curve of many runs goes on moving until the last of
 * them has settled. At temperature > 0 runs keep fluctuating by √((1 − m²)/N), so a simulation needs an eps of
 * its own there, of a few times that.
 *
 * @param grid.eps  0 … 1; `success` likewise
 * @throws {RangeError} no eps for a simulation at temperature > 0; and as `dynamicsStudy`
 */
export async function convergenceTimes(
  grid: DynamicsGrid & ConvergenceRule,
  options: StudyOptions<ConvergenceRow> = {},
): Promise<ColumnTable> {
  const caller = "convergenceTimes";
  const { eps = 0.01, success = 0.8 } = requireGrid(caller, grid);
  requireShare(caller, "eps", eps);
  requireOwnEps(caller, grid);
  requireShare(caller, "success", success);
  return overlapRows(caller, grid, options, (measured, k) =>
    timeFrom(measured, k, { eps, success }),
  );
}

/** With an eps below their fluctuations runs settle when they end. */
function requireOwnEps(
  caller: string,
  { eps, temperature = 0, simulate }: DynamicsGrid & ConvergenceRule,
): void {
  if (!simulate || temperature === 0 || eps !== undefined) return;
  const reach = 4 / Math.sqrt(Math.min(...simulate.N));
  throw new RangeError(
    `${caller}: expected an eps at temperature ${temperature}, where simulated runs never come to rest, got none; ` +
      `give one above their fluctuations, e.g. ${reach.toPrecision(1)} at N = ${Math.min(...simulate.N)}, or leave simulate out`,
  );
}

function timeFrom(
  measured: MeasuredPart,
  k: number,
  rule: ConvergenceRule,
): Pick<ConvergenceRow, "time" | "time_se" | "retrieved"> {
  if ("curves" in measured) {
    const time = convergenceTime(measured.curves[k].value.m, rule);
    return { time, time_se: null, retrieved: time === null ? 0 : 1 };
  }
  const runs = measured.sets.flatMap((_, set) =>
    runsOf(measured, set, k).map((run) => ({ set, time: convergenceTime(run, rule) })),
  );
  const found = runs.filter((run): run is { set: number; time: number } => run.time !== null);
  const retrieved = found.length / runs.length;
  if (found.length === 0) return { time: null, time_se: null, retrieved };
  const { mean, standardError } = clusteredMean(
    found.map(({ time }) => time),
    found.map(({ set }) => set),
  );
  return { time: mean, time_se: finiteCell(standardError), retrieved };
}
