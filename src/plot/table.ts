import { closest, distance } from "fastest-levenshtein";
import { mayHoldFormula } from "./formulas-in-text.ts";
import { isRecord, maximumMarks } from "./spec.ts";

/** One row of a table: column name to value. */
export type Row = Readonly<Record<string, unknown>>;

/** The part of an arquero table that the builders use. */
export interface ColumnTable {
  columnNames(): string[];
  objects(): object[];
}

/** What the builders accept as a table: an arquero table or an array of row objects. */
export type Table = ColumnTable | readonly object[];

function isColumnTable(table: unknown): table is ColumnTable {
  const candidate = table as Partial<ColumnTable> | null;
  return typeof candidate?.objects === "function" && typeof candidate.columnNames === "function";
}

/** Rows of a table that has at least one row; `caller` names the builder in errors. */
export function rowsOf(caller: string, table: Table): readonly Row[] {
  if (!isColumnTable(table) && !Array.isArray(table)) {
    throw new TypeError(
      `${caller}: expected an arquero table or an array of row objects, got ${typeof table}`,
    );
  }
  // an interface has no index signature, so rows of any object type are taken and read as records
  const rows = (isColumnTable(table) ? table.objects() : table) as readonly Row[];
  if (rows.length === 0) throw new RangeError(`${caller}: expected a table with rows, got 0 rows`);
  const odd = rows.findIndex((row) => !isRecord(row));
  if (odd >= 0) {
    const got =
      rows[odd] === null ? "null" : Array.isArray(rows[odd]) ? "an array" : typeof rows[odd];
    throw new TypeError(
      `${caller}: expected an array of row objects such as { N: 100, m: 0.9 }, got ${got} in row ${odd}`,
    );
  }
  return rows;
}

/** A column name made from `wished` that is none of the `used` ones. */
export function freeName(wished: string, used: readonly (string | undefined)[]): string {
  let name = wished;
  while (used.includes(name)) name += "_";
  return name;
}

/** Refuses a column that no row has, and suggests the nearest name; also names that Vega cannot read. */
export function requireColumn(caller: string, rows: readonly Row[], column: string): void {
  // a backslash in a formula is gone before Vega sees the name
  if (column in Object.prototype || (column.includes("\\") && !mayHoldFormula(column))) {
    throw new RangeError(
      `${caller}: expected a column name that Vega can read, got "${column}"; rename the column`,
    );
  }
  if (rows.some((row) => column in row)) return;
  const columns = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) columns.add(name);
  const names = [...columns];
  throw new RangeError(
    `${caller}: expected a column of the table (${names.join(", ")}), got "${column}"${hintAt(column, names)}`,
  );
}

/** The nearest name as a question, where one is near; letter case matters least. */
export function hintAt(name: string, names: readonly string[]): string {
  const lower = name.toLowerCase();
  const same = names.find((other) => other.toLowerCase() === lower);
  if (same !== undefined) return `; did you mean "${same}"?`;
  const nearest = names.length > 0 ? closest(name, [...names]) : "";
  const isNear = nearest !== "" && distance(name, nearest) <= Math.max(2, name.length / 2);
  return isNear ? `; did you mean "${nearest}"?` : "";
}

/** Words for the rows at the given positions: "rows 3 (y = NaN), 7 (y = 0) and 2 more". */
function nameRows(rows: readonly Row[], at: readonly number[], column: string): string {
  const named = at.slice(0, 5).map((i) => `${i} (${column} = ${cellWords(rows[i]![column])})`);
  const rest = at.length > 5 ? ` and ${at.length - 5} more` : "";
  return `${at.length === 1 ? "row" : "rows"} ${named.join(", ")}${rest}`;
}

/** A cell in words: text in quotes, times without the time zone of this machine. */
export function cellWords(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return String(isDate(value) ? value.toJSON() : value);
}

/** True for a date, also one of another realm such as a notebook cell. */
export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

