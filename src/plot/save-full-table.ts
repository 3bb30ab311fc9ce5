import { fullTables } from "./full-table.ts";
import { makeFolder } from "./make-folder.ts";
import type { FigureSpec } from "./spec.ts";

/** Name of the file of the k-th full table of a figure, from 0: <name>.full.csv, <name>.full-2.csv, … */
export function fullTableName(name: string, k: number): string {
  return `${name}.full${k === 0 ? "" : `-${k + 1}`}.csv`;
}

/**
 * Writes all rows of a figure that shows fewer as a CSV file, whose SHA-256 the figure states; one file for
 * each table of a composition.
 *
 * Each file appears complete or not at all; missing folders are made. Nothing is written for a figure that
 * shows all of its table, or whose rows are not known.
 *
 * @param spec  as a builder returned it
 * @param name  path without ending, to which `fullTableName` adds one
 * @throws {Error} a place that cannot be written
 */
export async function saveFullTables(spec: FigureSpec, name: string): Promise<void> {
  const tables = fullTables(spec);
  if (tables.length === 0) return;
  const [{ dirname }, { default: writeFileAtomic }, { csvParts }] = await Promise.all([
    import("node:path"),
    import("write-file-atomic"),
    import("./table-csv.ts"),
  ]);
  for (const [k, { rows }] of tables.entries()) {
    if (rows === undefined) continue;
    const path = fullTableName(name, k);
    try {
      await makeFolder(dirname(path));
      await writeFileAtomic(path, [...csvParts(rows)].join(""));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`saveFullTables: expected a place to write ${path}, got ${reason}`, {
        cause,
      });
    }
  }
}
