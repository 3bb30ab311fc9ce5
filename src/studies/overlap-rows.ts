import type { ColumnTable } from "arquero";
import {
  type MemoryColumns,
  type MethodColumns,
  memoryColumns,
  methodColumns,
} from "./dynamics-columns.ts";
import type { DynamicsGrid } from "./dynamics-setting.ts";
import { type MeasuredPart, measuredPart } from "./measured-part.ts";
import { overParts, type StudyOptions } from "./over-parts.ts";
import { checkedParts } from "./require-dynamics.ts";

/** Columns of a row that stands for all times of one start overlap. */
export interface OverlapColumns extends MemoryColumns, MethodColumns {
  readonly overlap0: number;
  readonly temperature: number;
  readonly steps: number;
}

/** A table of one row a start overlap, whose own columns are made of what a part gave from the k-th. */
export function overlapRows<Cells extends object>(
  caller: string,
  grid: DynamicsGrid,
  options: StudyOptions<OverlapColumns & Cells>,
  cellsOf: (measured: MeasuredPart, k: number) => Cells,
): Promise<ColumnTable> {
  const { overlaps } = grid;
  const parts = checkedParts(caller, grid, overlaps);
  return overParts(caller, parts, options, async (pool, part, watch) => {
    const measured = await measuredPart(pool, part, overlaps, watch);
    const { temperature, steps } = part.setting;
    return overlaps.map((overlap0, k) => ({
      ...memoryColumns(part),
      overlap0,
      temperature,
      steps,
      ...cellsOf(measured, k),
      ...methodColumns(part),
    }));
  });
}
