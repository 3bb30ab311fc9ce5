/** A typed array of numbers, whatever its kind. */
export type NumericArray = ArrayLike<number | bigint> & { readonly constructor: { name: string } };

/** True for typed arrays; Node prints its buffers of bytes well enough. */
export function isTypedArray(value: unknown): value is NumericArray {
  return ArrayBuffer.isView(value) && "length" in value && value.constructor.name !== "Buffer";
}

/** "Float64Array(1000)". */
export function arrayTitle(values: NumericArray): string {
  return `${values.constructor.name}(${values.length})`;
}

/**
 * "min -1, mean 0.5, max 3, 2 NaN", in one pass; nothing for an empty array. NaN is counted and left
 * out of the other numbers.
 */
export function arrayStatistics(values: NumericArray): string {
  let count = 0;
  let sum = 0;
  let min: number | bigint = Number.POSITIVE_INFINITY;
  let max: number | bigint = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    count++;
    sum += Number(value);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const numbers = { min, mean: sum / count, max };
  const words = Object.entries(numbers).map(([name, value]) => `${name} ${entryText(value)}`);
  const without = values.length - count;
  return [...(count > 0 ? words : []), ...(without > 0 ? [`${without} NaN`] : [])].join(", ");
}

/** First and last entries, separated by commas, with "..." where some between them are left out. */
export function arrayEntries(values: NumericArray, head: number, tail: number): string {
  const texts = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => entryText(values[from + i]!));
  const { length } = values;
  if (length <= head + tail) return texts(0, length).join(", ");
  return [...texts(0, head), "...", ...texts(length - tail, length)].join(", ");
}

/** Whole numbers in full, others to six significant digits. */
function entryText(value: number | bigint): string {
  const isWhole = typeof value === "bigint" || Number.isInteger(value);
  return String(isWhole ? value : Number(value.toPrecision(6)));
}
