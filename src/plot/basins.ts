import { requireWord } from "../numerics/require-word.ts";
import { type ArrowLength, arrows } from "./arrows.ts";
import { extent } from "./axis.ts";
import { basinCells, type CellColour } from "./basin-cells.ts";
import { boundaryLayer, fixedPointLayer, pathLayer } from "./basin-marks.ts";
import { describeFigure } from "./describe.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { type PlaneAxis, planeAxis, planeChannel, planeSize, widened } from "./plane.ts";
import type { FigureSpec } from "./spec.ts";
import {
  numberIn,
  type Row,
  requireFewMarks,
  requireNumbers,
  rowsOf,
  type Table,
} from "./table.ts";
import { ink } from "./theme.ts";

/** Choices of `basins`. All tables have the columns of x and y. */
export interface BasinsOptions extends FigureOptions {
  /** Horizontal axis, linear. */
  readonly x: string | PlaneAxis;
  /** Vertical axis, linear. */
  readonly y: string | PlaneAxis;
  /** Column of the place where each start ends, at most 7; or `value`. */
  readonly ends?: CellColour;
  /** Column of a number for each start, such as a time or a final overlap; or `ends`. */
  readonly value?: CellColour;
  /** Vectors drawn as arrows, with their columns. */
  readonly vectors?: {
    readonly table: Table;
    readonly dx: string;
    readonly dy: string;
    /** Default "proportional" to √(dx² + dy²). */
    readonly length?: ArrowLength;
  };
  /** Fixed points; column `kind` holds "stable" (filled), "saddle" (open diamond), "unstable" (open). */
  readonly fixedPoints?: { readonly table: Table; readonly kind: string };
  /** Paths through rows in their order, told apart by a column. */
  readonly trajectories?: { readonly table: Table; readonly path: string };
  /** Dashed lines between basins, told apart by a column. */
  readonly boundaries?: { readonly table: Table; readonly path: string };
}

const caller = "basins";

/**
 * Basins of attraction: a grid of start points coloured by where they end, or by a number, under arrows,
 * trajectories, boundaries and fixed points, as a Vega-Lite specification of 320 × 320 pixels.
 *
 * Each cell of the grid ends half-way to its neighbours. The axes show all that is given. Cells without a
 * row are blank, or grey among numbers, and counted in the subtitle.
 *
 * @param table  one row a start point; at most 5000 cells, arrows, vertices and points
 * @throws {RangeError} missing columns, no rows, cells that are not finite, a start that occurs twice, too
 *   many marks or ends, unknown kinds, a path of one row
 * @throws {TypeError} something that is no table, both or none of `ends` and `value`
 */
export function basins(table: Table, options: BasinsOptions): FigureSpec {
  const starts = rowsOf(caller, table);
  const [x, y] = [planeAxis(options.x), planeAxis(options.y)];
  const { vectors, fixedPoints, trajectories, boundaries } = options;
  const over = [vectors, fixedPoints, trajectories, boundaries].map((part) =>
    part === undefined ? [] : rowsOf(caller, part.table),
  );
  const [field, points, paths, borders] = over as [Row[], Row[], Row[], Row[]];
  for (const rows of [starts, ...over]) {
    if (rows.length === 0) continue;
    for (const { column } of [x, y]) requireNumbers(caller, rows, column);
  }
  requireFewMarks(caller, starts.length + over.flat().length);
  const cells = basinCells(caller, starts, x.column, y.column, options);
  const at = (rows: readonly Row[], column: string) => rows.map((row) => numberIn(row[column]));
  const shown = (axis: "x" | "y", column: string) =>
    extent([
      ...cells.range[axis],
      ...at(over.flat(), column),
      ...(field.length > 0 ? widened(at(field, column)) : []),
    ]);
  const domain = { x: shown("x", x.column), y: shown("y", y.column) };
  const area = { ...planeSize(options), ...domain };
  const words = [cells.words];
  const layers: FigureSpec[] = [cells.layer];
  if (vectors) {
    const { dx, dy, length = "proportional" } = vectors;
    requireWord(caller, "length", length, ["proportional", "equal"]);
    for (const column of [dx, dy]) requireNumbers(caller, field, column);
    const drawn = arrows(field, { x: x.column, y: y.column, dx, dy }, area, length);
    layers.push(...drawn.layers);
    words.push(drawn.words);
  }
  const place = (row: Row) => ({
    [x.column]: numberIn(row[x.column]),
    [y.column]: numberIn(row[y.column]),
  });
  if (boundaries) {
    layers.push(boundaryLayer(caller, borders, boundaries.path, place));
    words.push("dashed: boundaries");
  }
  if (trajectories) {
    layers.push(pathLayer(caller, paths, trajectories.path, place));
    words.push("lines: trajectories");
  }
  if (fixedPoints) layers.push(fixedPointLayer(caller, points, fixedPoints.kind, place));
  return assembled(
    {
      ...(cells.words === "" || options.ends !== undefined
        ? {}
        : { view: { fill: ink.absent, stroke: null } }),
      encoding: { x: planeChannel(x, domain.x), y: planeChannel(y, domain.y) },
      layer: layers,
      resolve: {
        scale: Object.fromEntries(
          ["color", "fill", "stroke", "shape"].map((channel) => [channel, "independent"]),
        ),
      },
    },
    {
      subtitle: words.filter((part) => part !== "").join("; "),
      ...options,
      ...planeSize(options),
    },
    describeFigure,
  );
}
