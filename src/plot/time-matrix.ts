import { requireWord } from "../numerics/require-word.ts";
import { describeFigure } from "./describe.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { journalPadding, journalWidth } from "./journal-width.ts";
import type { FigureSpec } from "./spec.ts";
import {
  distinct,
  numberIn,
  type Row,
  requireCategories,
  requireColumn,
  requireFewMarks,
  requireNumbers,
  requireRows,
  rowsOf,
  type Table,
} from "./table.ts";
import { matrixPanel } from "./time-matrix-panel.ts";
import { undefinedWords } from "./undefined-times.ts";

/** One of the two times of a matrix. */
export interface TimeAxis {
  /** Column of the table. */
  readonly column: string;
  /** Title with unit; default: the column name. */
  readonly title?: string;
}

/** A quantity of two times, drawn with a colour scale of its own. */
export interface TimeQuantity {
  /** Column of the table; null where the quantity is not defined. */
  readonly column: string;
  /** Title of the legend; default: the column name. */
  readonly title?: string;
  /** "sequential" or "diverging" (symmetric about 0); default: diverging with values on both sides of 0. */
  readonly colours?: "sequential" | "diverging";
}

/** Choices of `timeMatrix`. */
export interface TimeMatrixOptions extends Omit<FigureOptions, "width" | "height"> {
  /** The later time of C(t, t′) and G(t, t′), by rows. */
  readonly t: string | TimeAxis;
  /** The earlier time, by columns. */
  readonly tPrime: string | TimeAxis;
  /** One quantity or several side by side, each with one scale for all of its sources. */
  readonly value: string | TimeQuantity | readonly (string | TimeQuantity)[];
  /** Column that tells matrices of one quantity apart; default "source" where the table has it. */
  readonly source?: string;
  /** Where t grows to: "downwards" like the rows of a matrix (default) or "upwards". */
  readonly direction?: "downwards" | "upwards";
  /** "dots" (default) marks the cells that are exactly 0, so that they differ from tiny ones; or "plain". */
  readonly zeros?: "dots" | "plain";
  /** Side of one matrix in pixels; default 220, or what fits the journal. */
  readonly size?: number;
}

const caller = "timeMatrix";

/**
 * Quantities of two times, such as correlations C(t, t′) and responses G(t, t′), as square matrices of
 * equal cells, as a Vega-Lite specification.
 *
 * Both axes hold all times of the table, one cell a time, ascending. Cells without a row, or with null, are
 * not defined: they stay grey and the subtitle says where they are. Exact zeros carry a dot.
 *
 * @param table  rows (t, t′, value ..., source); at most 5000 cells and dots
 * @throws {RangeError} missing columns, no rows, values that are neither finite nor null, a pair of times
 *   that occurs twice in one source, a source without any value of a quantity, too many cells
 * @throws {TypeError} something that is no table, unknown words
 */
export function timeMatrix(table: Table, options: TimeMatrixOptions): FigureSpec {
  const rows = rowsOf(caller, table);
  const { direction = "downwards", zeros = "dots", journal, ...figure } = options;
  requireWord(caller, "direction", direction, ["downwards", "upwards"]);
  requireWord(caller, "zeros", zeros, ["dots", "plain"]);
  const [t, tPrime] = [axisOf(options.t), axisOf(options.tPrime)];
  for (const { column } of [t, tPrime]) requireNumbers(caller, rows, column);
  const quantities = [options.value].flat().map((value) => quantityOf(value));
  for (const quantity of quantities) requireQuantity(rows, quantity);
  const source = options.source ?? (rows.some((row) => "source" in row) ? "source" : undefined);
  if (source !== undefined) requireCategories(caller, rows, source);
  const sources = source === undefined ? [] : distinct(rows, source).map(String);

  const times = distinct(
    rows.flatMap((row) => [{ time: row[t.column] }, { time: row[tPrime.column] }]),
    "time",
  ) as number[];
  const columns = Math.max(sources.length, sources.length > 1 ? 1 : quantities.length);
  const size = options.size ?? sideOf(journal, columns);
  const words = [`${t.title} ${direction}`, ...undefinedWords(rows, t, tPrime, quantities)];
  let marks = 0;
  let hasZeros = false;
  const panels = quantities.map((quantity) => {
    const numbers = rows.flatMap((row) => valuesIn(row, quantity.column));
    return (sources.length > 1 ? sources : [undefined]).map((name, k) => {
      const own = rows.filter(
        (row) =>
          row[quantity.column] != null && (name === undefined || String(row[source!]) === name),
      );
      requireMatrix(own, t, tPrime, quantity, name);
      const dots = zeros === "dots" && own.some((row) => numberIn(row[quantity.column]) === 0);
      marks +=
        own.length + (dots ? own.filter((row) => numberIn(row[quantity.column]) === 0).length : 0);
      hasZeros ||= dots;
      return matrixPanel(own, {
        t,
        tPrime,
        times,
        quantity,
        numbers,
        direction,
        size,
        dots,
        isFirst: k === 0,
        title: name,
      });
    });
  });
  requireFewMarks(caller, marks);
  if (hasZeros) words.push("dots: exactly 0");
  return assembled(
    composedMatrices(panels, size),
    { subtitle: words.join("; "), ...figure, ...(journal ? { journal } : {}) },
    describeFigure,
  );
}

