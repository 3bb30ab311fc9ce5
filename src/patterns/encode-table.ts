import { type ColumnTable, table as tableOf } from "arquero";
import { closest } from "fastest-levenshtein";
import {
  type Category,
  type CategoryColumn,
  type ColumnEncoding,
  codeWords,
  type Encoding,
  isMissing,
  requireEncoding,
} from "./encoding.ts";
import { type Patterns, patternsFromValues } from "./patterns.ts";
import { tableColumn } from "./table-column.ts";
import { levelOf } from "./thermometer-levels.ts";

/** Patterns made from a table, and what was done to its rows. */
export interface EncodedTable {
  /** One pattern a kept row, N = encoding.N. */
  readonly patterns: Patterns;
  /** Number of the table's row behind each pattern, length P. */
  readonly rows: Int32Array;
  readonly report: EncodingReport;
}

/** What `encode` met. */
export interface EncodingReport {
  /** Rows of the table. */
  readonly rows: number;
  /** Rows left out because a value was missing. */
  readonly dropped: number;
  /** One row a column: column, kind, bits, missing, unseen, below, above (numbers of values). */
  readonly columns: ColumnTable;
  /** One sentence for each thing worth knowing: constant columns, dropped rows, clamped values. */
  readonly warnings: readonly string[];
}

interface Levels {
  readonly column: ColumnEncoding;
  /** Level of each row of the table, −1 where it has none. */
  readonly levels: Int32Array;
  readonly missing: number;
  readonly unseen: number;
  readonly below: number;
  readonly above: number;
}

/**
 * Turns the rows of a table into patterns ±1 by a recorded scheme.
 *
 * With `missing: "drop"` only the complete rows are looked at; the others count as dropped.
 * Numbers outside the range the scheme has seen are clamped to the end levels and counted. A value
 * other than the one of a constant column is an unseen one.
 *
 * @param table  columns of the scheme are looked up by name, others ignored; not modified
 * @throws {RangeError} a column is not there, a category is unseen under `unseen: "error"`, a value
 *   is missing under `missing: "error"`, or missing in a constant column under `missing: "code"`;
 *   column, row and value are named
 * @throws {TypeError} a value of another type than the column of the scheme, or no scheme
 */
export function encode(table: ColumnTable, encoding: Encoding): EncodedTable {
  requireEncoding("encode", encoding);
  const data = encoding.columns.map(({ name }) => tableColumn("encode", table, name));
  const gap = (values: readonly unknown[], r: number): boolean =>
    isMissing(values[r], encoding.missingValues);
  const all = Int32Array.from({ length: table.numRows() }, (_, r) => r);
  // Rows with gaps were not seen by a dropping scheme, so their other values need not be known.
  const drops = encoding.missing === "drop";
  const looked = drops ? all.filter((r) => !data.some((values) => gap(values, r))) : all;
  const coded = encoding.columns.map((column, c) => ({
    ...levelsIn(data[c], looked, column, encoding),
    missing: all.filter((r) => gap(data[c], r)).length,
  }));
  const rows = looked.filter((r) => !drops || coded.every(({ levels }) => levels[r] >= 0));
  const spins = new Int8Array(rows.length * encoding.N);
  for (const { column, levels } of coded) {
    const words = codeWords(column, encoding.missing);
    rows.forEach((r, mu) => {
      spins.set(words.at(levels[r])!, mu * encoding.N + column.offset);
    });
  }
  return {
    patterns: patternsFromValues(spins, rows.length, encoding.N),
    rows,
    report: reportOf(all.length, all.length - rows.length, coded),
  };
}

function levelsIn(
  values: readonly unknown[],
  looked: Int32Array,
  column: ColumnEncoding,
  encoding: Encoding,
): Omit<Levels, "missing"> {
  const levels = new Int32Array(values.length).fill(-1);
  const counts = { unseen: 0, below: 0, above: 0 };
  const find = levelFinder(column);
  for (const r of looked) {
    const value = values[r] as Category;
    if (!isMissing(value, encoding.missingValues)) {
      levels[r] = find(value, r);
      if (levels[r] < 0) {
        if (encoding.unseen === "error") refuseUnseen(column, value, r);
        counts.unseen++;
      } else if (column.kind === "thermometer") {
        counts.below += Number(value) < column.lo ? 1 : 0;
        counts.above += Number(value) > column.hi ? 1 : 0;
      }
    }
    if (levels[r] < 0) refuseMissing(column, value, r, encoding.missing);
  }
  return { column, levels, ...counts };
}

function levelFinder(column: ColumnEncoding): (value: Category, r: number) => number {
  if (column.kind !== "thermometer") {
    const categories = column.kind === "constant" ? [column.value] : column.categories;
    const levels = new Map(categories.map((category, level) => [category, level]));
    return (value) => levels.get(value) ?? -1;
  }
  return (value, r) => {
    if (typeof value === "number") return levelOf(column.edges, value);
    throw new TypeError(
      `encode: expected numbers in column ${column.name}, got "${value}" in row ${r}`,
    );
  };
}

function refuseUnseen(column: ColumnEncoding, value: Category, r: number): never {
  const { categories } = column as CategoryColumn;
  const known = column.kind === "constant" ? [column.value] : categories;
  throw new RangeError(
    `encode: expected a known value of column ${column.name} (${known.slice(0, 8).join(", ")}${known.length > 8 ? ", …" : ""}), got "${value}" in row ${r}; nearest is "${closest(String(value), known.map(String))}", or make the scheme with unseen: "missing"`,
  );
}

function refuseMissing(
  column: ColumnEncoding,
  value: unknown,
  r: number,
  missing: Encoding["missing"],
): void {
  const hasNoWord = missing === "code" && column.kind === "constant";
  if (missing !== "error" && !hasNoWord) return;
  const remedy = hasNoWord
    ? "it is constant and has no code word for it"
    : `leave the row out or use missing: "drop" or "code"`;
  throw new RangeError(
    `encode: expected a value in every row of column ${column.name}, got ${value} in row ${r}; ${remedy}`,
  );
}

function reportOf(rows: number, dropped: number, coded: readonly Levels[]): EncodingReport {
  const warnings = coded.flatMap(({ column, unseen, below, above }) => [
    ...(column.kind === "constant"
      ? [`column ${column.name} is constant (${column.value}) and has no spins`]
      : []),
    ...(unseen > 0 ? [`column ${column.name}: ${unseen} unseen values taken as missing`] : []),
    ...(below + above > 0
      ? [`column ${column.name}: ${below + above} values out of range clamped to the end levels`]
      : []),
  ]);
  if (dropped > 0) warnings.push(`${dropped} of ${rows} rows left out: a value is missing`);
  const each = <T>(of: (levels: Levels) => T): T[] => coded.map(of);
  const columns = tableOf({
    column: each(({ column }) => column.name),
    kind: each(({ column }) => column.kind),
    bits: each(({ column }) => column.bits),
    missing: each(({ missing }) => missing),
    unseen: each(({ unseen }) => unseen),
    below: each(({ below }) => below),
    above: each(({ above }) => above),
  });
  return { rows, dropped, columns, warnings };
}
