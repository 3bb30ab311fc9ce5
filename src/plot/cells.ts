import { requireWord } from "../numerics/require-word.ts";
import { cellEdges } from "./cell-edges.ts";
import {
  categoryIn,
  distinct,
  freeName,
  type Row,
  requireCategories,
  requireNumbers,
  requirePositive,
  requireRows,
} from "./table.ts";

/** One axis of cells. A bare column name stands for the default scale, titled by that name. */
export interface CellAxis {
  /** Column of the table. */
  readonly column: string;
  /** Title with unit and convention; default: the column name. */
  readonly title?: string;
  /**
   * "cells": one cell a value, equally wide, numbers ascending. "linear" and "log": numbers are centres on a
   * continuous axis, each cell ends half-way (on log: at the geometric mean) to the next. Default: "cells"
   * of heat maps, "linear" of phase diagrams.
   */
  readonly scale?: "cells" | "linear" | "log";
}

/** The axis that a column name or a record stands for. */
export function cellAxisOf(axis: string | CellAxis, scale: "cells" | "linear"): Required<CellAxis> {
  const given = typeof axis === "string" ? { column: axis } : axis;
  return { scale, ...given, title: given.title || given.column };
}

/** Cells over two axes. */
export interface Cells {
  /** Values along each axis in order. */
  readonly xs: readonly (string | number)[];
  readonly ys: readonly (string | number)[];
  /** Columns for both ends of a cell along each axis, used on continuous axes. */
  readonly xEnds: readonly [string, string];
  readonly yEnds: readonly [string, string];
  /** Place of each row: its two values, and its ends on continuous axes. */
  readonly places: readonly Row[];
}

/** Places of the rows; refuses values that the axes cannot show and pairs that occur twice. */
export function cellsOf(
  caller: string,
  rows: readonly Row[],
  x: Required<CellAxis>,
  y: Required<CellAxis>,
  used: readonly string[],
): Cells {
  for (const { column, scale } of [x, y]) {
    requireWord(caller, `scale of "${column}"`, scale, ["cells", "linear", "log"]);
    if (scale === "cells") requireCategories(caller, rows, column);
    else requireNumbers(caller, rows, column);
    if (scale === "log") requirePositive(caller, rows, column);
  }
  const seen = new Set<string>();
  const repeated = new Set<Row>();
  for (const row of rows) {
    const key = JSON.stringify([categoryIn(row[x.column]), categoryIn(row[y.column])]);
    if (seen.has(key)) repeated.add(row);
    seen.add(key);
  }
  requireRows(
    `${caller}: expected one row for each pair of "${x.column}" and "${y.column}"`,
    rows,
    x.column,
    (row) => !repeated.has(row),
    "aggregate first",
  );
  const xs = distinct(rows, x.column);
  const ys = distinct(rows, y.column);
  const xEdges = cellEdges(xs, x.scale);
  const yEdges = cellEdges(ys, y.scale);
  const taken = [x.column, y.column, ...used];
  const [xEnds, yEnds] = [endColumns(x.column, taken), endColumns(y.column, taken)];
  const places = rows.map((row) => {
    const [across, up] = [categoryIn(row[x.column]), categoryIn(row[y.column])];
    return {
      [x.column]: across,
      [y.column]: up,
      ...ends(xEnds, xEdges?.get(across as number)),
      ...ends(yEnds, yEdges?.get(up as number)),
    };
  });
  return { xs, ys, xEnds, yEnds, places };
}

/** Columns for the two ends of the cells along an axis. */
function endColumns(column: string, used: readonly string[]): readonly [string, string] {
  return [freeName(`${column}_from`, used), freeName(`${column}_to`, used)];
}

function ends(
  [from, to]: readonly [string, string],
  pair: readonly [number, number] | undefined,
): Row {
  return pair ? { [from]: pair[0], [to]: pair[1] } : {};
}
