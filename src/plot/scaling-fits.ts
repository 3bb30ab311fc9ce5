import { type PowerLawFit, powerLawFit } from "../numerics/power-law-fit.ts";
import { extent } from "./axis.ts";
import type { ErrorColumns } from "./error-bars.ts";
import type { Series } from "./series.ts";
import { categoryIn, numberIn, type Row, requireColumn, requireRows } from "./table.ts";

/** What is fitted, and how. */
export interface FitOptions {
  /** Uncertainty of y. A column of standard errors also weighs the fit; an interval is only drawn. */
  readonly error?: ErrorColumns;
  /** Whether a column of standard errors weighs the fit; default true. */
  readonly isWeighted?: boolean;
  /** Smallest and largest x of the points that are fitted; default all. The line spans these points. */
  readonly range?: readonly [number, number];
}

/** The power law of one series. */
export interface SeriesFit {
  readonly kind: string | number | undefined;
  /** Ends of the fitted points. */
  readonly from: number;
  readonly to: number;
  readonly law: PowerLawFit;
}

/** One fit a series of the points within the range. */
export function fitsOf(
  caller: string,
  points: readonly Row[],
  x: string,
  y: string,
  series: Series | undefined,
  { error, range, isWeighted = true }: FitOptions,
): SeriesFit[] {
  const [least, most] = range ?? [0, Number.POSITIVE_INFINITY];
  const weigh = isWeighted && typeof error === "string" ? error : undefined;
  const isFitted = (row: Row) => numberIn(row[x]) >= least && numberIn(row[x]) <= most;
  const fitted = points.filter(isFitted);
  if (weigh !== undefined) {
    requireColumn(caller, points, weigh);
    requireRows(
      `${caller}: expected errors > 0 in column "${weigh}" of a weighted fit`,
      points,
      weigh,
      (row) => !isFitted(row) || numberIn(row[weigh]) > 0,
      "filter these rows out or fit without weights by isWeighted: false",
    );
  }
  return (series?.kinds ?? [undefined]).map((kind) => {
    const own = fitted.filter((row) => !series || categoryIn(row[series.column]) === kind);
    const xs = own.map((row) => numberIn(row[x]));
    if (new Set(xs).size < 2) {
      throw new RangeError(
        `${caller}: expected points at two different "${x}" at least` +
          `${range ? ` within the range ${least} to ${most}` : ""}, got ${own.length} points` +
          `${series ? ` of ${series.column} = ${kind}` : ""}; widen the range or filter the series out`,
      );
    }
    const column = (name: string) => own.map((row) => numberIn(row[name]));
    const law = powerLawFit(xs, column(y), weigh === undefined ? undefined : column(weigh));
    const [from, to] = extent(xs);
    return { kind, from, to, law };
  });
}