/** Refuses the rows for which `isGood` is false, naming them. */
export function requireRows(
  message: string,
  rows: readonly Row[],
  column: string,
  isGood: (row: Row) => boolean,
  remedy: string,
): void {
  const bad = rows.flatMap((row, i) => (isGood(row) ? [] : [i]));
  if (bad.length > 0) {
    throw new RangeError(`${message}, got ${nameRows(rows, bad, column)}; ${remedy}`);
  }
}

/** The finite number in a cell; bigints that are exact count as numbers. NaN for anything else. */
export function numberIn(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : Number.NaN;
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return Number(value);
  return Number.NaN;
}

/** Refuses a missing column and cells that are not finite numbers; says so where they are text or times. */
export function requireNumbers(caller: string, rows: readonly Row[], column: string): void {
  requireColumn(caller, rows, column);
  requireModerate(caller, rows, column);
  const isNumber = (row: Row) => !Number.isNaN(numberIn(row[column]));
  if (rows.every(isNumber)) return;
  const texts = rows.filter((row) => typeof row[column] === "string").length;
  const times = rows.filter((row) => isDate(row[column])).length;
  const count = (rowCount: number, what: string) =>
    rowCount === 0 ? "" : ` (${rowCount} of ${rows.length} rows ${what})`;
  requireRows(
    `${caller}: expected finite numbers in column "${column}"${count(texts, "are text")}${count(times, "are times")}`,
    rows,
    column,
    isNumber,
    times > 0
      ? "derive a column of numbers first, for example days since the first time"
      : texts > 0
        ? "convert the text to numbers or filter these rows out"
        : "filter these rows out or mend them before drawing",
  );
}

/** Refuses numbers so large that the difference of two may be infinite. */
export function requireModerate(caller: string, rows: readonly Row[], column: string): void {
  requireRows(
    `${caller}: expected numbers from -1e300 to 1e300 in column "${column}"`,
    rows,
    column,
    (row) => !(Math.abs(numberIn(row[column])) > 1e300),
    "rescale the column",
  );
}

/** Refuses zero, negative and vanishing numbers in a column that stands on a log axis. */
export function requirePositive(caller: string, rows: readonly Row[], column: string): void {
  requireRows(
    `${caller}: expected positive numbers in column "${column}" of a log axis`,
    rows,
    column,
    (row) => numberIn(row[column]) > 0,
    "filter these rows out or use a linear axis",
  );
  requireRows(
    `${caller}: expected numbers of at least 1e-300 in column "${column}" of a log axis`,
    rows,
    column,
    (row) => numberIn(row[column]) >= 1e-300,
    "rescale the column or use a linear axis",
  );
}

/** Refuses a missing column and cells without a value (null, undefined, NaN, infinite). */
export function requireCategories(caller: string, rows: readonly Row[], column: string): void {
  requireColumn(caller, rows, column);
  requireRows(
    `${caller}: expected a value in column "${column}"`,
    rows,
    column,
    (row) =>
      row[column] != null && (typeof row[column] !== "number" || Number.isFinite(row[column])),
    "filter these rows out",
  );
}

/** Refuses a figure of more than 5000 marks. */
export function requireFewMarks(caller: string, marks: number): void {
  if (marks > maximumMarks) {
    throw new RangeError(
      `${caller}: expected at most ${maximumMarks} marks, got ${marks}; aggregate first`,
    );
  }
}

/** Distinct values in order: numbers ascending, otherwise by first appearance. */
export function distinct(rows: readonly Row[], column: string): (string | number)[] {
  const values = new Set<string | number>();
  for (const row of rows) values.add(categoryIn(row[column]));
  const list = [...values];
  return list.every((value) => typeof value === "number")
    ? (list as number[]).sort((a, b) => a - b)
    : list;
}

/** A cell as a category: numbers stay numbers, everything else becomes text. */
export function categoryIn(value: unknown): string | number {
  const number = numberIn(value);
  return Number.isNaN(number) ? String(value) : number;
}
