import type { ColumnTable } from "arquero";
import { type DynamicsRow, dynamicsRows } from "./dynamics-rows.ts";
import type { DynamicsGrid } from "./dynamics-setting.ts";
import { measuredPart } from "./measured-part.ts";
import { overParts, type StudyOptions } from "./over-parts.ts";
import { checkedParts, requireGrid } from "./require-dynamics.ts";

/**
 * Retrieval over time beside its theory: m(t) over a grid of orders, loads and start overlaps, one row a time.
 *
 * Columns: source (theory, simulation), order, load, load_convention, P, N (null for theory), overlap0,
 * temperature, t, m with its standard error m_se, sets, seed; then interaction, form, self_coupling, update,
 * targets and the status of the solver.
 *
 * A simulation stores P = round(load in patterns) and starts round(N (1 − overlap0)/2) flips away from
 * `targets` patterns of each set, so that m at t = 0 is the start overlap that was realised. Set k draws from
 * the streams of (seed, "dynamics", N, "set", k): its numbers depend neither on the other start overlaps nor
 * on the workers, and curves of one N share patterns and flips, so that they differ more sharply than by
 * their errors.
 *
 * @throws {RangeError} a grid that cannot be measured, before any of it is, or workers < 1
 * @throws {TypeError} unknown words, values of another kind, or a single value where a list is expected
 * @throws the reason of `signal` once it is aborted; rows finished before were handed to `onRow`
 */
export async function dynamicsStudy(
  grid: DynamicsGrid,
  options: StudyOptions<DynamicsRow> = {},
): Promise<ColumnTable> {
  const caller = "dynamicsStudy";
  const { overlaps } = requireGrid(caller, grid);
  const parts = checkedParts(caller, grid, overlaps);
  return overParts(caller, parts, options, async (pool, part, watch) =>
    dynamicsRows(await measuredPart(pool, part, overlaps, watch)),
  );
}
