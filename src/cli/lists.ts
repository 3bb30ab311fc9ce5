import { InvalidArgumentError, Option } from "commander";

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

/** An option that takes a list; its default is written as on the command line. */
export function listOption<T>(
  flags: string,
  meaning: string,
  parse: (text: string) => T[],
  value: string,
): Option {
  return new Option(flags, meaning).argParser(usage(parse)).default(parse(value), value);
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

/** A parser of one integer ≥ least. */
export const integerFrom = (least: number) => (text: string) => integer(text, least);

/** Reads one finite number > 0. */
export function positive(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value > 0 && value < Infinity) return value;
  throw new RangeError(`expected a number > 0, got ${JSON.stringify(text)}`);
}

/** Digits after the point that a number is written with: 3 of 0.125 and of 1e-3. */
function decimalPlaces(word: string): number {
  const [mantissa, exponent = "0"] = word.toLowerCase().split("e");
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}

/**
 * Reads a list of decimals: `0.1,1e-3`, ranges `start:stop[:step]` with both ends, or both mixed. Default step
 * 1; the numbers of a range have as many decimals as it is written with, so that 0.1:0.3:0.1 ends with 0.3.
 *
 * @throws {RangeError} anything else, or a range that does not end
 */
export function decimals(text: string): number[] {
  return text.split(",").flatMap((item) => {
    const words = item.split(":").map((word) => word.trim());
    const [start, stop = start, step = 1] = words.map((word) =>
      /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word) ? Number(word) : Number.NaN,
    );
    if (words.length === 1 && Number.isFinite(start)) return [start];
    const places = Math.max(...words.map(decimalPlaces));
    // half of the last digit, as steps such as 0.1 are not exact
    const length = Math.floor((stop - start) / step + 0.5 * 10 ** -places) + 1;
    const isRange = words.length <= 3 && Number.isFinite(start + stop + step) && places <= 15;
    if (!isRange || !(step > 0) || !(length >= 1 && length <= longest)) {
      throw new RangeError(
        `expected decimals as a,b,c or start:stop[:step], at most ${longest}, ` +
          `got ${JSON.stringify(text)}`,
      );
    }
    return Array.from({ length }, (_, k) => Number((start + k * step).toFixed(places)));
  });
}
