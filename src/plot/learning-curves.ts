import { requireWord } from "../numerics/require-word.ts";
import { type Axis, axisOf } from "./axis.ts";
import type { FigureOptions } from "./figure-options.ts";
import { categoryWords } from "./labels.ts";
import { ruledFigure } from "./ruled-figure.ts";
import { type Series, type SeriesColumn, seriesOf } from "./series.ts";
import type { FigureSpec } from "./spec.ts";
import { hintAt, type Row, rowsOf, type Table } from "./table.ts";
import { ink } from "./theme.ts";
import { type TimeUncertainty, timeMarks } from "./time-marks.ts";

/** Choices of `learningCurves`. */
export interface LearningCurvesOptions extends FigureOptions, TimeUncertainty {
  /** Epoch or number of updates. */
  readonly x: string | Axis;
  /** Loss or accuracy. */
  readonly y: string | Axis;
  /** Column that tells the curves apart, such as train and test; at most 7 values. */
  readonly series?: SeriesColumn;
  /** Marks the epoch at which a curve is best; of equal ones the first. */
  readonly best?: {
    /** Value of the series column, such as "test"; needed where there is a series column. */
    readonly series?: string | number;
    /** Whether the least (loss) or the greatest (accuracy) value is best. */
    readonly is: "least" | "greatest";
  };
  /** Epoch at which training was stopped, marked by a vertical line. */
  readonly stop?: number;
}

const caller = "learningCurves";

/**
 * Loss or accuracy against the epoch as a Vega-Lite specification: a line a series with bands over runs, a
 * ring at the best epoch and a vertical line where training stopped.
 *
 * @param table  tidy rows, one an epoch of a series (and run); more than 5000 marks are thinned
 * @throws {RangeError} missing columns, no rows, rows that cannot be drawn, a run that has an epoch twice,
 *   both `error` and `runs`, a best series that is none, a stop outside the epochs, too many marks or series
 * @throws {TypeError} something that is no table, an unknown scale or word
 */
export function learningCurves(table: Table, options: LearningCurvesOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const x = axisOf(options.x);
  const y = axisOf(options.y);
  const series = seriesOf(caller, rows, options.series);
  const marks = timeMarks(caller, rows, { ...options, x, y, series, source: undefined });
  const { best, stop } = options;
  const ring = best && bestRow(marks.values, x.column, y.column, series, best);
  if (stop !== undefined) requireEpoch(marks.values, x.column, stop);
  const words = [
    marks.words,
    ring
      ? `ring: best ${best?.series ?? ""} `.trimEnd() +
        `, ${categoryWords(Number(Number(ring[y.column]).toPrecision(4)))} ` +
        `at ${categoryWords(Number(ring[x.column]))}`
      : "",
    stop === undefined ? "" : `vertical line: stopped at ${categoryWords(stop)}`,
  ];
  return ruledFigure(
    caller,
    {
      data: { values: marks.values },
      encoding: { x: marks.x, y: marks.y },
      layer: [
        ...(stop === undefined ? [] : [stopLine(x.column, stop, marks.x)]),
        ...marks.layer,
        ...(ring ? [ringAround(ring)] : []),
      ],
    },
    marks.few,
    words.filter((part) => part !== "").join("; "),
    options,
  );
}

function bestRow(
  values: readonly Row[],
  x: string,
  y: string,
  series: Series | undefined,
  best: NonNullable<LearningCurvesOptions["best"]>,
): Row {
  requireWord(caller, "best.is", best.is, ["least", "greatest"]);
  if (series && (best.series === undefined || !series.kinds.includes(best.series))) {
    const names = series.kinds.map(String);
    const hint = best.series === undefined ? "" : hintAt(String(best.series), names);
    throw new RangeError(
      `${caller}: expected best.series among the values of column "${series.column}" ` +
        `(${names.join(", ")}), got ${JSON.stringify(best.series)}${hint}`,
    );
  }
  const sign = best.is === "least" ? 1 : -1;
  return values
    .filter((row) => !series || row[series.column] === best.series)
    .reduce((champion, row) => {
      const gain = sign * (Number(champion[y]) - Number(row[y]));
      return gain > 0 || (gain === 0 && Number(row[x]) < Number(champion[x])) ? row : champion;
    });
}

function requireEpoch(values: readonly Row[], x: string, stop: number): void {
  const epochs = values.map((row) => Number(row[x]));
  const first = epochs.reduce((a, b) => Math.min(a, b));
  const last = epochs.reduce((a, b) => Math.max(a, b));
  if (!(stop >= first && stop <= last)) {
    throw new RangeError(
      `${caller}: expected stop within "${x}" from ${first} to ${last}, got ${stop}`,
    );
  }
}

function stopLine(x: string, stop: number, channel: FigureSpec): FigureSpec {
  return {
    data: { values: [{ [x]: stop }] },
    mark: { type: "rule", color: "#777777", strokeWidth: 1.2, strokeDash: [2, 3] },
    encoding: { x: channel, y: null },
  };
}

function ringAround(row: Row): FigureSpec {
  return {
    data: { values: [row] },
    mark: {
      type: "point",
      shape: "circle",
      size: 130,
      strokeWidth: 2,
      color: ink.text,
      opacity: 1,
    },
  };
}
