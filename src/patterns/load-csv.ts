import { type ColumnTable, table } from "arquero";
import { parse } from "#csv-parse";
import { requireWord } from "../numerics/require-word.ts";
import { type Source, sourceText } from "./read-source.ts";
import { requireColumnNames } from "./table-column.ts";

/** Type of a column of a CSV file. */
export type CSVType = "number" | "boolean" | "string";

/** Fields that mean "no value" unless others are named. */
export const noValue = ["", "NA", "NaN", "null"] as const;

/** How a CSV file is to be read. */
export interface CSVOptions {
  /** One character between fields; ",". */
  readonly delimiter?: string;
  /** true: the first record names the columns; false: they are col1, col2, …; or the names; true. */
  readonly header?: boolean | readonly string[];
  /** Fields that mean "no value" and become null; "", "NA", "NaN", "null". */
  readonly missing?: readonly string[];
  /** Types of columns that are not to be inferred; none. */
  readonly types?: Readonly<Record<string, CSVType>>;
  /** Encoding of the text, a label of TextDecoder; "utf-8". */
  readonly encoding?: string;
}

interface CSVRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const decimal = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;
const wholeNumber = /^\s*[-+]?\d+\s*$/;
const leadingZero = /^\s*[-+]?0\d/;
const truth = /^\s*(true|false)\s*$/i;
const fits: Record<CSVType, (field: string) => boolean> = {
  number: (field) => decimal.test(field) && Number.isFinite(Number(field)),
  boolean: (field) => truth.test(field),
  string: () => true,
};
const read: Record<CSVType, (field: string) => number | boolean | string> = {
  number: Number,
  boolean: (field) => field.trim().toLowerCase() === "true",
  string: (field) => field,
};

/** Whether a number keeps the digits of the field; 007 and whole numbers from 2⁵³ on are identifiers. */
function keepsDigits(field: string): boolean {
  return (
    !leadingZero.test(field) && (!wholeNumber.test(field) || Number.isSafeInteger(Number(field)))
  );
}

/** Whether a column of such fields is one of numbers. */
export const isNumberField = (field: string): boolean => fits.number(field) && keepsDigits(field);

/**
 * Reads a CSV file as a table; quoting as in RFC 4180, empty lines skipped.
 *
 * A column is `number` when all its values are decimal numbers, `boolean` when all are true or
 * false, else `string`; missing values are null and do not count. Numbers that would lose digits
 * (007, whole numbers from 2⁵³ on) are identifiers and make the column `string`, unless
 * `options.types` says `number`. A header field without text names its column col1, col2, … by
 * position.
 *
 * @param source  path, file URL, bytes, or the text itself: a string with a line break is text
 * @throws {Error} an unreadable file, broken quoting, a record of another length than the first,
 *   a name that comes twice or is __proto__, no records, or a value that does not fit
 *   `options.types`; the message names file, line and column
 * @throws {RangeError} a delimiter that is not one character, an encoding that TextDecoder does not
 *   know, or `options.types` with an unknown column
 * @throws {TypeError} `options.types` with an unknown type
 */
export async function readCSV(source: Source, options: CSVOptions = {}): Promise<ColumnTable> {
  const { delimiter = ",", types = {} } = options;
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw new RangeError(
      `readCSV: expected one character as delimiter, no quote or line break, got ${JSON.stringify(delimiter)}`,
    );
  }
  const { name, text } = await csvText(source, options.encoding);
  const records = csvRecords(name, text, delimiter);
  const header = options.header ?? true;
  const width = records[0]?.record.length ?? 0;
  if (width === 0) throw new Error(`readCSV: expected at least one record, got none in ${name}`);
  const given = header === true ? records[0].record : header === false ? [] : header;
  if (given.length !== width && header !== false) {
    throw new Error(
      `readCSV: expected names for the ${width} columns of ${name}, got ${given.length}`,
    );
  }
  const names = Array.from({ length: width }, (_, k) => given[k]?.trim() || `col${k + 1}`);
  const twice = names.findIndex((column, k) => names.indexOf(column) < k);
  if (twice >= 0) {
    throw new Error(
      `readCSV: expected different column names, got "${names[twice]}" again in column ${twice + 1} of ${name}; give header: [names]`,
    );
  }
  requireColumnNames("readCSV", names, name);
  for (const [column, type] of Object.entries(types)) {
    if (!names.includes(column)) {
      throw new RangeError(
        `readCSV: expected types of the columns (${names.join(", ")}), got ${column}`,
      );
    }
    requireWord("readCSV", `type of column ${column}`, type, Object.keys(fits));
  }
  const rows = header === true ? records.slice(1) : records;
  for (const { record, info } of rows) {
    if (record.length !== width) {
      throw new Error(
        `readCSV: expected ${width} fields, got ${record.length} in line ${info.lines} of ${name}, column ${Math.min(record.length, width) + 1}`,
      );
    }
  }
  const missing = new Set(options.missing ?? noValue);
  return table(
    names.map((column, k) => [column, csvColumn(name, rows, column, k, missing, types)]),
  );
}

function csvColumn(
  file: string,
  rows: readonly CSVRecord[],
  column: string,
  k: number,
  missing: ReadonlySet<string>,
  types: Readonly<Record<string, CSVType>>,
): unknown[] {
  const isMissing = (field: string): boolean => missing.has(field) || missing.has(field.trim());
  const known = rows.filter(({ record }) => !isMissing(record[k]));
  const allAre = (type: CSVType): boolean => known.every(({ record }) => fits[type](record[k]));
  const isNumeric = allAre("number") && known.every(({ record }) => keepsDigits(record[k]));
  const inferred = known.length === 0 ? "string" : isNumeric ? "number" : "boolean";
  const type = Object.hasOwn(types, column)
    ? types[column]
    : allAre(inferred)
      ? inferred
      : "string";
  const misfit = known.find(({ record }) => !fits[type](record[k]));
  if (misfit) {
    throw new Error(
      `readCSV: expected a ${type}, got "${misfit.record[k]}" in line ${misfit.info.lines} of ${file}, column ${k + 1} (${column})`,
    );
  }
  return rows.map(({ record }) => (isMissing(record[k]) ? null : read[type](record[k])));
}

async function csvText(
  source: Source,
  encoding: string | undefined,
): Promise<{ name: string; text: string }> {
  return typeof source === "string" && /[\r\n]/.test(source)
    ? { name: "the given text", text: source.replace(/^\uFEFF/, "") }
    : sourceText(source, "readCSV", encoding);
}

function csvRecords(name: string, text: string, delimiter: string): CSVRecord[] {
  try {
    const records: unknown = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return records as CSVRecord[];
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause) || !("lines" in cause)) throw cause;
    const { code, lines, column, bytes } = cause as unknown as {
      code: string;
      lines: number;
      column: number;
      bytes: number;
    };
    const unclosed = code === "CSV_QUOTE_NOT_CLOSED";
    const line = unclosed ? lineOfQuote(text, bytes) : lines;
    const expected = unclosed ? "a closing quote" : "quotes only around a whole field";
    const got = unclosed ? "the end of the file after the quote opened" : "a quote inside a field";
    throw new Error(
      `readCSV: expected ${expected}, got ${got} in line ${line} of ${name}, column ${column + 1}; double the quotes inside a field`,
      { cause },
    );
  }
}

/** Line of the first quote after the fields that the parser finished, which end at that byte. */
function lineOfQuote(text: string, finished: number): number {
  const bytes = new TextEncoder().encode(text);
  const before = new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(34, finished)));
  return before.split(/\r\n|\r|\n/).length;
}
