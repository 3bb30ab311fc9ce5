/** Lengths at which the plain text of a value is cut. */
export const MAXIMUM_CHARACTERS = 20_000;
const HEAD = 8;

type Inspect = (value: unknown, options?: object) => string;
type NumericArray = ArrayLike<number> & { constructor: { name: string } };

/**
 * The plain text of a value: strings as they are, typed arrays by kind, length, range and first
 * entries, everything else as Node's inspector (or, in a browser, JSON) prints it. Cut at
 * 20 000 characters, with the number of characters left out.
 */
export function valueText(value: unknown): string {
  return cut(
    typeof value === "string" ? value : isTypedArray(value) ? summary(value) : print(value),
  );
}

export function cut(text: string): string {
  const rest = text.length - MAXIMUM_CHARACTERS;
  if (rest <= 0) return text;
  return `${text.slice(0, MAXIMUM_CHARACTERS)}\n... ${rest} more characters`;
}

function isTypedArray(value: unknown): value is NumericArray {
  return ArrayBuffer.isView(value) && "length" in value && value.constructor.name !== "Buffer";
}

function summary(values: NumericArray): string {
  const kind = `${values.constructor.name}(${values.length})`;
  if (values.length === 0) return kind;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  const head = Array.from({ length: Math.min(HEAD, values.length) }, (_, i) => values[i]).join(
    ", ",
  );
  const more = values.length > HEAD ? ", ..." : "";
  return `${kind} min ${min}, mean ${significant(sum / values.length)}, max ${max}\n[${head}${more}]`;
}

function significant(x: number): string {
  return String(Number(x.toPrecision(6)));
}

function print(value: unknown): string {
  const inspect = nodeInspect();
  if (inspect) return inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000 });
  if (typeof value === "object" && value !== null) {
    try {
      return JSON.stringify(value, undefined, 2) ?? String(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return String(value);
}

function nodeInspect(): Inspect | undefined {
  const node = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } })
    .process;
  return (node?.getBuiltinModule?.("node:util") as { inspect: Inspect } | undefined)?.inspect;
}
