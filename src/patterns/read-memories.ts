import { type ColumnTable, table as tableOf } from "arquero";
import { type BinarizeOptions, binarizeImages } from "./binarize-images.ts";
import { choiceNote, chosenRows } from "./chosen-rows.ts";
import { columnsToEncode } from "./columns-to-encode.ts";
import { encode } from "./encode-table.ts";
import type { Encoding } from "./encoding.ts";
import { type EncodingOptions, encodingOf } from "./encoding-of.ts";
import { type EncodedColumnRow, encodingReport } from "./encoding-report.ts";
import { noValue, readCSV } from "./load-csv.ts";
import { type IDXArray, readIDX } from "./load-idx.ts";
import { readJSON } from "./load-json.ts";
import type { Patterns } from "./patterns.ts";
import { tableColumn } from "./table-column.ts";

/** How a file becomes memories. */
export interface MemoryOptions
  extends Pick<EncodingOptions, "columns" | "kinds" | "levels" | "binning" | "missingValues">,
    Pick<BinarizeOptions, "threshold" | "size"> {
  /** One character between the fields of a .csv or .tsv; "," and a tab. */
  readonly delimiter?: string;
  /** Columns to leave out; none. */
  readonly leaveOut?: readonly string[];
  /** Rows or images used at most; of more, so many are chosen at random. Default 1000. */
  readonly rows?: number;
  /** Seed of that choice. */
  readonly seed: number;
}

/** A table or images of a file as patterns. */
export interface Memories {
  /** The file as given. */
  readonly file: string;
  /** Rows or images of the file. */
  readonly total: number;
  readonly patterns: Patterns;
  /** Number of the file's row or image behind each pattern, from 0, without the header. */
  readonly rows: Int32Array;
  /** The rows that were looked at, and how they are encoded; null for images. */
  readonly table: MemoryTable | null;
  /** Height and width of an image; null for a table. */
  readonly image: { readonly height: number; readonly width: number } | null;
  /** What became of each column; empty for images. */
  readonly columns: readonly EncodedColumnRow[];
  /** One sentence for each thing worth knowing: rows chosen or left out, thresholds. */
  readonly notes: readonly string[];
}

/** The table behind memories. */
export interface MemoryTable {
  /** The rows that were looked at, also those with gaps, in the encoded columns. */
  readonly rows: ColumnTable;
  /** Number of the file's row of each. */
  readonly numbers: Int32Array;
  readonly encoding: Encoding;
  /** What `encodingOf` was given. */
  readonly options: EncodingOptions;
}

/** Texts that mean "no value" in a table beside empty cells, NA, NaN and null, unless others are named. */
const noKnownValue = [".", "?"];

/**
 * Reads a table (.csv, .tsv, .json) or images (IDX, gzip or not) and encodes it as patterns.
 *
 * Columns that say nothing are left out with a reason (`columnsToEncode`); besides empty cells, NA,
 * NaN and null, "." and "?" count as missing; rows with a missing value are no memories but stay in `table`. Images
 * are binarised, by default each at its Otsu threshold. Of more than `rows` rows a random choice is
 * taken, in the order of the file, and `notes` says so.
 *
 * @throws {Error} a file that cannot be read, or broken data, by row and column
 * @throws {RangeError} an ending that is not known, an unknown column, options outside their range,
 *   no complete row
 */
export async function readMemories(file: string, options: MemoryOptions): Promise<Memories> {
  const { rows: limit = 1000 } = options;
  if (!(Number.isInteger(limit) && limit >= 2)) {
    throw new RangeError(`readMemories: expected an integer rows >= 2, got ${limit}`);
  }
  const name = file.toLowerCase().replace(/\.gz$/, "");
  if (name.endsWith(".csv") || name.endsWith(".tsv")) {
    const { delimiter = name.endsWith(".tsv") ? "\t" : "," } = options;
    const missing = [...noValue, ...(options.missingValues ?? noKnownValue).map(String)];
    const table = await readCSV(file, { delimiter, missing });
    refuseOtherDelimiter(file, table, delimiter);
    return tableMemories(file, table, limit, options);
  }
  if (name.endsWith(".json")) return tableMemories(file, await readJSON(file), limit, options);
  if (/[.-]idx\d?(-ubyte)?$|ubyte$/.test(name)) {
    return imageMemories(file, await readIDX(file), limit, options);
  }
  throw new RangeError(
    `readMemories: expected a file .csv, .tsv, .json or .idx, also with .gz, got ${file}`,
  );
}

