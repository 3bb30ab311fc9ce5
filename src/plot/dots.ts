import { describeFigure } from "./describe.ts";
import { type ErrorColumns, errorBars } from "./error-bars.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { shortLabels } from "./labels.ts";
import { type SeriesColumn, seriesChannels, seriesOf } from "./series.ts";
import { type FigureSpec, field } from "./spec.ts";
import {
  categoryIn,
  distinct,
  numberIn,
  requireCategories,
  requireFewMarks,
  requireNumbers,
  rowsOf,
  type Table,
} from "./table.ts";

/** Choices of `dots`. */
export interface DotsOptions extends FigureOptions {
  /** Column of the categories, one line each, in the order of the table from the top. */
  readonly category: string | { readonly column: string; readonly title?: string };
  /** Column of the numbers, drawn from left to right. */
  readonly value:
    | string
    | { readonly column: string; readonly title?: string; readonly zero?: boolean };
  /** Uncertainty of the value. */
  readonly error?: ErrorColumns;
  /** Column that tells dots of one line apart by colour and shape, at most 7 values. */
  readonly series?: SeriesColumn;
}

const caller = "dots";

/**
 * Numbers by category as dots with error bars, one line a category, as a Vega-Lite specification.
 *
 * @param table  tidy rows, one a dot; at most 5000 marks
 * @throws {RangeError} missing columns, no rows, values that are not finite, too many marks or series
 * @throws {TypeError} something that is no table
 */
export function dots(table: Table, options: DotsOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const category = typed(options.category);
  const value = typed(options.value);
  requireCategories(caller, rows, category.column);
  const series = seriesOf(caller, rows, options.series);
  requireNumbers(caller, rows, value.column);
  const used = [category.column, value.column, series?.column];
  const bars =
    options.error === undefined
      ? undefined
      : errorBars(caller, rows, value, { error: options.error }, used);
  const values = rows.map((row, i) => ({
    [category.column]: categoryIn(row[category.column]),
    [value.column]: numberIn(row[value.column]),
    ...(series ? { [series.column]: categoryIn(row[series.column]) } : {}),
    ...bars?.ends[i],
  }));
  requireFewMarks(caller, values.length + (bars?.count ?? 0));
  const lines = distinct(values, category.column);
  const across = {
    field: field(value.column),
    type: "quantitative",
    title: value.title ?? value.column,
    scale: value.zero ? { zero: true } : { zero: false, nice: false, padding: 8 },
  };
  const { colour, shape } = seriesChannels(series);
  return assembled(
    {
      data: { values },
      encoding: {
        x: across,
        y: {
          field: field(category.column),
          type: "nominal",
          title: category.title ?? category.column,
          sort: lines,
          axis: { grid: true, ...shortLabels(lines) },
        },
      },
      layer: [
        ...(bars && bars.count > 0
          ? [
              {
                transform: [{ filter: { field: field(bars.lo), valid: true } }],
                mark: { type: "rule" },
                encoding: {
                  x: { ...across, field: field(bars.lo) },
                  x2: { field: field(bars.hi) },
                  ...colour,
                },
              },
            ]
          : []),
        {
          mark: { type: "point", filled: true, size: 55, opacity: 1, tooltip: true },
          encoding: { ...colour, ...shape },
        },
      ],
    },
    {
      subtitle: bars && bars.count > 0 ? `bars: ${bars.meaning}` : "",
      height: Math.max(60, 26 * lines.length),
      ...options,
    },
    describeFigure,
  );
}

function typed<T extends { readonly column: string }>(
  given: string | T,
): T | { column: string; title?: string; zero?: boolean } {
  return typeof given === "string" ? { column: given } : given;
}
