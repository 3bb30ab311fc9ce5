import { type Reduction, reductionsOf } from "./reduction.ts";
import type { FigureSpec } from "./spec.ts";
import type { Row } from "./table.ts";

/** Rows by the record that stands in the figure: they last as long as a figure that carries it. */
const tables = new WeakMap<Reduction, readonly Row[]>();

/** Remembers all rows of the table whose reduction a record states. */
export function keepRows(reduction: Reduction, rows: readonly Row[]): void {
  tables.set(reduction, rows);
}

/**
 * All rows that a figure was made from, where it shows fewer marks than rows; of a composition those of its
 * first such part (`fullTables` has all).
 *
 * Known in the session that made the figure, for what a builder returned, its compositions and copies by
 * `{ ...spec }`; not for deep copies.
 *
 * @returns the rows as given to the builder, or undefined for a figure that shows all of its table
 */
export function fullTable(spec: FigureSpec): readonly Row[] | undefined {
  return fullTables(spec)[0]?.rows;
}

/** A table that a figure shows in part. */
export interface FullTable {
  /** The record of one part of the figure that shows it. */
  readonly reduction: Reduction;
  /** As given to the builder; undefined where they are not known. */
  readonly rows: readonly Row[] | undefined;
}

/** The different tables that a figure shows in part, in the order of the parts. */
export function fullTables(spec: FigureSpec): FullTable[] {
  const found = new Map<string, FullTable>();
  for (const reduction of reductionsOf(spec)) {
    const rows = found.get(reduction.sha256)?.rows ?? tables.get(reduction);
    found.set(reduction.sha256, { reduction, rows });
  }
  return [...found.values()];
}