/** Refuses one column whose name holds other delimiters: each line was read as one field. */
function refuseOtherDelimiter(file: string, table: ColumnTable, delimiter: string): void {
  const [header, ...others] = table.columnNames();
  const other = [";", "\t"].find((character) => header.includes(character));
  if (others.length > 0 || other === undefined) return;
  throw new RangeError(
    `readMemories: expected fields with ${JSON.stringify(delimiter)} between them in ${file}, got one column ${JSON.stringify(header)}; set the delimiter to ${other === "\t" ? "tab" : JSON.stringify(other)}`,
  );
}

function tableMemories(
  file: string,
  table: ColumnTable,
  limit: number,
  options: MemoryOptions,
): Memories {
  const { columns: wished, kinds = {}, levels, binning, leaveOut = [], seed } = options;
  const { missingValues = noKnownValue } = options;
  for (const column of leaveOut) tableColumn("readMemories", table, column);
  const choice = columnsToEncode(table, {
    ...(wished && { columns: wished }),
    kinds,
    missingValues,
  });
  const columns = choice.columns.filter((column) => !leaveOut.includes(column));
  const leftOut = [
    ...choice.leftOut.filter(({ column }) => !leaveOut.includes(column)),
    ...leaveOut.map((column) => ({ column, reason: "by wish" })),
  ];
  const ofColumns = <T>(byColumn: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(byColumn).filter(([column]) => columns.includes(column)));
  if (columns.length === 0) {
    const reasons = leftOut.map(({ column, reason }) => `${column} ${reason}`).join("; ");
    throw new RangeError(
      `readMemories: expected a column worth encoding in ${file}, got none (${reasons})`,
    );
  }
  const total = table.numRows();
  const numbers = chosenRows(total, limit, seed);
  const rows = tableOf(
    columns.map((column) => {
      const values = table.array(column);
      return [column, Array.from(numbers, (r) => values[r] as unknown)];
    }),
  );
  const settings = {
    columns,
    kinds: ofColumns(kinds),
    missingValues,
    ...(levels !== undefined && {
      levels: typeof levels === "number" ? levels : ofColumns(levels),
    }),
    ...(binning && { binning }),
  };
  const encoding = encodingOf(rows, settings);
  const encoded = encode(rows, encoding);
  return {
    file,
    total,
    patterns: encoded.patterns,
    rows: encoded.rows.map((r) => numbers[r]),
    table: { rows, numbers, encoding, options: settings },
    image: null,
    columns: encodingReport(encoded, encoding, leftOut),
    notes: [...choiceNote("rows", numbers.length, total, seed), ...encoded.report.warnings],
  };
}

function imageMemories(
  file: string,
  { shape, values }: IDXArray,
  limit: number,
  { threshold = "otsu", size, seed }: MemoryOptions,
): Memories {
  if (shape.length !== 3) {
    throw new RangeError(
      `readMemories: expected images × height × width, got ${shape.length === 1 ? "labels" : "an array"} of shape ${shape.join(" × ")} in ${file}`,
    );
  }
  const [total, height, width] = shape;
  const numbers = chosenRows(total, limit, seed);
  const pixels = height * width;
  const chosen = new Float64Array(numbers.length * pixels);
  numbers.forEach((image, k) => {
    chosen.set(values.subarray(image * pixels, (image + 1) * pixels), k * pixels);
  });
  const { patterns, shape: made } = binarizeImages(chosen, {
    shape: [numbers.length, height, width],
    threshold,
    ...(size && { size }),
  });
  const rule =
    typeof threshold === "number"
      ? `above ${threshold}`
      : `above the ${threshold} threshold of each image`;
  return {
    file,
    total,
    patterns,
    rows: numbers,
    table: null,
    image: { height: made[1], width: made[2] },
    columns: [],
    notes: [...choiceNote("images", numbers.length, total, seed), `pixels are +1 ${rule}, else −1`],
  };
}
