import { type ColumnTable, table as tableOf } from "arquero";
import { encode } from "./encode-table.ts";
import { type Category, type Encoding, isMissing, levelValue } from "./encoding.ts";
import type { Patterns } from "./patterns.ts";
import { tableColumn } from "./table-column.ts";

/** Rows of a table as patterns, with the cells that are known. */
export interface KnownRows {
  /** One pattern a row of the table; spins of unknown cells hold the word of the first level. */
  readonly patterns: Patterns;
  /** 1 where the cell is known, rows × columns of the encoding, row-major. */
  readonly known: Uint8Array;
}

/**
 * Encodes every row of a table, also those with missing values, and says which cells are known.
 *
 * Categories that the scheme has not seen count as unknown, numbers beyond its range are clamped.
 *
 * @throws {RangeError} a column of the scheme is not there
 * @throws {TypeError} a value of another type than the column of the scheme, or no scheme
 */
export function encodeKnown(table: ColumnTable, encoding: Encoding): KnownRows {
  const rows = table.numRows();
  const C = encoding.columns.length;
  const known = new Uint8Array(rows * C);
  const filled = encoding.columns.map((column, c): [string, unknown[]] => {
    const isSeen = (value: unknown): boolean =>
      column.kind === "thermometer" ||
      (column.kind === "constant"
        ? column.value === value
        : column.categories.includes(value as Category));
    const values = tableColumn("encodeKnown", table, column.name).map((value, r) => {
      const isKnown = !isMissing(value, encoding.missingValues) && isSeen(value);
      if (isKnown) known[r * C + c] = 1;
      return isKnown ? value : levelValue(column, 0);
    });
    return [column.name, values];
  });
  return { patterns: encode(tableOf(filled), encoding).patterns, known };
}
