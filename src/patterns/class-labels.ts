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
 * @param known  the classes there are by name, or their number C; default: those of the labels
 * @throws {RangeError} a row without label, a label that is none of the classes, fractions, more than C or 1000
 *   classes, the row counted from 0; fewer names than C
 */
export function classLabels(
  caller: string,
  values: readonly unknown[],
  where: string,
  known?: readonly string[] | number,
): ClassLabels {
  const refuse = (expected: string, row: number, remedy = ""): never => {
    const got = values[row] === null ? "none" : JSON.stringify(values[row]);
    throw new RangeError(
      `${caller}: expected ${expected}, got ${got} in row ${row} of ${where}${remedy}`,
    );
  };
  if (typeof known === "number" && !(Number.isSafeInteger(known) && known >= 1)) {
    throw new RangeError(`${caller}: expected an integer classes >= 1, got ${known}; count them`);
  }
  const empty = values.findIndex((value) => value === null || value === undefined || value === "");
  if (empty >= 0) refuse("a label in each row", empty);
  const classes = typeof known === "object" ? known : namesOf(values, known, refuse);
  if (typeof known === "number" && classes.length < known) {
    throw new RangeError(
      `${caller}: expected ${known} classes, got ${classes.length} (${some(classes)}) in ${where}`,
    );
  }
  const numbers = new Map(classes.map((name, k) => [name, k]));
  const odd = values.findIndex((value) => !numbers.has(String(value)));
  if (odd >= 0) {
    refuse(`a class of the machine (${some(classes)})`, odd);
  }
  return { labels: Int32Array.from(values, (value) => numbers.get(String(value)) ?? -1), classes };
}

/** Names of classes, not more than a dozen. */
const some = (names: readonly string[]): string =>
  (names.length > 12 ? [...names.slice(0, 11), "…", names.at(-1)] : names).join(", ");

function namesOf(
  values: readonly unknown[],
  C: number | undefined,
  refuse: (expected: string, row: number, remedy?: string) => never,
): string[] {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
  const remedy =
    C === undefined ? "; name the column of the labels" : "; mend the labels or raise classes";
  const limit = C ?? mostClasses;
  if (values.every(isCount)) {
    const large = values.findIndex((value) => Number(value) >= limit);
    if (large >= 0) refuse(`classes 0 … ${limit - 1}`, large, remedy);
    const most = values.reduce<number>((largest, value) => Math.max(largest, Number(value)), -1);
    return Array.from({ length: C ?? most + 1 }, (_, k) => String(k));
  }
  const fraction = values.findIndex(
    (value) => typeof value === "number" && !Number.isInteger(value),
  );
  if (fraction >= 0) refuse("whole numbers or names as labels", fraction, remedy);
  const names = [...new Set(values.map(String))].sort();
  if (names.length > limit) {
    refuse(`at most ${limit} classes`, values.map(String).indexOf(names[limit]), remedy);
  }
  return names;
}
