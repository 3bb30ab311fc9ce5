import type { ColumnTable } from "arquero";
import { meanEstimate } from "../numerics/mean.ts";
import {
  finiteCell,
  type MemoryColumns,
  type MethodColumns,
  memoryColumns,
  methodColumns,
} from "./dynamics-columns.ts";
import type { DynamicsGrid } from "./dynamics-setting.ts";
import { type MeasuredPart, measuredPart } from "./measured-part.ts";
import { overParts, type StudyOptions } from "./over-parts.ts";
import { checkedParts, requireGrid } from "./require-dynamics.ts";

/** Row of a table of two times s ≤ t. */
export interface TwoTimesRow extends MemoryColumns, MethodColumns {
  readonly overlap0: number;
  readonly temperature: number;
  /** The later time. */
  readonly t: number;
  readonly s: number;
  /** Correlation σ(t)·σ(s) / N. */
  readonly C: number;
  /** Standard errors as in `DynamicsRow`. */
  readonly C_se: number | null;
  /** Response ∂⟨σ(t)⟩/∂h(s); null at t = s, where there is none, and for simulation. */
  readonly G: number | null;
  readonly G_se: number | null;
}

/**
 * Correlations C(t, s) of theory and simulation, and responses G(t, s) of theory, one row a pair s ≤ t: what
 * `timeMatrix` draws.
 *
 * @throws as `dynamicsStudy`
 */
export async function dynamicsTwoTimes(
  grid: DynamicsGrid,
  options: StudyOptions<TwoTimesRow> = {},
): Promise<ColumnTable> {
  const caller = "dynamicsTwoTimes";
  const { overlaps } = requireGrid(caller, grid);
  return overParts(
    caller,
    checkedParts(caller, grid, overlaps, true),
    options,
    async (pool, part, watch) => {
      const measured = await measuredPart(pool, part, overlaps, watch, true);
      return overlaps.flatMap((overlap0, k) =>
        pairs(part.setting.steps).map(([t, s]) => ({
          ...memoryColumns(part),
          overlap0,
          temperature: part.setting.temperature,
          t,
          s,
          ...pairOf(measured, k, t, s),
          ...methodColumns(part),
        })),
      );
    },
  );
}

function pairOf(
  measured: MeasuredPart,
  k: number,
  t: number,
  s: number,
): Pick<TwoTimesRow, "C" | "C_se" | "G" | "G_se"> {
  const T = measured.part.setting.steps + 1;
  const at = t * T + s;
  if ("curves" in measured) {
    const { C, G, errors } = measured.curves[k].value;
    const isBefore = s < t;
    return {
      C: C[at],
      C_se: finiteCell(errors?.C[at]),
      G: isBefore ? G[at] : null,
      G_se: isBefore ? finiteCell(errors?.G[at]) : null,
    };
  }
  const { mean, standardError } = meanEstimate(
    measured.sets.map(({ correlations }) => correlations![k * T * T + at]),
  );
  return { C: mean, C_se: finiteCell(standardError), G: null, G_se: null };
}

const pairs = (steps: number): [number, number][] =>
  Array.from({ length: steps + 1 }, (_, t) =>
    Array.from({ length: t + 1 }, (_, s): [number, number] => [t, s]),
  ).flat();
