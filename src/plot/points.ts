import { requireWord } from "../numerics/require-word.ts";
import { type Axis, axisOf } from "./axis.ts";
import { countedPoints } from "./counted-points.ts";
import { curveMarks } from "./curve-marks.ts";
import type { ErrorColumns } from "./error-bars.ts";
import type { FigureOptions } from "./figure-options.ts";
import { ruledFigure } from "./ruled-figure.ts";
import { type SeriesColumn, seriesOf } from "./series.ts";
import { type FigureSpec, maximumMarks } from "./spec.ts";
import { rowsOf, type Table } from "./table.ts";

/** Choices of `points`. */
export interface PointsOptions extends FigureOptions {
  /** Horizontal axis. */
  readonly x: string | Axis;
  /** Vertical axis. */
  readonly y: string | Axis;
  /** Column that tells points apart by colour and shape, at most 7 values. */
  readonly series?: SeriesColumn;
  /** Uncertainty of y. */
  readonly error?: ErrorColumns;
  /** On a log axis, bars that reach below this positive value end there, as the subtitle says. */
  readonly clipBarsAt?: number;
  /**
   * What happens to more than 5000 marks: "bin" (default) colours cells by the number of their rows, all
   * series together, and draws the extreme rows of each series over them; "thin" (default with error bars)
   * draws every k-th row and the extremes; "never" refuses the table.
   */
  readonly reduce?: "bin" | "thin" | "never";
}

const caller = "points";

/**
 * Two variables against each other, one point a row, as a Vega-Lite specification.
 *
 * Nothing is left out silently: values that the axes cannot show are refused by row, and of more than 5000
 * marks the subtitle says what stands for them, while `fullTable` has all rows.
 *
 * @param table  rows with finite numbers in x and y; not modified
 * @throws {RangeError} missing columns, no rows, rows that cannot be drawn, too many series, too many marks
 *   that are not to be reduced, error bars that are to be binned
 * @throws {TypeError} something that is no table, an unknown scale or reduction
 */
export function points(table: Table, options: PointsOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const { error, clipBarsAt } = options;
  const reduce = options.reduce ?? (error === undefined ? "bin" : "thin");
  requireWord(caller, "reduce", reduce, ["bin", "thin", "never"]);
  if (reduce === "bin" && error !== undefined) {
    throw new RangeError(
      `${caller}: expected no error column with reduce "bin", whose cells have no bars, ` +
        `got ${JSON.stringify(error)}; leave the error out, or thin`,
    );
  }
  const plan = {
    x: axisOf(options.x),
    y: axisOf(options.y),
    series: seriesOf(caller, rows, options.series),
  };
  const { values, x, y, layer, words, few } =
    reduce === "bin" && rows.length > maximumMarks
      ? countedPoints(caller, rows, plan)
      : curveMarks(caller, rows, {
          ...plan,
          error,
          clipBarsAt,
          bare: "points",
          hasBands: false,
          reduce: reduce === "bin" ? "never" : reduce,
        });
  const marks = { data: { values }, encoding: { x, y }, layer };
  return ruledFigure(caller, marks, few, words, options);
}
