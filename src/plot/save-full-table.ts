import { csvParts, fullTable } from "./full-table.ts";
import type { FigureSpec } from "./spec.ts";

/** Ending of the file that holds the full table of a figure, behind the figure's name. */
export const fullTableEnding = ".full.csv";

/**
 * Writes all rows of a figure that shows fewer as a CSV file, whose SHA-256 the figure states.
 *
 * The file appears complete or not at all; missing folders are made. Nothing is written for a figure that
 * shows all of its table.
 *
 * @param spec  as a builder returned it
 * @throws {Error} a place that cannot be written
 */
export async function saveFullTable(spec: FigureSpec, path: string): Promise<void> {
  const rows = fullTable(spec);
  if (!rows) return;
  const [{ mkdir }, { dirname }, { default: writeFileAtomic }] = await Promise.all([
    import("node:fs/promises"),
    import("node:path"),
    import("write-file-atomic"),
  ]);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, [...csvParts(rows)].join(""));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`saveFullTable: expected a place to write ${path}, got ${reason}`, { cause });
  }
}
