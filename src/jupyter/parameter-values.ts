import JSON5 from "json5";

/**
 * What a text on the command line can mean, the likeliest first; the parameter's type decides.
 *
 * JSON5 (numbers, Infinity, NaN, objects, arrays, quoted texts), the text as it stands, and the list
 * grammar: items `a,b,c`, each a value or an inclusive range `start:stop[:step]`.
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
  return JSON.stringify(value);
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function fromJson5(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}

function range(item: string): number[] | undefined {
  const parts = item.split(":");
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => part.trim() === "")) return;
  const [start, stop, step = 1] = parts.map(Number) as [number, number, number?];
  const steps = (stop - start) / step;
  if (!Number.isFinite(steps) || steps < 0) return;
  // Room for the rounding of a step such as 0.1; twelve digits hide it in the values.
  const count = Math.floor(steps + 1e-9) + 1;
  return Array.from({ length: count }, (_, k) => Number((start + k * step).toPrecision(12)));
}
