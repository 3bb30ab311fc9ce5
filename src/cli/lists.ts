import { InvalidArgumentError } from "commander";

const longest = 10000;

/** A parser for commander whose errors become usage errors; the name of a function is dropped. */
export function usage<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message.replace(/^\w+: /, ""));
    }
  };
}

/** Items of a comma-separated list, each read by `parse`. */
export function listOf<T>(parse: (item: string) => T): (text: string) => T[] {
  return (text) => text.split(",").map((item) => parse(item.trim()));
}

/**
 * Reads a list of integers: `2,3,4`, ranges `start:stop[:step]` with both ends, or both mixed.
 *
 * @throws {RangeError} anything else, a number below `least`, or a range that does not end
 */
export function integers(text: string, least: number): number[] {
  return text.split(",").flatMap((item) => {
    const parts = item.split(":").map((part) => (/^\s*-?\d+\s*$/.test(part) ? Number(part) : NaN));
    const [start, stop = start, step = 1] = parts;
    const isRange = parts.length <= 3 && parts.every(Number.isSafeInteger);
    const length = Math.floor((stop - start) / step) + 1;
    if (!isRange || start < least || step < 1 || length < 1 || length > longest) {
      throw new RangeError(
        `expected integers >= ${least} as a,b,c or start:stop[:step], at most ${longest}, ` +
          `got ${JSON.stringify(text)}`,
      );
    }
    return Array.from({ length }, (_, k) => start + k * step);
  });
}

/** Reads one integer ≥ least. */
export function integer(text: string, least: number): number {
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`expected an integer >= ${least}, got ${JSON.stringify(text)}`);
  }
  return value;
}
