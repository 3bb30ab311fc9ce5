/** Classes by number, and what the data call them. */
export interface ClassLabels {
  /** 0 … C − 1. */
  readonly labels: Int32Array;
  /** Name of each class. */
  readonly classes: readonly string[];
}

const mostClasses = 1000;

/**
 * Numbers the classes of labels.
 *
 * Whole numbers ≥ 0 stay what they are: of labels up to 9 there are ten classes, also when some do not occur.
 * Other labels are names, numbered in alphabetical order.
 *
 * @param values  label of each row; null for none
 * @param where  the source of the labels, as messages name it
 * @param names  the classes there are; default: those of the labels
 * @throws {RangeError} a row without label, a label that is none of `names`, fractions, more than 1000 classes;
 *   the row is named, counted from 0
 */
export function classLabels(
  caller: string,
  values: readonly unknown[],
  where: string,
  names?: readonly string[],
): ClassLabels {
  const refuse = (expected: string, row: number, remedy = ""): never => {
    const got = values[row] === null ? "none" : JSON.stringify(values[row]);
    throw new RangeError(
      `${caller}: expected ${expected}, got ${got} in row ${row} of ${where}${remedy}`,
    );
  };
  const empty = values.findIndex((value) => value === null || value === undefined || value === "");
  if (empty >= 0) refuse("a label in each row", empty);
  const classes = names ?? namesOf(values, refuse);
  const numbers = new Map(classes.map((name, k) => [name, k]));
  const odd = values.findIndex((value) => !numbers.has(String(value)));
  if (odd >= 0) {
    const some = classes.length > 12 ? [...classes.slice(0, 11), "…", classes.at(-1)] : classes;
    refuse(`a class of the machine (${some.join(", ")})`, odd);
  }
  return { labels: Int32Array.from(values, (value) => numbers.get(String(value)) ?? -1), classes };
}

function namesOf(
  values: readonly unknown[],
  refuse: (expected: string, row: number, remedy?: string) => never,
): string[] {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
  const remedy = "; name the column of the labels";
  if (values.every(isCount)) {
    const large = values.findIndex((value) => Number(value) >= mostClasses);
    if (large >= 0) refuse(`classes 0 … ${mostClasses - 1}`, large, remedy);
    const most = values.reduce<number>((largest, value) => Math.max(largest, Number(value)), -1);
    return Array.from({ length: most + 1 }, (_, k) => String(k));
  }
  const fraction = values.findIndex(
    (value) => typeof value === "number" && !Number.isInteger(value),
  );
  if (fraction >= 0) refuse("whole numbers or names as labels", fraction, remedy);
  const names = [...new Set(values.map(String))].sort();
  if (names.length > mostClasses) {
    refuse(
      `at most ${mostClasses} classes`,
      values.map(String).indexOf(names[mostClasses]),
      remedy,
    );
  }
  return names;
}
