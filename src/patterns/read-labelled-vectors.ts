import { closest } from "fastest-levenshtein";
import { type LabelledData, labelledData, type RawData, type RowOptions } from "./labelled-data.ts";
import { readIDX } from "./load-idx.ts";
import { isIDXName, labelsBeside, readLabels } from "./read-labels.ts";
import { readPlainCSV, vectorTable } from "./vector-table.ts";

/** How a file of data is read. */
export interface LabelledVectorOptions extends RowOptions {
  /**
   * Column of a table, or file of labels (IDX, or CSV of one column); null: there are none. Default: of a table
   * the column label, class or target, else the last; of images the file named as of MNIST, where it is.
   */
  readonly labels?: string | null;
  /** Numbers that a row has, where that is known: a table of N columns then has no labels unless they are named. */
  readonly N?: number;
  /** Height and width of the images that the rows of a table are. */
  readonly image?: readonly [number, number];
}

const caller = "readLabelledVectors";

/**
 * Reads images (IDX) or a table of numbers (.csv, .tsv), gzip or not, as unit vectors with labels: from each row
 * its own mean is subtracted, then it is divided by its norm.
 *
 * The first line of a table names its columns if it has no numbers, or text where the second line has a number.
 *
 * @throws {Error} a file that cannot be read, that is cut off or broken (by place); labels and rows of different
 *   numbers; a value that is no number
 * @throws {RangeError} an ending that is not known, a column of labels that is not there, blank or constant
 *   rows (named), a label outside the classes, N < 3
 */
export async function readLabelledVectors(
  file: string,
  options: LabelledVectorOptions = {},
): Promise<LabelledData> {
  const name = String(file).toLowerCase().replace(/\.gz$/, "");
  if (isIDXName(file)) return labelledData(caller, await imagesOf(file, options), options);
  if (/\.(csv|tsv|txt|data)$/.test(name)) {
    return labelledData(caller, await tableOf(file, options), options);
  }
  throw new RangeError(
    `${caller}: expected a file .csv, .tsv or .idx (…-ubyte), also with .gz, got ${file}`,
  );
}

async function imagesOf(file: string, options: LabelledVectorOptions): Promise<RawData> {
  const { shape, values } = await readIDX(file);
  if (shape.length !== 2 && shape.length !== 3) {
    throw new Error(
      `${caller}: expected images x height x width in ${file}, got shape ${shape.join(" x ")}` +
        `${shape.length === 1 ? ", which is a list such as labels" : ""}`,
    );
  }
  const [total, height, width = 1] = shape;
  const from = options.labels === undefined ? await labelsBeside(file) : options.labels;
  return {
    source: file,
    total,
    N: height * width,
    values,
    labels: from === null ? null : { values: await readLabels(caller, from, total), from },
    image: shape.length === 3 ? { height, width } : null,
    notes: from !== null && options.labels === undefined ? [`labels from ${from}`] : [],
  };
}

async function tableOf(file: string, options: LabelledVectorOptions): Promise<RawData> {
  const { image } = options;
  const table = await readPlainCSV(caller, file);
  const names = table.columnNames();
  const wished = options.labels === undefined && options.N === names.length ? null : options.labels;
  const isColumn = typeof wished !== "string" || names.includes(wished);
  const { M, N, values, labels } = vectorTable(caller, file, table, isColumn ? wished : null);
  if (image !== undefined && image[0] * image[1] !== N) {
    throw new RangeError(
      `${caller}: expected images of height x width = N = ${N} pixels, got ${image.join(" x ")}`,
    );
  }
  const column = labels && { values: labels.values, from: `column ${labels.column} of ${file}` };
  return {
    source: file,
    total: M,
    N,
    values,
    labels: isColumn ? column : { values: await labelFile(wished, names, M), from: wished },
    image: image ? { height: image[0], width: image[1] } : null,
    notes: wished === undefined && labels ? [`labels from column ${labels.column}`] : [],
  };
}

/** Labels of a file, unless a column that is not there was meant. */
async function labelFile(wished: string, names: readonly string[], M: number): Promise<unknown[]> {
  const { access } = await import("node:fs/promises");
  const isThere = await access(wished).then(
    () => true,
    () => false,
  );
  if (isThere) return readLabels(caller, wished, M);
  throw new RangeError(
    `${caller}: expected a column of the table or a file of labels, got ${wished}; ` +
      `did you mean ${closest(wished, [...names])}`,
  );
}
