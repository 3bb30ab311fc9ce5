import { type WorkerPool, workerPool } from "../parallel/worker-pool.ts";
import type { MeasureOptions } from "../studies/measure-options.ts";
import { interruptible } from "./interruptible.ts";
import { createProgressLine } from "./progress-line.ts";

/** A table of rows that is measured part by part. */
export interface RowsWork<Part, Row> {
  /** Name of the command, in progress and messages. */
  readonly name: string;
  readonly parts: readonly Part[];
  readonly workers: number;
  /** The rows of a part. */
  measure(pool: WorkerPool, part: Part, options: MeasureOptions): Promise<readonly Row[]>;
  /** The finished rows as text; empty for nothing to print. */
  text(rows: readonly Row[]): string;
  /** What a part is called where it is more than a row; default `rows`. */
  readonly unit?: string;
}

/**
 * Measures the parts one after another and prints their rows, also when Ctrl-C ends it early.
 *
 * @returns the rows; null when interrupted
 */
export async function measureRows<Part, Row>(
  work: RowsWork<Part, Row>,
): Promise<readonly Row[] | null> {
  const { name, parts, workers, unit = "rows" } = work;
  const progress = createProgressLine(name, parts.length, unit);
  const pool = workerPool({ workers, ownThread: true });
  const rows: Row[] = [];
  let done = 0;
  let wasInterrupted = false;
  try {
    wasInterrupted = await interruptible(async (signal) => {
      for (const part of parts) {
        const onProgress = (some: number, all: number) => progress.update(done, some / all);
        rows.push(...(await work.measure(pool, part, { signal, onProgress })));
        progress.finish(done);
        done += 1;
      }
    });
  } finally {
    progress.stop();
    await pool.close();
    const text = work.text(rows);
    if (rows.length > 0 || (wasInterrupted && text !== "")) console.log(text);
  }
  if (!wasInterrupted) return rows;
  process.stderr.write(`damlab ${name}: interrupted after ${done} of ${parts.length} ${unit}\n`);
  return null;
}
