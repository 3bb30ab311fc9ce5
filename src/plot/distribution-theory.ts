import type { BinEdges } from "./bins.ts";
import type { Vertex } from "./distribution-lines.ts";
import type { Series } from "./series.ts";
import {
  categoryIn,
  numberIn,
  type Row,
  requireCategories,
  requireNumbers,
  requireRows,
  rowsOf,
  type Table,
} from "./table.ts";

/** A curve beside a distribution. */
export interface DistributionTheory {
  /**
   * Column of the probability density per unit of x, for whole numbers their probability; with
   * show: "cumulative" of the cumulative probability. Counts are made from it.
   */
  readonly column: string;
  /**
   * Rows with the columns of x, of the density and, where each series has its own curve, of the series.
   * Default: the rows of the table itself whose source is "theory".
   */
  readonly table?: Table;
}

/** The values of one series. */
export interface SampleSet {
  readonly kind: string | number | undefined;
  readonly values: readonly number[];
}

/** The theory of each series, or of all together, in the unit that is shown and ascending in x. */
export function theoryCurves(
  caller: string,
  { column, table }: DistributionTheory,
  ownRows: readonly Row[],
  x: string,
  series: Series | undefined,
  perUnit: (set: SampleSet) => number,
  sets: readonly SampleSet[],
): { readonly kind: string | number | undefined; readonly vertices: Vertex[] }[] {
  const rows = table === undefined ? ownRows : rowsOf(`${caller}: theory`, table);
  if (rows.length === 0) {
    throw new RangeError(
      `${caller}: expected rows of the source "theory", got none; give the theory as a table of its own`,
    );
  }
  for (const name of [x, column]) requireNumbers(`${caller}: theory`, rows, name);
  const hasSeries =
    series !== undefined && rows.some((row) => series.column in row && row[series.column] != null);
  if (hasSeries) {
    requireCategories(`${caller}: theory`, rows, series.column);
    requireRows(
      `${caller}: theory: expected values of the data in column "${series.column}"`,
      rows,
      series.column,
      (row) => series.kinds.includes(categoryIn(row[series.column])),
      "filter these rows out",
    );
  }
  const factors = sets.map(perUnit);
  if (!hasSeries && factors.some((factor) => factor !== factors[0])) {
    throw new RangeError(
      `${caller}: expected a theory for each series where counts of ${factors.length} series of unequal size ` +
        `are shown, got one for all; show the density or add column "${series?.column}" to the theory`,
    );
  }
  const kinds = hasSeries ? series.kinds : [undefined];
  return kinds.flatMap((kind) => {
    const own = rows.filter(
      (row) => kind === undefined || categoryIn(row[series!.column]) === kind,
    );
    const factor = factors[sets.findIndex((set) => set.kind === kind)] ?? factors[0]!;
    const vertices = own
      .map((row): Vertex => [numberIn(row[x]), factor * numberIn(row[column])])
      .sort((a, b) => a[0] - b[0]);
    if (vertices.length === 1) {
      throw new RangeError(
        `${caller}: expected at least two rows of theory for a line, got 1` +
          `${kind === undefined ? "" : ` of ${series!.column} = ${kind}`}; add rows`,
      );
    }
    return vertices.length > 0 ? [{ kind, vertices }] : [];
  });
}

/** Number that turns a density into the shown quantity of a series. */
export function countsPerDensity(
  caller: string,
  show: "count" | "density" | "cumulative",
  { width }: BinEdges,
): (set: SampleSet) => number {
  if (show !== "count") return () => 1;
  if (width === undefined) {
    throw new RangeError(
      `${caller}: expected bins of one width for counts with theory, got several; show the density`,
    );
  }
  return ({ values }) => values.length * width;
}

/** Pieces of a curve that stay at or above a height, of two vertices at least; the rest is left out. */
export function piecesAbove(vertices: readonly Vertex[], lowest: number): Vertex[][] {
  const pieces: Vertex[][] = [];
  let isOpen = false;
  for (const vertex of vertices) {
    const isAbove = vertex[1] >= lowest;
    if (isAbove && isOpen) pieces.at(-1)!.push(vertex);
    else if (isAbove) pieces.push([vertex]);
    isOpen = isAbove;
  }
  return pieces.filter((piece) => piece.length > 1);
}
