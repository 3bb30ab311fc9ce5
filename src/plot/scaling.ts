import { type Axis, axisOf, extent, requireDrawable } from "./axis.ts";
import { curveMarks, sourceOf } from "./curve-marks.ts";
import { estimateWords, intervalWords, numberWords, wrapped } from "./estimate-words.ts";
import type { FigureOptions } from "./figure-options.ts";
import { categoryWords, labelsFor } from "./labels.ts";
import { ruledFigure } from "./ruled-figure.ts";
import { type FitOptions, fitsOf, type SeriesFit } from "./scaling-fits.ts";
import { type Series, type SeriesColumn, seriesChannels, seriesOf } from "./series.ts";
import type { FigureSpec } from "./spec.ts";
import { numberIn, type Row, rowsOf, type Table } from "./table.ts";

/** Choices of `scaling`. */
export interface ScalingOptions extends FigureOptions, FitOptions {
  /** Horizontal axis, logarithmic: a size or a time. */
  readonly x: string | Omit<Axis, "scale" | "zero">;
  /** Vertical axis, logarithmic: what scales. */
  readonly y: string | Omit<Axis, "scale" | "zero">;
  /** Column that tells the power laws apart, at most 7 values. */
  readonly series?: SeriesColumn;
  /** A grey line of given slope; without an amplitude it runs at half the height of the first fit. */
  readonly reference?: {
    readonly slope: number;
    readonly amplitude?: number;
    /** Words beside the line; default "slope 2". */
    readonly label?: string;
  };
  /** Bars that reach below this positive value end there, and the subtitle says so. */
  readonly clipBarsAt?: number;
}

const caller = "scaling";

/**
 * Power laws on two log axes as a Vega-Lite specification: points with error bars, a fitted line a series
 * over the points it was fitted to, and the exponents with standard error and 95 % interval in words.
 *
 * The fits are those of `powerLawFit`. Rows of the source "theory" are drawn as lines and not fitted.
 *
 * @param table  tidy rows, one a point; at most 5000 marks
 * @throws {RangeError} missing columns, no rows, values that are not finite and positive, a series with fewer
 *   than two different x within the range, errors that cannot weigh, too many marks or series
 * @throws {TypeError} something that is no table
 */
export function scaling(table: Table, options: ScalingOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const x: Axis = { ...axisOf(options.x), scale: "log" };
  const y: Axis = { ...axisOf(options.y), scale: "log" };
  for (const axis of [x, y]) requireDrawable(caller, rows, axis);
  const series = seriesOf(caller, rows, options.series);
  const source = sourceOf(rows, undefined);
  const points = rows.filter((row) => !source || row[source] !== "theory");
  const fits = fitsOf(caller, points, x.column, y.column, series, options);
  const lines = fits.flatMap(({ kind, from, to, law }) =>
    [from, to].map((at) => ({
      [x.column]: at,
      [y.column]: law.amplitude * at ** law.exponent,
      ...(series ? { [series.column]: kind } : {}),
    })),
  );
  const reference = options.reference && referenceLine(points, x.column, y.column, fits, options);
  const beside = [...lines, ...(reference?.ends ?? [])];
  const isSolid = points.length === rows.length;
  const named = series && { ...series, legend: legendOf(series, fits) };
  const marks = curveMarks(caller, rows, {
    ...options,
    x,
    y,
    series: named,
    source,
    bare: "points",
    hasBands: false,
    more: { count: beside.length, heights: beside.map((row) => Number(row[y.column])) },
  });
  const position = { x: marks.x, y: marks.y };
  const mark = { type: "line", ...(isSolid ? {} : { strokeDash: [5, 3] }) };
  return ruledFigure(
    caller,
    {
      data: { values: marks.values },
      encoding: position,
      layer: [
        ...(reference?.layers ?? []),
        { data: { values: lines }, mark, encoding: seriesChannels(named).colour },
        ...marks.layer,
      ],
    },
    marks.few,
    wordsOf(marks.words, fits, x, isSolid, series, options),
    options,
  );
}

/** "3: 2.04 ± 0.05": the kinds of the legend with their exponents. */
function legendOf(series: Series, fits: readonly SeriesFit[]): FigureSpec {
  const words = new Map(
    fits.map(({ kind, law }) => [kind, estimateWords(law.exponent, law.standardError)]),
  );
  return {
    labelExpr: labelsFor(series.kinds, (kind) => `${categoryWords(kind)}: b = ${words.get(kind)}`),
  };
}

function wordsOf(
  marks: string,
  fits: readonly SeriesFit[],
  x: Axis,
  isSolid: boolean,
  series: Series | undefined,
  { error, range, isWeighted = true, reference }: ScalingOptions,
): string {
  const how = isWeighted && typeof error === "string" ? "weighted by the errors" : "equal weights";
  const where = range ? ` for ${x.column} from ${range[0]} to ${range[1]}` : "";
  const exponents = fits.map(({ kind, law }) => {
    const name = kind === undefined ? "" : `${categoryWords(kind)}: `;
    const interval = law.interval ? ` ${intervalWords(law.interval)}` : "";
    return `${name}${estimateWords(law.exponent, law.standardError)}${interval}`;
  });
  const each = series ? ` for each ${series.title}` : ` = ${exponents[0]}`;
  return wrapped([
    marks,
    `${isSolid ? "lines" : "dashed"}: fits ∝ ${x.column}ᵇ${where}, ${how}`,
    reference ? `grey: ${referenceLabel(reference)}` : "",
    `b ± 1 standard error [95 % interval]${each}`,
    ...(series ? exponents : []),
  ]);
}

function referenceLabel({ slope, label }: NonNullable<ScalingOptions["reference"]>): string {
  return label ?? `slope ${numberWords(slope)}`;
}

/** A grey dashed line over all points with its label. */
function referenceLine(
  points: readonly Row[],
  x: string,
  y: string,
  [first]: readonly SeriesFit[],
  { reference }: ScalingOptions,
): { readonly ends: readonly Row[]; readonly layers: readonly FigureSpec[] } {
  const { slope, amplitude } = reference!;
  if (!Number.isFinite(slope) || (amplitude !== undefined && !(amplitude > 0))) {
    throw new RangeError(
      `${caller}: expected a finite slope and an amplitude > 0 of the reference, ` +
        `got ${slope} and ${amplitude}`,
    );
  }
  const { from, to, law } = first!;
  const middle = Math.sqrt(from * to);
  const height = amplitude ?? (0.5 * law.amplitude * middle ** law.exponent) / middle ** slope;
  const ends = extent(numbersOf(points, x)).map((at) => ({
    [x]: at,
    [y]: height * at ** slope,
  }));
  const centre = Math.sqrt(Number(ends[0]![x]) * Number(ends[1]![x]));
  const label = { [x]: centre, [y]: height * centre ** slope, label: referenceLabel(reference!) };
  const grey = "#777777";
  return {
    ends,
    layers: [
      { data: { values: ends }, mark: { type: "line", color: grey, strokeDash: [2, 3] } },
      {
        data: { values: [label] },
        // below the line, where the fits that it is compared with are not
        mark: {
          type: "text",
          color: grey,
          dy: 11,
          ...(slope < 0 ? { align: "right", dx: -8 } : { align: "left", dx: 8 }),
        },
        encoding: { text: { field: "label", type: "nominal" } },
      },
    ],
  };
}

function numbersOf(rows: readonly Row[], column: string): number[] {
  return rows.map((row) => numberIn(row[column]));
}
