/** What an axis of a parameter grid is made of. */
export type ParameterValue = string | number | boolean | null;

/** One value per axis. */
export type GridPoint = Readonly<Record<string, ParameterValue>>;

/**
 * All combinations of the values of the axes, the first axis slowest, the last one fastest.
 *
 * The result is an ordinary array: points that make no sense are removed by `filter`. A quantity
 * that stays fixed is an axis of one value, so that it becomes a column and part of the identity.
 *
 * @param axes  name → values, at least one each, e.g. `{ N: [32, 64], n: [2, 3] }`
 * @throws {RangeError} an axis is empty or has a value twice
 */
export function grid<A extends Readonly<Record<string, readonly ParameterValue[]>>>(
  axes: A,
): { readonly [K in keyof A]: A[K][number] }[] {
  let points: Record<string, ParameterValue>[] = [{}];
  for (const [name, values] of Object.entries(axes)) {
    if (!Array.isArray(values)) {
      throw new TypeError(`grid: expected an array of values for ${name}, got ${values}`);
    }
    if (values.length === 0) {
      throw new RangeError(`grid: expected at least one value for ${name}, got none`);
    }
    if (new Set(values).size < values.length) {
      throw new RangeError(`grid: expected different values for ${name}, got ${values.join(", ")}`);
    }
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  }
  return points as { readonly [K in keyof A]: A[K][number] }[];
}
