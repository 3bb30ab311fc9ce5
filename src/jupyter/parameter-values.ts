import JSON5 from "json5";

/**
 * What a text on the command line can mean, the likeliest first; the parameter's type decides.
 *
 * JSON5 (numbers, Infinity, NaN, objects, arrays, quoted texts), the text as it stands, and the list
 * grammar: items `a,b,c`, each a value or an inclusive range `start:stop[:step]` of at most 100 000
 * values; last a bigint (`5`, `5n`) and `undefined`. A number that would be rounded or overflow is none.
 *
 * @param text  e.g. "64", "[1, 2]", "all", "8:32:8"
 */
export function readingsOf(text: string): unknown[] {
  const items = text.split(",").map((item) => item.trim());
  const readings: unknown[] = [];
  const value = fromJson5(text);
  if (value !== undefined) readings.push(value);
  readings.push(text);
  if (text.trim() === "") return [...readings, []];
  readings.push(items.flatMap((item) => range(item) ?? [fromJson5(item) ?? item]));
  readings.push(items);
  if (/^[+-]?\d+n?$/.test(text.trim())) readings.push(BigInt(text.trim().replace("n", "")));
  if (text.trim() === "undefined") readings.push(undefined);
  return readings;
}

/** A value as a TypeScript expression; key order of objects is kept. */
export function toLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(
      ([key, item]) => `${IDENTIFIER.test(key) ? key : JSON.stringify(key)}: ${toLiteral(item)}`,
    );
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return `${value}n`;
  return value === undefined ? "undefined" : JSON.stringify(value);
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function fromJson5(text: string): unknown {
  try {
    const value: unknown = JSON5.parse(text);
    return typeof value === "number" && isChanged(value, text.trim()) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether reading a number made another one of it. */
function isChanged(value: number, text: string): boolean {
  if (!Number.isFinite(value)) return !/Infinity|NaN/.test(text);
  return /^[+-]?\d+$/.test(text) && BigInt(value) !== BigInt(text);
}

const LONGEST_RANGE = 100_000;

function range(item: string): number[] | undefined {
  const parts = item.split(":");
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => part.trim() === "")) return;
  const [start, stop, step = 1] = parts.map(Number) as [number, number, number?];
  const steps = (stop - start) / step;
  if (!(steps >= 0 && steps < LONGEST_RANGE)) return;
  const isWhole = Number.isInteger(start) && Number.isInteger(step);
  if (isWhole && ![start, start + Math.floor(steps) * step].every(Number.isSafeInteger)) return;
  // Room for the rounding of a step such as 0.1; twelve digits hide it in the values.
  const count = Math.floor(steps + 1e-9) + 1;
  const rounded = (value: number) => (isWhole ? value : Number(value.toPrecision(12)));
  return Array.from({ length: count }, (_, k) => rounded(start + k * step));
}
