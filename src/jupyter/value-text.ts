import {
  arrayEntries,
  arrayStatistics,
  arrayTitle,
  isTypedArray,
  type NumericArray,
} from "./array-text.ts";

/** Lengths at which the plain text of a value is cut. */
export const MAXIMUM_CHARACTERS = 20_000;

type Inspect = (value: unknown, options?: object) => string;

/**
 * The plain text of a value: strings as they are, typed arrays by kind, length, range and first and
 * last entries, everything else as Node's inspector (or, in a browser, JSON) prints it. Cut at
 * 20 000 characters, with the number of characters left out. Never throws, whatever reading the
 * value does.
 */
export function valueText(value: unknown): string {
  if (typeof value === "string") return cut(value);
  try {
    if (isTypedArray(value)) return arrayText(value, arrayStatistics(value));
    return cut(print(value));
  } catch (error) {
    return `a value that cannot be printed: reading it throws ${reasonOf(error)}`;
  }
}

/** A typed array as kind, length, statistics, and first and last entries. */
export function arrayText(values: NumericArray, statistics: string): string {
  if (values.length === 0) return arrayTitle(values);
  return `${arrayTitle(values)} ${statistics}\n[${arrayEntries(values, 8, 3)}]`;
}

/** A text of at most 20 000 characters, and how many more there are. */
export function cut(text: string): string {
  const rest = text.length - MAXIMUM_CHARACTERS;
  if (rest <= 0) return text;
  return `${text.slice(0, MAXIMUM_CHARACTERS)}\n... ${rest} more characters`;
}

/** The first line of what was thrown. */
export function reasonOf(thrown: unknown): string {
  try {
    return String(thrown).split("\n")[0]!;
  } catch {
    return "something that has no text";
  }
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
