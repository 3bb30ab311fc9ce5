import { requireWord } from "../numerics/require-word.ts";
import { axisChannel } from "./axis.ts";
import { type BinEdges, type Bins, binEdges, countInBins } from "./bins.ts";
import { describeFigure } from "./describe.ts";
import {
  joined,
  openTops,
  outline,
  staircase,
  type VertexColumns,
  vertexColumns,
  vertexRows,
} from "./distribution-lines.ts";
import {
  countsPerDensity,
  type DistributionTheory,
  piecesAbove,
  type SampleSet,
  theoryCurves,
} from "./distribution-theory.ts";
import { wrapped } from "./estimate-words.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { type Series, type SeriesColumn, seriesChannels, seriesOf } from "./series.ts";
import type { FigureSpec } from "./spec.ts";
import {
  categoryIn,
  numberIn,
  type Row,
  requireColumn,
  requireFewMarks,
  requireModerate,
  requireRows,
  rowsOf,
  type Table,
} from "./table.ts";
import { ink } from "./theme.ts";

/** Choices of `distribution`. */
export interface DistributionOptions extends FigureOptions {
  /** Column whose values are counted. */
  readonly x: string | { readonly column: string; readonly title?: string };
  /** Default: "integers" for whole numbers that span less than 200, else "freedman-diaconis". */
  readonly bins?: Bins;
  /**
   * "density" (default): fraction of values per unit of x; "count"; "cumulative": fraction of values up to
   * the upper end of the bin.
   */
  readonly show?: "count" | "density" | "cumulative";
  /** Title and scale of the vertical axis; on a log axis bins without values are left open. */
  readonly y?: { readonly title?: string; readonly scale?: "linear" | "log" };
  /** Column that tells distributions apart, at most 7 values. */
  readonly series?: SeriesColumn;
  /** A curve to compare with, such as a binomial law. */
  readonly theory?: DistributionTheory;
}

const caller = "distribution";

type Show = NonNullable<DistributionOptions["show"]>;

/**
 * Histograms as outlines over each other, with theory as lines, as a Vega-Lite specification.
 *
 * On a log axis nothing reaches down to zero: bins without values are left open, and theory is drawn down to
 * a tenth of the lowest step; the subtitle says both.
 *
 * @param table  one row a value, any number of rows: they are counted here
 * @throws {RangeError} missing columns, no rows, values that are not finite, bins that do not fit the values,
 *   too many bins or series, theory that cannot be drawn
 * @throws {TypeError} something that is no table, an unknown word
 */
export function distribution(table: Table, options: DistributionOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const { show = "density", theory } = options;
  const x = typeof options.x === "string" ? { column: options.x } : options.x;
  const scale = options.y?.scale ?? "linear";
  requireWord(caller, "show", show, ["count", "density", "cumulative"]);
  requireWord(caller, "scale of y", scale, ["linear", "log"]);
  const isTheory = (row: Row) => theory?.table === undefined && row.source === "theory";
  requireColumn(caller, rows, x.column);
  requireRows(
    `${caller}: expected finite numbers in column "${x.column}"`,
    rows,
    x.column,
    (row) => isTheory(row) || !Number.isNaN(numberIn(row[x.column])),
    "filter these rows out or mend them before drawing",
  );
  requireModerate(caller, rows, x.column);
  const data = rows.filter((row) => !(theory && isTheory(row)));
  if (data.length === 0) {
    throw new RangeError(`${caller}: expected rows beside those of the source "theory", got 0`);
  }
  const series = seriesOf(caller, data, options.series);
  const sets = sampleSets(data, x.column, series);
  const values = sets.map((set) => set.values);
  const bins = binEdges(caller, values, options.bins);

  const columns = vertexColumns(x.column, show, series?.column);
  const steps = sets.flatMap((set) =>
    vertexRows(pieces(set, bins, show, scale), set.kind, columns),
  );
  const heights = steps.map((row) => Number(row[columns.y])).filter((height) => height > 0);
  const lowest = scale === "log" ? heights.reduce((a, b) => Math.min(a, b)) / 10 : -Infinity;
  const curves = theory
    ? theoryCurves(
        caller,
        theory,
        rows.filter(isTheory),
        x.column,
        series,
        countsPerDensity(caller, show, bins),
        sets,
      )
    : [];
  const lines = curves.flatMap(({ kind, vertices }) =>
    vertexRows(piecesAbove(vertices, lowest), kind, columns),
  );
  requireFewMarks(caller, steps.length + lines.length);
  const isCut = lines.length < curves.reduce((sum, { vertices }) => sum + vertices.length, 0);
  const isOpen =
    scale === "log" && sets.some((set) => countInBins(set.values, bins.edges).includes(0));
  const column = (name: string) => [...steps, ...lines].map((row) => Number(row[name]));
  const title = options.y?.title ?? titleOf(show, bins);
  return assembled(
    {
      encoding: {
        x: axisChannel({ ...x, scale: "linear" }, column(x.column)),
        y: axisChannel({ column: columns.y, title, scale, zero: true }, column(columns.y)),
      },
      layer: layersOf(steps, lines, columns, series),
    },
    {
      subtitle: wrapped([
        `steps: ${data.length} values, ${bins.words}`,
        isOpen ? "bins without values are left open" : "",
        lines.length > 0 ? "lines: theory" : "",
        isCut ? `theory drawn from ${Number(lowest.toPrecision(2))} upwards` : "",
      ]),
      ...options,
    },
    describeFigure,
  );
}

function sampleSets(rows: readonly Row[], x: string, series: Series | undefined): SampleSet[] {
  const sets = new Map<string | number | undefined, number[]>();
  for (const kind of series?.kinds ?? [undefined]) sets.set(kind, []);
  for (const row of rows) {
    sets.get(series && categoryIn(row[series.column]))!.push(numberIn(row[x]));
  }
  return [...sets].map(([kind, values]) => ({ kind, values }));
}

function titleOf(show: Show, { width }: BinEdges): string {
  if (show === "count") return "number of values";
  if (show === "cumulative") return "cumulative fraction of values";
  return width === 1 ? "fraction of values" : "density (fraction of values per unit)";
}

/** Lines of one histogram. */
function pieces({ values }: SampleSet, { edges }: BinEdges, show: Show, scale: "linear" | "log") {
  const counts = countInBins(values, edges);
  let sum = 0;
  const heights = counts.map((count, i) => {
    sum += count;
    if (show === "count") return count;
    if (show === "cumulative") return sum / values.length;
    return count / values.length / (edges[i + 1]! - edges[i]!);
  });
  if (scale === "log") return openTops(heights, edges);
  return [show === "cumulative" ? staircase(heights, edges) : outline(heights, edges)];
}

function layersOf(
  steps: readonly Row[],
  lines: readonly Row[],
  columns: VertexColumns,
  series: Series | undefined,
): FigureSpec[] {
  const { colour, dash } = seriesChannels(series, true);
  const order = joined(columns);
  const isOfSeries = lines.some((row) => series && series.column in row);
  const black = { color: { value: ink.text } };
  const layers: FigureSpec[] = [];
  layers.push({
    data: { values: steps },
    mark: { type: "line", strokeWidth: 1.6 },
    encoding: { ...colour, ...dash, ...order },
  });
  if (lines.length > 0) {
    layers.push({
      data: { values: lines },
      mark: { type: "line", strokeWidth: isOfSeries ? 1.2 : 1.6 },
      encoding: { ...(isOfSeries ? colour : black), ...order },
    });
  }
  return layers;
}
