import type { ColumnTable } from "arquero";
import { type Category, isMissing } from "./encoding.ts";
import type { EncodingOptions } from "./encoding-of.ts";
import { tableColumn } from "./table-column.ts";

/** Which columns of a table are worth encoding. */
export interface ColumnChoice {
  readonly columns: readonly string[];
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[];
}

/** Most different values that a column of text may have to be taken for categories. */
export const mostCategories = 32;

/**
 * Chooses the columns of a table that can say something about its rows.
 *
 * Left out, each with its reason: columns without values, with one value only, missing in more than
 * half of the rows, with more than 32 different texts (names, identifiers), and numbers that only
 * count the rows. Columns that the options name (`columns`, `kinds`) are kept but for the first two.
 *
 * @throws {RangeError} the options name a column twice, or one that is not there; the nearest name is
 *   suggested
 * @throws {TypeError} a value that is neither number, string, boolean nor missing
 */
export function columnsToEncode(table: ColumnTable, options: EncodingOptions = {}): ColumnChoice {
  const { kinds = {}, missingValues = [] } = options;
  for (const name of Object.keys(kinds)) tableColumn("columnsToEncode", table, name);
  const isWished = (name: string): boolean =>
    options.columns !== undefined || Object.hasOwn(kinds, name);
  const twice = options.columns?.find((name, k, all) => all.indexOf(name) < k);
  if (twice !== undefined) {
    throw new RangeError(`columnsToEncode: expected different columns, got ${twice} twice`);
  }
  const columns: string[] = [];
  const leftOut: { column: string; reason: string }[] = [];
  for (const column of options.columns ?? table.columnNames()) {
    const values = tableColumn("columnsToEncode", table, column);
    const known = values.filter((value) => !isMissing(value, missingValues)) as Category[];
    const reason = uselessness(known) ?? (isWished(column) ? null : doubt(known, values.length));
    if (reason === null) columns.push(column);
    else leftOut.push({ column, reason });
  }
  return { columns, leftOut };
}

function uselessness(known: readonly Category[]): string | null {
  if (known.length === 0) return "has no value";
  return known.every((value) => value === known[0]) ? `has one value only, ${known[0]}` : null;
}

function doubt(known: readonly Category[], rows: number): string | null {
  const missing = rows - known.length;
  if (missing > rows / 2) return `is missing in ${missing} of ${rows} rows`;
  const isNumeric = known.every((value) => typeof value === "number");
  const kinds = new Set(known).size;
  if (!isNumeric) {
    return kinds > mostCategories
      ? `has ${kinds} different texts, more than ${mostCategories}`
      : null;
  }
  const isCount =
    known.length > 2 && known.every((x, r) => r === 0 || x === Number(known[r - 1]) + 1);
  return isCount ? "only numbers the rows" : null;
}
