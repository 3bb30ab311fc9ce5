import { type ColumnTable, table } from "arquero";
import JSON5 from "json5";
import type { NumericArray } from "./load-idx.ts";
import { type Source, sourceText } from "./read-source.ts";
import { requireColumnNames } from "./table-column.ts";

/**
 * Reads a JSON array as a table: an array of objects gives their fields as columns (a field that
 * an object lacks is null), an array of equally long arrays gives the columns col1, col2, …, and
 * an array of plain values gives one column `value`.
 *
 * JSON5 is read too: comments, trailing commas and the bare NaN and Infinity that other programs
 * write.
 *
 * @param source  path, file URL, bytes, or the text itself: a string that begins with [ or has a
 *   line break is text
 * @throws {Error} an unreadable file, malformed text (line and column named), no array, an empty
 *   array or row, rows of different kinds or lengths (row named), or a field named __proto__
 */
export async function readJSON(source: Source): Promise<ColumnTable> {
  const { name, rows } = await jsonRows(source, "readJSON");
  const kind = kindOf(rows[0]);
  const odd = rows.findIndex((row) => kindOf(row) !== kind);
  if (odd >= 0) {
    throw new Error(
      `readJSON: expected rows of one kind, got ${kind} in row 0 and ${kindOf(rows[odd])} in row ${odd} of ${name}`,
    );
  }
  if (kind === "a value") return table({ value: rows });
  if (kind === "an object") {
    const objects = rows as Record<string, unknown>[];
    const fields = [...new Set(objects.flatMap(Object.keys))];
    requireColumnNames("readJSON", fields, name);
    return table(fields.map((field) => [field, objects.map((object) => object[field] ?? null)]));
  }
  const arrays = rows as unknown[][];
  const width = arrays[0].length;
  const other = arrays.findIndex((row) => row.length !== width);
  if (other >= 0) {
    throw new Error(
      `readJSON: expected ${width} values as in row 0, got ${arrays[other].length} in row ${other} of ${name}`,
    );
  }
  if (width === 0) throw new Error(`readJSON: expected at least one column, got none in ${name}`);
  return table(
    Array.from({ length: width }, (_, k) => [`col${k + 1}`, arrays.map((row) => row[k] ?? null)]),
  );
}

/**
 * Reads a JSON array of numbers, or arrays of numbers nested to any depth, as one rectangular
 * array (e.g. patterns as P rows of ±1, or images × height × width).
 *
 * @param source  as for `readJSON`
 * @throws {Error} as `readJSON`, or an entry that is not a number, or a ragged or empty array; the
 *   message names the position, e.g. [3][0]
 */
export async function readJSONArray(source: Source): Promise<NumericArray> {
  const { name, rows } = await jsonRows(source, "readJSONArray");
  const refuse = (expected: string, got: string, path: string): never => {
    throw new Error(`readJSONArray: expected ${expected}, got ${got} at ${path} of ${name}`);
  };
  const shape: number[] = [];
  for (let node: unknown = rows; Array.isArray(node); node = node[0]) shape.push(node.length);
  const empty = shape.indexOf(0);
  if (empty > 0) refuse("numbers", "an empty array", "[0]".repeat(empty));
  const values: number[] = [];
  const fill = (node: unknown, axis: number, path: string): void => {
    if (axis === shape.length) {
      if (typeof node === "number") values.push(node);
      else refuse("a number", JSON.stringify(node) ?? String(node), path);
    } else if (!Array.isArray(node) || node.length !== shape[axis]) {
      const got = Array.isArray(node) ? `${node.length}` : (JSON.stringify(node) ?? "nothing");
      refuse(`an array of ${shape[axis]} entries`, got, path);
    } else {
      node.forEach((child, k) => {
        fill(child, axis + 1, `${path}[${k}]`);
      });
    }
  };
  fill(rows, 0, "");
  return { shape, values: Float64Array.from(values) };
}

async function jsonRows(
  source: Source,
  caller: string,
): Promise<{ name: string; rows: readonly unknown[] }> {
  const isText = typeof source === "string" && /^\s*\[|[\r\n]/.test(source);
  const { name, text } = isText
    ? { name: "the given text", text: source }
    : await sourceText(source, caller);
  const value = parsed(name, text, caller);
  if (!Array.isArray(value)) {
    throw new Error(`${caller}: expected an array, got ${kindOf(value)} in ${name}`);
  }
  if (value.length === 0)
    throw new Error(`${caller}: expected rows, got an empty array in ${name}`);
  return { name, rows: value };
}

function parsed(name: string, text: string, caller: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON5.parse(text);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      const { lineNumber, columnNumber } = cause as SyntaxError & Record<string, unknown>;
      const got = cause.message.replace(/^JSON5: | at \d+:\d+$/g, "");
      throw new Error(
        `${caller}: expected JSON, got ${got} in line ${lineNumber}, column ${columnNumber} of ${name}`,
        { cause },
      );
    }
  }
}

function kindOf(value: unknown): "an array" | "an object" | "a value" {
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : "a value";
}
