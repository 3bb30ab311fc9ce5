import { type Axis, axisOf } from "./axis.ts";
import { curveMarks, sourceOf } from "./curve-marks.ts";
import type { ErrorColumns } from "./error-bars.ts";
import type { Reduce } from "./few-enough.ts";
import type { FigureOptions } from "./figure-options.ts";
import { ruledFigure } from "./ruled-figure.ts";
import { type SeriesColumn, seriesOf } from "./series.ts";
import type { FigureSpec } from "./spec.ts";
import { rowsOf, type Table } from "./table.ts";

/** Choices of `curves`. */
export interface CurvesOptions extends FigureOptions {
  /** Horizontal axis. */
  readonly x: string | Axis;
  /** Vertical axis. */
  readonly y: string | Axis;
  /** Uncertainty of y; rows of lines may have one too. */
  readonly error?: ErrorColumns;
  /** Column that tells the curves apart: at most 7 by colour and shape, or 20 numbers with sequential colours. */
  readonly series?: SeriesColumn;
  /** Column that tells theory from simulation; default "source" where the table has it. */
  readonly source?: string;
  /** Sources drawn as lines; default "theory" where the table has it. All others are points. */
  readonly lines?: readonly string[];
  /** True to dash the lines of a series also where points tell it by their shape, so that equal lines are all seen. */
  readonly dashes?: boolean;
  /** True to draw the uncertainty of lines as bands instead of bars; default false. */
  readonly bands?: boolean;
  /** On a log axis, bars and bands that reach below this positive value end there, as the subtitle says. */
  readonly clipBarsAt?: number;
  /** What happens to more than 5000 marks; default "thin". */
  readonly reduce?: Reduce;
}

const caller = "curves";

/**
 * Theory lines and simulation points with error bars in one figure, as a Vega-Lite specification.
 *
 * Deterministic: equal tables and options give equal JSON. Nothing is left out silently: values that the
 * axes cannot show (not finite, not positive on a log axis, outside the domain) are refused by row,
 * and of more than 5000 marks the subtitle says which are drawn.
 *
 * @param table  tidy rows, one per point or line vertex
 * @param options.x, options.y  columns, titles, scales
 * @throws {RangeError} missing columns, no rows, rows that cannot be drawn, too many marks or series,
 *   lines that are no sources
 * @throws {TypeError} something that is no table, an unknown scale
 */
export function curves(table: Table, options: CurvesOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const { values, x, y, layer, words, few } = curveMarks(caller, rows, {
    ...options,
    x: axisOf(options.x),
    y: axisOf(options.y),
    series: seriesOf(caller, rows, options.series),
    source: sourceOf(rows, options.source),
    bare: "points",
    hasBands: options.bands ?? false,
    hasDashes: options.dashes ?? false,
  });
  const marks = { data: { values }, encoding: { x, y }, layer };
  return ruledFigure(caller, marks, few, words, options);
}
