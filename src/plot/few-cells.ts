import { requireWord } from "../numerics/require-word.ts";
import { blockAveraged } from "./block-averaged.ts";
import type { CellAxis } from "./cells.ts";
import { maximumMarks } from "./spec.ts";
import { type Row, requireFewMarks } from "./table.ts";
import type { ReducedRows } from "./thinned.ts";

/**
 * The cells themselves, or the blocks that they are joined to where there are more than 5000 marks.
 *
 * @param marks  of the figure with all cells; default: one a cell
 */
export function fewCells(
  caller: string,
  all: readonly Row[],
  x: Required<CellAxis>,
  y: Required<CellAxis>,
  value: string,
  reduce: "average" | "never" = "average",
  marks = all.length,
): ReducedRows {
  requireWord(caller, "reduce", reduce, ["average", "never"]);
  if (reduce === "never") requireFewMarks(caller, marks);
  if (marks <= maximumMarks) return { rows: all, rule: undefined };
  const scaleOf = ({ scale }: Required<CellAxis>) => (scale === "log" ? "log" : "linear");
  return blockAveraged(all, {
    x: x.column,
    y: y.column,
    value,
    xScale: scaleOf(x),
    yScale: scaleOf(y),
  });
}
