import type { ColumnTable } from "arquero";
import { requireWord } from "../numerics/require-word.ts";
import {
  bitsOf,
  type Category,
  type ColumnEncoding,
  type Encoding,
  isMissing,
} from "./encoding.ts";
import { tableColumn } from "./table-column.ts";
import { thermometerLevels } from "./thermometer-levels.ts";

/** How a table is to become patterns. */
export interface EncodingOptions {
  /** Columns to encode, in this order; all. */
  readonly columns?: readonly string[];
  /** Code of single columns; numbers thermometer, other columns one-hot. */
  readonly kinds?: Readonly<Record<string, "one-hot" | "binary" | "thermometer">>;
  /** Largest number of levels of a thermometer code, one for all or by column; 8. */
  readonly levels?: number | Readonly<Record<string, number>>;
  /** Edges of the levels: equally filled (`quantile`) or equally wide; "quantile". */
  readonly binning?: "quantile" | "width";
  /** Rows with missing values: left out, given a code word of their own, or refused; "drop". */
  readonly missing?: Encoding["missing"];
  /** Values that mean "no value" besides null, undefined, NaN and ""; none. */
  readonly missingValues?: readonly Category[];
  /** Unknown categories met by `encode`: refused or taken as missing; "error". */
  readonly unseen?: Encoding["unseen"];
}

/**
 * Finds a scheme that turns the rows of a table into patterns ±1.
 *
 * Categories are sorted, so the scheme does not depend on the order of the rows. With
 * `missing: "drop"` only complete rows are looked at. A column with one value and nothing missing is
 * constant and gets no spins (`encode` warns).
 *
 * @param table  values are numbers, strings, booleans or missing
 * @returns the scheme; N = sum of the spins of its columns
 * @throws {RangeError} unknown column in the options, no complete row, no column that varies, a
 *   column without values, an infinite value or fewer than 2 levels for a thermometer code
 * @throws {TypeError} unknown word in the options, values of another type, or a thermometer code for what is not a number
 */
export function encodingOf(table: ColumnTable, options: EncodingOptions = {}): Encoding {
  const names = options.columns ?? table.columnNames();
  const missing = options.missing ?? "drop";
  const missingValues = options.missingValues ?? [];
  requireWords(options);
  for (const name of [...Object.keys(options.kinds ?? {}), ...levelNames(options.levels)]) {
    if (!names.includes(name)) {
      throw new RangeError(
        `encodingOf: expected options for the encoded columns (${names.join(", ")}), got ${name}`,
      );
    }
  }
  const data = names.map((name) => tableColumn("encodingOf", table, name));
  const isComplete = (r: number): boolean => data.every((c) => !isMissing(c[r], missingValues));
  const rows = Array.from({ length: table.numRows() }, (_, r) => r);
  const used = missing === "drop" ? rows.filter(isComplete) : rows;
  const withoutGaps = missing === "drop" ? " without missing values" : "";
  if (used.length === 0) {
    throw new RangeError(
      `encodingOf: expected a row${withoutGaps}, got none in ${rows.length} rows; use fewer columns or missing: "code"`,
    );
  }
  const columns: ColumnEncoding[] = [];
  let offset = 0;
  names.forEach((name, c) => {
    const seen = used.map((r) => data[c][r]).filter((value) => !isMissing(value, missingValues));
    const someMissing = seen.length < used.length;
    const column = columnEncoding(name, seen as Category[], someMissing, offset, missing, options);
    columns.push(column);
    offset += column.bits;
  });
  if (offset === 0) {
    throw new RangeError(
      `encodingOf: expected a column that varies, got ${names.length} constant columns in ${used.length} rows${withoutGaps}; take more rows, or leave out columns with missing values`,
    );
  }
  const unseen = options.unseen ?? "error";
  return { version: 1, N: offset, missing, missingValues, unseen, columns };
}

function columnEncoding(
  name: string,
  seen: readonly Category[],
  someMissing: boolean,
  offset: number,
  missing: Encoding["missing"],
  options: EncodingOptions,
): ColumnEncoding {
  const categories = [...new Set(seen)].sort(inOrder);
  if (categories.length === 0) {
    throw new RangeError(`encodingOf: expected a value in column ${name}, got missing values only`);
  }
  const isConstant = categories.length === 1 && !(someMissing && missing === "code");
  if (isConstant) return { kind: "constant", name, offset, bits: 0, value: categories[0] };
  const numbers = seen.filter((value) => typeof value === "number");
  const isNumeric = numbers.length === seen.length;
  const kind = own(options.kinds, name) ?? (isNumeric ? "thermometer" : "one-hot");
  if (kind !== "thermometer") {
    return { kind, name, offset, bits: bitsOf(kind, categories.length, missing), categories };
  }
  if (!isNumeric) {
    throw new TypeError(
      `encodingOf: expected numbers for the thermometer code of column ${name}, got ${categories.find((value) => typeof value !== "number")}`,
    );
  }
  const levels = typeof options.levels === "number" ? options.levels : own(options.levels, name);
  const bins = thermometerLevels(name, numbers, levels ?? 8, options.binning ?? "quantile");
  const bits = bitsOf(kind, bins.representatives.length, missing);
  return { kind, name, offset, bits, ...bins };
}

function requireWords({ kinds, binning, missing, unseen }: EncodingOptions): void {
  const choices: [string, unknown, readonly string[]][] = [
    ...Object.entries(kinds ?? {}).map(([name, kind]): [string, unknown, readonly string[]] => [
      `kind of column ${name}`,
      kind,
      ["one-hot", "binary", "thermometer"],
    ]),
    ["binning", binning, ["quantile", "width"]],
    ["missing", missing, ["drop", "code", "error"]],
    ["unseen", unseen, ["error", "missing"]],
  ];
  for (const [option, value, words] of choices) {
    if (value !== undefined) requireWord("encodingOf", option, value, words);
  }
}

/** The entry of a column, which may have a name such as "constructor". */
function own<T>(byColumn: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return byColumn && Object.hasOwn(byColumn, name) ? byColumn[name] : undefined;
}

function levelNames(levels: EncodingOptions["levels"]): string[] {
  return typeof levels === "object" ? Object.keys(levels) : [];
}

function inOrder(a: Category, b: Category): number {
  if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
  return a < b ? -1 : 1;
}
