import { readIDX } from "./load-idx.ts";
import { readPlainCSV } from "./vector-table.ts";

/** Whether a name is that of an IDX file. */
export const isIDXName = (file: string): boolean =>
  /[.-]idx\d?(-ubyte)?(\.gz)?$|ubyte(\.gz)?$/.test(file.toLowerCase());

/**
 * Labels from a file of their own: an IDX list, or a CSV file of one column with or without a name.
 *
 * @param M  number of data
 * @throws {Error} a file that cannot be read, more than one column, another number of labels
 */
export async function readLabels(caller: string, file: string, M: number): Promise<unknown[]> {
  const labels = isIDXName(file)
    ? await labelsOfIDX(caller, file)
    : await labelsOfCSV(caller, file, M);
  if (labels.length === M) return labels;
  throw new Error(
    `${caller}: expected a label for each of the ${M} rows of data, got ${labels.length} in ${file}`,
  );
}

/** The file with the labels of a file of images by the names of MNIST; null when there is none. */
export async function labelsBeside(images: string): Promise<string | null> {
  const { access } = await import("node:fs/promises");
  const plain = images.replace(/\.gz$/, "").replace(/images([.-])idx3/, "labels$1idx1");
  if (plain === images.replace(/\.gz$/, "")) return null;
  for (const path of [`${plain}.gz`, plain]) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}

async function labelsOfIDX(caller: string, file: string): Promise<number[]> {
  const { shape, values } = await readIDX(file);
  if (shape.length === 1) return Array.from(values);
  throw new Error(
    `${caller}: expected a list of labels in ${file}, got an array of shape ${shape.join(" x ")}`,
  );
}

async function labelsOfCSV(caller: string, file: string, M: number): Promise<unknown[]> {
  const table = await readPlainCSV(caller, file);
  const names = table.columnNames();
  if (names.length !== 1) {
    throw new Error(`${caller}: expected one column of labels in ${file}, got ${names.length}`);
  }
  const labels = Array.from(table.array(names[0]));
  // without a header, the first label was taken for one
  return labels.length === M - 1 && names[0] !== "col1" ? [names[0], ...labels] : labels;
}
