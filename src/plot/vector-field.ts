import { requireWord } from "../numerics/require-word.ts";
import { type ArrowLength, arrows } from "./arrows.ts";
import { describeFigure } from "./describe.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { type PlaneAxis, planeAxis, planeChannel, planeSize, widened } from "./plane.ts";
import type { FigureSpec } from "./spec.ts";
import { numberIn, requireFewMarks, requireNumbers, rowsOf, type Table } from "./table.ts";

/** Choices of `vectorField`. */
export interface VectorFieldOptions extends FigureOptions {
  /** Horizontal axis, linear. */
  readonly x: string | PlaneAxis;
  /** Vertical axis, linear. */
  readonly y: string | PlaneAxis;
  /** Columns of the vectors, in the units of the axes. */
  readonly dx: string;
  readonly dy: string;
  /** Length of the arrows; default "proportional" to √(dx² + dy²). */
  readonly length?: ArrowLength;
}

const caller = "vectorField";

/**
 * Vectors in a plane as arrows centred on their points, as a Vega-Lite specification of 320 × 320 pixels.
 *
 * The subtitle states the rule of the lengths; points without motion are dots.
 *
 * @param table  one row a vector; at most 5000
 * @throws {RangeError} missing columns, no rows, cells that are not finite, too many vectors
 * @throws {TypeError} something that is no table, an unknown length
 */
export function vectorField(table: Table, options: VectorFieldOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const { dx, dy, length = "proportional" } = options;
  requireWord(caller, "length", length, ["proportional", "equal"]);
  const [x, y] = [planeAxis(options.x), planeAxis(options.y)];
  for (const column of [x.column, y.column, dx, dy]) requireNumbers(caller, rows, column);
  requireFewMarks(caller, rows.length);
  const domain = {
    x: widened(rows.map((row) => numberIn(row[x.column]))),
    y: widened(rows.map((row) => numberIn(row[y.column]))),
  };
  const area = { ...planeSize(options), ...domain };
  const { layers, words } = arrows(rows, { x: x.column, y: y.column, dx, dy }, area, length);
  return assembled(
    {
      encoding: { x: planeChannel(x, domain.x), y: planeChannel(y, domain.y) },
      layer: layers,
    },
    { subtitle: words, ...options, ...planeSize(options) },
    describeFigure,
  );
}
