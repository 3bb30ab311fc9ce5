import type { ColumnTable } from "arquero";
import { isNumberField, readCSV } from "./load-csv.ts";
import { sourceText } from "./read-source.ts";

const decimal = /^\s*"?\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*"?\s*$/;
const usualNames = ["label", "class", "target"];

/** Numbers of a table, and its column of labels. */
export interface VectorTable {
  readonly M: number;
  readonly N: number;
  /** M × N, row-major. */
  readonly values: Float64Array;
  /** Label of each row and the column it comes from; null without such a column. */
  readonly labels: { readonly column: string; readonly values: readonly unknown[] } | null;
}

/** A CSV file, with or without a line of names. */
export async function readPlainCSV(caller: string, file: string): Promise<ColumnTable> {
  const name = file.toLowerCase().replace(/\.gz$/, "");
  const delimiter = name.endsWith(".tsv") ? "\t" : ",";
  const { text } = await sourceText(file, caller);
  const [first, second = ""] = text.trimStart().split(/[\r\n]+/, 2);
  const header = areNames(first.split(delimiter), second.split(delimiter));
  return readCSV(file, { delimiter, header });
}

/** Whether a first line names the columns: it has no numbers, or text above a number. */
function areNames(first: readonly string[], second: readonly string[]): boolean {
  const isNumber = (field: string | undefined) => decimal.test(field ?? "");
  return !first.some(isNumber) || first.some((field, k) => !isNumber(field) && isNumber(second[k]));
}

/**
 * The numbers of a table and its labels.
 *
 * @param column  of the labels; undefined: `label`, `class` or `target`, else the last column; null: none
 * @throws {Error} no numbers beside the labels, or a value that is no number, by row and column
 */
export function vectorTable(
  caller: string,
  file: string,
  table: ColumnTable,
  column: string | null | undefined,
): VectorTable {
  const names = table.columnNames();
  const usual = names.find((name) => usualNames.includes(name.toLowerCase()));
  const label = column === undefined ? (usual ?? names[names.length - 1]) : column;
  const features = names.filter((name) => name !== label);
  const [M, N] = [table.numRows(), features.length];
  if (N === 0) throw new Error(`${caller}: expected columns of numbers in ${file}, got none`);
  const values = new Float64Array(M * N);
  features.forEach((name, i) => {
    const fields = Array.from<unknown>(table.array(name));
    if (!fields.every((field) => typeof field === "number")) {
      // one field of text makes text of all numbers of its column
      const odd = fields.findIndex((field) => !isNumberField(String(field)));
      throw new Error(
        `${caller}: expected numbers in column ${name} of ${file}, got ` +
          `${fields[odd] === null ? "no value" : JSON.stringify(fields[odd])} in row ${odd}; ` +
          "name the column of the labels, and leave out rows with gaps",
      );
    }
    fields.forEach((field, a) => {
      values[a * N + i] = field;
    });
  });
  const labels = label === null ? null : { column: label, values: Array.from(table.array(label)) };
  return { M, N, values, labels };
}
