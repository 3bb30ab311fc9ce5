import { type Axis, axisOf } from "./axis.ts";
import { sourceOf } from "./curve-marks.ts";
import type { FigureOptions } from "./figure-options.ts";
import { ruledFigure } from "./ruled-figure.ts";
import { type SeriesColumn, seriesOf } from "./series.ts";
import type { FigureSpec } from "./spec.ts";
import { rowsOf, type Table } from "./table.ts";
import { type TimeUncertainty, timeMarks } from "./time-marks.ts";

/** Choices of `trajectories`. */
export interface TrajectoriesOptions extends FigureOptions, TimeUncertainty {
  /** Time; whole numbers get ticks at whole numbers only. */
  readonly x: string | Axis;
  /** What develops in time. */
  readonly y: string | Axis;
  /** Column that tells the trajectories apart: at most 7 categories, or 20 numbers with sequential colours. */
  readonly series?: SeriesColumn;
  /** Column that tells theory from simulation; default "source" where the table has it. */
  readonly source?: string;
  /**
   * Sources drawn as lines; default "theory" where the table has it, all others are points. Without a
   * source column all trajectories are lines.
   */
  readonly lines?: readonly string[];
}

const caller = "trajectories";

/**
 * Quantities over time as a Vega-Lite specification: theory as lines, simulation as points with bars or as
 * lines with bands, single runs as thin lines.
 *
 * @param table  tidy rows, one a time of a trajectory or of a run; more than 5000 marks are thinned
 * @throws {RangeError} missing columns, no rows, rows that cannot be drawn, a run that has a time twice,
 *   both `error` and `runs`, too many marks or series, lines that are no sources
 * @throws {TypeError} something that is no table, an unknown scale
 */
export function trajectories(table: Table, options: TrajectoriesOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const { values, x, y, layer, words, few } = timeMarks(caller, rows, {
    ...options,
    x: axisOf(options.x),
    y: axisOf(options.y),
    series: seriesOf(caller, rows, options.series),
    source: sourceOf(rows, options.source),
  });
  const marks = { data: { values }, encoding: { x, y }, layer };
  return ruledFigure(caller, marks, few, words, options);
}
