import type { Solution } from "../numerics/solution.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import type { OrderParameters } from "../theory/order-parameters.ts";
import type { DynamicsPart, SimulationPart, TheoryPart } from "./dynamics-parts.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { type SetRuns, simulatedRuns } from "./simulated-runs.ts";
import { theoryCurves } from "./theory-curves.ts";

/** What a part gave, from each start overlap in their order. */
export type MeasuredPart = { readonly overlaps: readonly number[] } & (
  | { readonly part: TheoryPart; readonly curves: readonly Solution<OrderParameters>[] }
  | { readonly part: SimulationPart; readonly sets: readonly SetRuns[] }
);

/** Measures a part that was checked, with the workers of a pool. */
export async function measuredPart(
  pool: WorkerPool,
  part: DynamicsPart,
  overlaps: readonly number[],
  options: MeasureOptions = {},
  correlations = false,
): Promise<MeasuredPart> {
  return part.source === "theory"
    ? { part, overlaps, curves: await theoryCurves(pool, part, overlaps, options) }
    : { part, overlaps, sets: await simulatedRuns(pool, part, overlaps, options, correlations) };
}