/** One matrix alone, quantities side by side, or a line of sources for each quantity. */
function composedMatrices(panels: readonly (readonly FigureSpec[])[], size: number): FigureSpec {
  const lines = panels.map((line) =>
    line.length === 1
      ? line[0]!
      : { hconcat: line, spacing: 14, resolve: { scale: { color: "shared" } } },
  );
  if (lines.length === 1)
    return "hconcat" in lines[0]! ? lines[0]! : { height: size, ...lines[0]! };
  const apart = { resolve: { scale: { color: "independent" } } };
  return panels[0]!.length === 1 ? { hconcat: lines, ...apart } : { vconcat: lines, ...apart };
}

/** Side of a matrix; in a journal, the page less an estimate of axes, gaps and legends. */
function sideOf(journal: FigureOptions["journal"], columns: number): number {
  if (journal === undefined) return 220;
  const legend = journal === "two-column" ? 75 : 0;
  const axes = 50 + (columns - 1) * 18;
  return Math.floor((journalWidth(journal) - 2 * journalPadding - axes - legend) / columns);
}

function axisOf(axis: string | TimeAxis): Required<TimeAxis> {
  const given = typeof axis === "string" ? { column: axis } : axis;
  return { title: given.column, ...given };
}

function quantityOf(value: string | TimeQuantity): TimeQuantity & { readonly title: string } {
  const given = typeof value === "string" ? { column: value } : value;
  return { title: given.column, ...given };
}

function valuesIn(row: Row, column: string): number[] {
  return row[column] == null ? [] : [numberIn(row[column])];
}

function requireQuantity(rows: readonly Row[], { column, colours }: TimeQuantity): void {
  requireColumn(caller, rows, column);
  if (colours !== undefined) requireWord(caller, "colours", colours, ["sequential", "diverging"]);
  requireRows(
    `${caller}: expected finite numbers or null in column "${column}"`,
    rows,
    column,
    (row) => row[column] == null || !Number.isNaN(numberIn(row[column])),
    "set values that are not defined to null",
  );
}

/** Refuses a matrix without cells and a pair of times that occurs twice. */
function requireMatrix(
  rows: readonly Row[],
  t: TimeAxis,
  tPrime: TimeAxis,
  quantity: TimeQuantity,
  source: string | undefined,
): void {
  const which = source === undefined ? "" : ` of source "${source}"`;
  if (rows.length === 0) {
    throw new RangeError(
      `${caller}: expected values in column "${quantity.column}"${which}, got none; ` +
        "leave the quantity or the source out",
    );
  }
  const seen = new Set<string>();
  for (const row of rows) {
    const pair = `(${numberIn(row[t.column])}, ${numberIn(row[tPrime.column])})`;
    if (seen.has(pair)) {
      throw new RangeError(
        `${caller}: expected one row${which} for each pair (${t.column}, ${tPrime.column}), ` +
          `got two for ${pair}; aggregate first`,
      );
    }
    seen.add(pair);
  }
}
