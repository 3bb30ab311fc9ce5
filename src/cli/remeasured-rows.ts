import type { WorkerPool } from "../parallel/worker-pool.ts";
import { type MeasureOptions, withPool } from "../studies/measure-options.ts";
import { createProgressLine } from "./progress-line.ts";

/**
 * The rows of all parts, measured again for a figure, with a line of progress.
 *
 * @param name  of the command, in the progress
 * @param unit  what a part is called where it is more than a row; default `rows`
 */
export async function remeasuredRows<Part, Row>(
  name: string,
  parts: readonly Part[],
  measure: (pool: WorkerPool, part: Part, options: MeasureOptions) => Promise<readonly Row[]>,
  unit?: string,
): Promise<Row[]> {
  const progress = createProgressLine(name, parts.length, unit);
  const rows: Row[] = [];
  try {
    await withPool({}, async (pool) => {
      for (const [k, part] of parts.entries()) {
        const onProgress = (done: number, total: number) => progress.update(k, done / total);
        rows.push(...(await measure(pool, part, { onProgress })));
        progress.finish(k);
      }
    });
  } finally {
    progress.stop();
  }
  return rows;
}
