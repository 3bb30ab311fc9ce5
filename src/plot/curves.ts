import { requireWord } from "../numerics/require-word.ts";
import { curveLayers } from "./curve-layers.ts";
import { describeFigure } from "./describe.ts";
import { type ErrorColumns, errorBars } from "./error-bars.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { logAxis, logDomain, logTicks } from "./log-axis.ts";
import { type FigureSpec, field } from "./spec.ts";
import {
  categoryIn,
  distinct,
  hintAt,
  numberIn,
  type Row,
  requireCategories,
  requireFewMarks,
  requireNumbers,
  requirePositive,
  requireRows,
  rowsOf,
  type Table,
} from "./table.ts";
import { palette } from "./theme.ts";

/** One axis of a figure. A bare column name stands for a linear axis titled by that name. */
export interface Axis {
  /** Column of the table. */
  readonly column: string;
  /** Title with unit and convention; default: the column name. */
  readonly title?: string;
  /** Default "linear". */
  readonly scale?: "linear" | "log";
  /** Smallest and largest value shown; rows outside are refused. Default: from the data. */
  readonly domain?: readonly [number, number];
  /** True to include zero on a linear axis; default false. */
  readonly zero?: boolean;
}

/** Choices of `curves`. */
export interface CurvesOptions extends FigureOptions {
  /** Horizontal axis. */
  readonly x: string | Axis;
  /** Vertical axis. */
  readonly y: string | Axis;
  /** Uncertainty of y; rows of lines may have one too. */
  readonly error?: ErrorColumns;
  /** Column that tells the curves apart by colour and shape, at most 7 values. */
  readonly series?: string | { readonly column: string; readonly title?: string };
  /** Column that tells theory from simulation; default "source" where the table has it. */
  readonly source?: string;
  /** Sources drawn as lines; default "theory" where the table has it. All others are points. */
  readonly lines?: readonly string[];
  /** On a log axis, bars that reach below this positive value end there, and the subtitle says so. */
  readonly clipBarsAt?: number;
}

const caller = "curves";

/**
 * Theory lines and simulation points with error bars in one figure, as a Vega-Lite specification.
 *
 * Deterministic: equal tables and options give equal JSON. Nothing is left out silently: values that the
 * axes cannot show (not finite, not positive on a log axis, outside the domain) are refused by row.
 *
 * @param table  tidy rows, one per point or line vertex; at most 5000 marks
 * @param options.x, options.y  columns, titles, scales
 * @throws {RangeError} missing columns, no rows, rows that cannot be drawn, too many marks or series,
 *   lines that are no sources
 * @throws {TypeError} something that is no table, an unknown scale
 */
export function curves(table: Table, options: CurvesOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const x = axisOf(options.x);
  const y = axisOf(options.y);
  for (const axis of [x, y]) requireDrawable(rows, axis);
  const series = typeof options.series === "string" ? { column: options.series } : options.series;
  const source = options.source ?? (rows.some((row) => "source" in row) ? "source" : undefined);
  for (const column of [series?.column, source]) {
    if (column !== undefined) requireCategories(caller, rows, column);
  }
  const kinds = series ? distinct(rows, series.column) : [];
  if (kinds.length > palette.length) {
    throw new RangeError(
      `${caller}: expected at most ${palette.length} values of the series column ` +
        `"${series?.column}", got ${kinds.length}; filter the table or draw several figures`,
    );
  }
  const used = [x.column, y.column, series?.column, source];
  const bars = options.error === undefined ? undefined : errorBars(caller, rows, y, options, used);

  const values = rows.map((row, i) => ({
    [x.column]: numberIn(row[x.column]),
    [y.column]: numberIn(row[y.column]),
    ...(series ? { [series.column]: categoryIn(row[series.column]) } : {}),
    ...(source ? { [source]: String(row[source]) } : {}),
    ...bars?.ends[i],
  }));
  requireFewMarks(caller, values.length + (bars?.count ?? 0));
  const sources = source ? distinct(values, source).map(String) : [];
  for (const name of options.lines ?? []) requireSource(name, source, sources);
  const lines = options.lines ?? sources.filter((name) => name === "theory");
  const points = sources.filter((name) => !lines.includes(name));
  const across = channel(x, numbersIn(values, [x.column]));
  const up = channel(y, numbersIn(values, [y.column, bars?.lo, bars?.hi]));
  const words = [
    lines.length > 0 ? `lines: ${lines.join(", ")}` : "",
    points.length > 0 ? `points: ${points.join(", ")}` : "",
    bars?.words ?? "",
  ];
  return assembled(
    {
      data: { values },
      encoding: { x: across, y: up },
      layer: curveLayers({ values, y: up, series, kinds, source, lines, points, bars }),
    },
    { subtitle: words.filter((part) => part !== "").join("; "), ...options },
    describeFigure,
  );
}

function axisOf(axis: string | Axis): Axis {
  return typeof axis === "string" ? { column: axis } : axis;
}

function requireSource(name: string, column: string | undefined, sources: readonly string[]): void {
  if (column === undefined) {
    throw new RangeError(
      `${caller}: expected a source column for lines ("${name}"), got a table without; name it with source`,
    );
  }
  if (!sources.includes(name)) {
    throw new RangeError(
      `${caller}: expected lines among the values of column "${column}" (${sources.join(", ")}), ` +
        `got "${name}"${hintAt(name, sources)}`,
    );
  }
}

function requireDrawable(rows: readonly Row[], { column, scale, domain }: Axis): void {
  if (scale !== undefined) {
    requireWord(caller, `scale of "${column}"`, scale, ["linear", "log"]);
  }
  requireNumbers(caller, rows, column);
  if (scale === "log") requirePositive(caller, rows, column);
  if (domain) {
    requireRows(
      `${caller}: expected column "${column}" within the domain ${domain[0]} to ${domain[1]}`,
      rows,
      column,
      (row) => numberIn(row[column]) >= domain[0] && numberIn(row[column]) <= domain[1],
      "widen the domain or filter these rows out",
    );
  }
}

function numbersIn(rows: readonly Row[], columns: readonly (string | undefined)[]): number[] {
  return rows.flatMap((row) =>
    columns.flatMap((column) => {
      const value = column === undefined ? undefined : row[column];
      return typeof value === "number" ? [value] : [];
    }),
  );
}

/** Encoding of one axis that shows all of `numbers`. */
function channel(
  { column, title, scale = "linear", domain, zero = false }: Axis,
  numbers: readonly number[],
): FigureSpec {
  const coding = { field: field(column), type: "quantitative", title: title ?? column };
  if (scale === "linear") {
    // a margin in pixels keeps marks off the axis lines; a domain that starts at zero or is given has none
    const margin = zero ? { zero } : { zero, nice: false, padding: 6 };
    const limits = domain ? { domain: [...domain], nice: false } : margin;
    return { ...coding, axis: { labelFlush: false }, scale: { type: "linear", ...limits } };
  }
  const [least, most] = domain ?? logDomain(Math.min(...numbers), Math.max(...numbers));
  const limits = { type: "log", domain: [least, most], nice: false };
  return { ...coding, scale: limits, axis: logAxis(logTicks(least, most)) };
}
