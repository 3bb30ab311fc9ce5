import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { cellOfScalar, quotedText } from "../numerics/csv-cell.ts";
import type { Reduction } from "./reduction.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { isDate, type Row } from "./table.ts";

const tables = new WeakMap<FigureSpec, readonly Row[]>();

/**
 * The figure with the record of its reduction and, in memory, all rows of its table.
 *
 * @param marks  number of marks that are left
 * @throws {TypeError} a column whose values no CSV file holds
 */
export function withFullTable(
  caller: string,
  spec: FigureSpec,
  rows: readonly Row[],
  { rule, marks }: { readonly rule: string; readonly marks: number },
): FigureSpec {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  for (const part of csvParts(rows, caller)) hash.update(encoder.encode(part));
  const reduction: Reduction = {
    rule,
    rows: rows.length,
    marks,
    sha256: bytesToHex(hash.digest()),
  };
  const usermeta = isRecord(spec.usermeta) ? spec.usermeta : {};
  const damlab = isRecord(usermeta.damlab) ? usermeta.damlab : {};
  const reduced = { ...spec, usermeta: { ...usermeta, damlab: { ...damlab, reduction } } };
  tables.set(reduced, rows);
  return reduced;
}

/**
 * All rows that a figure was made from, where it shows fewer marks than rows.
 *
 * Known for specifications as a builder returned them, in the session that made them.
 *
 * @returns the rows as given to the builder, or undefined for a figure that shows all of its table
 */
export function fullTable(spec: FigureSpec): readonly Row[] | undefined {
  return tables.get(spec);
}

/**
 * The rows as CSV text in parts of about a thousand lines, which `readCSV` and tables of results read.
 *
 * Columns in the order of their first appearance; exact integers and times are written as text.
 *
 * @throws {TypeError} values that no CSV file holds
 */
export function* csvParts(rows: readonly Row[], caller = "fullTable"): Generator<string> {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  const columns = [...names];
  let lines = [columns.map(quotedText).join(",")];
  for (const row of rows) {
    lines.push(columns.map((column) => cell(caller, row[column], column)).join(","));
    if (lines.length < 1000) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

function cell(caller: string, value: unknown, column: string): string {
  if (typeof value === "bigint") return String(value);
  const isObject = typeof value === "object" && value !== null;
  const text = cellOfScalar(isObject && isDate(value) ? value.toJSON() : value);
  if (text !== undefined) return text;
  throw new TypeError(
    `${caller}: expected numbers, text, times, booleans and null in column "${column}" of a table that is ` +
      `kept beside its figure, got ${Array.isArray(value) ? "an array" : typeof value}; ` +
      "select the columns of the figure first",
  );
}
