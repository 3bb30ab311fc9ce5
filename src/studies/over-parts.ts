import { type ColumnTable, from } from "arquero";
import { requireWorkers, type WorkerPool } from "../parallel/worker-pool.ts";
import { type MeasureOptions, withPool } from "./measure-options.ts";

/** How to watch and end a study, and on how many threads it runs. */
export interface StudyOptions<Row> extends MeasureOptions {
  /** Called with every row as soon as its part is finished. */
  readonly onRow?: (row: Row) => void;
}

/** One table of the rows of all parts, which were checked. Progress counts parts in thousandths. */
export async function overParts<Part, Row extends object>(
  caller: string,
  parts: readonly Part[],
  { workers, onRow, onProgress, signal }: StudyOptions<Row>,
  measure: (pool: WorkerPool, part: Part, options: MeasureOptions) => Promise<Row[]>,
): Promise<ColumnTable> {
  if (workers !== undefined) requireWorkers(caller, workers);
  const rows: Row[] = [];
  await withPool(workers === undefined ? {} : { workers }, async (pool) => {
    for (const [k, part] of parts.entries()) {
      const found = await measure(pool, part, {
        onProgress: (done, total) =>
          onProgress?.(Math.round(1000 * (k + done / total)), 1000 * parts.length),
        ...(signal && { signal }),
      });
      for (const row of found) {
        rows.push(row);
        onRow?.(row);
      }
    }
  });
  return from(rows);
}
