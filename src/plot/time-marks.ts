import { type CurveMarks, type CurvePlan, curveMarks } from "./curve-marks.ts";
import type { ErrorColumns } from "./error-bars.ts";
import type { Reduce } from "./few-enough.ts";
import { overRuns } from "./over-runs.ts";
import { runLines } from "./run-lines.ts";
import { numberIn, type Row } from "./table.ts";

/** Where the uncertainty of a quantity in time comes from. */
export interface TimeUncertainty {
  /** Uncertainty of y: a band around lines, bars at points. Not together with `runs`. */
  readonly error?: ErrorColumns;
  /**
   * Column that numbers the runs: means over them are drawn, with one standard error. Rows without a value
   * there (of theory) stay as they are.
   */
  readonly runs?: string;
  /** True to draw each run as a thin line behind the means; default false. */
  readonly showRuns?: boolean;
  /** On a log axis, bars and bands that reach below this positive value end there, as the subtitle says. */
  readonly clipBarsAt?: number;
  /** What happens to more than 5000 marks; default "thin". */
  readonly reduce?: Reduce;
}

/** Marks of quantities in time: lines with bands, points with bars, single runs as thin lines. */
export function timeMarks(
  caller: string,
  rows: readonly Row[],
  given: Pick<CurvePlan, "x" | "y" | "series" | "source" | "lines"> & TimeUncertainty,
): CurveMarks {
  const { x, y, series, source, runs: run, showRuns = false } = given;
  requireOneUncertainty(caller, given);
  const columns = { x: x.column, y: y.column, apart: [series?.column, source] };
  const means = run === undefined ? undefined : overRuns(caller, rows, { ...columns, run });
  const single = showRuns && means ? means.runs : [];
  const marks = curveMarks(caller, means?.rows ?? rows, {
    ...given,
    error: means ? means.error : given.error,
    bare: "lines",
    hasBands: true,
    more: { count: single.length, heights: single.map((row) => numberIn(row[y.column])) },
  });
  const behind =
    run !== undefined && single.length > 0
      ? [runLines(single, { x: x.column, y: y.column, run }, series, source, marks.isDashed)]
      : [];
  const words = [
    marks.words,
    means?.words ?? "",
    behind.length > 0 ? "thin lines: single runs" : "",
  ];
  return {
    ...marks,
    layer: [...behind, ...marks.layer],
    words: words.filter((part) => part !== "").join("; "),
  };
}

function requireOneUncertainty(
  caller: string,
  { runs, error, showRuns = false }: TimeUncertainty,
): void {
  if (runs !== undefined && error !== undefined) {
    throw new RangeError(
      `${caller}: expected error or runs, got both; leave error out, the bands come from the runs`,
    );
  }
  if (showRuns && runs === undefined) {
    throw new RangeError(`${caller}: expected runs with showRuns, got none; name their column`);
  }
}
