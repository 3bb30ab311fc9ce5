import {
  hintAt,
  numberIn,
  type Row,
  requireCategories,
  requireColumn,
  requireRows,
} from "./table.ts";

/** Counts of a classification: counts[i][j] examples of class i that were taken for class j. */
export interface ConfusionCounts {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Columns of a table of classified examples. */
export interface ConfusionColumns {
  readonly truth: string;
  readonly predicted: string;
  /** Column with the number of examples that a row stands for; without it a row is one example. */
  readonly count: string | undefined;
}

/** True for counts that are given as a matrix. */
export function isCounts(input: unknown): input is ConfusionCounts {
  return typeof input === "object" && input !== null && "counts" in input && "classes" in input;
}

/** Refuses counts that make no square matrix of whole numbers ≥ 0. */
export function requireSquare(caller: string, { classes, counts }: ConfusionCounts): void {
  const lengths = counts.map((line) => line.length);
  if (
    classes.length === 0 ||
    counts.length !== classes.length ||
    lengths.some((length) => length !== classes.length)
  ) {
    throw new RangeError(
      `${caller}: expected as many rows and columns of counts as classes, got ${classes.length} classes and ` +
        `rows of ${lengths.join(", ")}`,
    );
  }
  counts.forEach((line, i) => {
    const j = line.findIndex((count) => !(Number.isInteger(count) && count >= 0));
    if (j >= 0) {
      throw new RangeError(
        `${caller}: expected whole counts ≥ 0, got ${line[j]} for ${classes[i]} taken for ${classes[j]}`,
      );
    }
  });
}

/** Counts of the rows of a table, in the order of the classes: the given one, else by first appearance. */
export function countsOf(
  caller: string,
  rows: readonly Row[],
  { truth, predicted, count }: ConfusionColumns,
  order: readonly (string | number)[] | undefined,
): ConfusionCounts {
  for (const column of [truth, predicted]) requireCategories(caller, rows, column);
  if (count !== undefined) {
    requireColumn(caller, rows, count);
    requireRows(
      `${caller}: expected whole counts ≥ 0 in column "${count}"`,
      rows,
      count,
      (row) => Number.isInteger(numberIn(row[count])) && numberIn(row[count]) >= 0,
      "count the examples of each pair of classes",
    );
  }
  const classes = (order ?? classesIn(rows, [truth, predicted])).map(String);
  const place = new Map(classes.map((name, i) => [name, i]));
  for (const column of [truth, predicted]) {
    const stray = rows.find((row) => !place.has(String(row[column])));
    if (stray) {
      const name = String(stray[column]);
      throw new RangeError(
        `${caller}: expected values of column "${column}" among the classes (${classes.join(", ")}), ` +
          `got "${name}"${hintAt(name, classes)}`,
      );
    }
  }
  const counts = classes.map(() => classes.map(() => 0));
  for (const row of rows) {
    const line = counts[place.get(String(row[truth]))!]!;
    const at = place.get(String(row[predicted]))!;
    line[at] = line[at]! + (count === undefined ? 1 : numberIn(row[count]));
  }
  return { classes, counts };
}

/** Classes of both columns: numbers ascending, names by first appearance. */
function classesIn(rows: readonly Row[], columns: readonly string[]): (string | number)[] {
  const values = new Set<unknown>();
  for (const column of columns) for (const row of rows) values.add(row[column]);
  const list = [...values];
  return list.every((value) => !Number.isNaN(numberIn(value)))
    ? list.map(numberIn).sort((a, b) => a - b)
    : list.map(String);
}
