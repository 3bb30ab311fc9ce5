import { type WorkerPool, workerPool } from "../parallel/worker-pool.ts";

/** How to watch and end a measurement, and on how many threads it runs. */
export interface MeasureOptions {
  /** Integer ≥ 1; default as many as the machine runs at once. The result does not depend on it. */
  readonly workers?: number;
  /** Called with the steps done, such as trials, pattern sets or curves, a few at once. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends workers within a second; with one worker, which is this thread, between two steps. */
  readonly signal?: AbortSignal;
}

/** Runs with a pool of its own, which ends with it. */
export async function withPool<T>(
  { workers }: Pick<MeasureOptions, "workers">,
  run: (pool: WorkerPool) => Promise<T>,
): Promise<T> {
  const pool = workerPool(workers === undefined ? {} : { workers });
  try {
    return await run(pool);
  } finally {
    await pool.close();
  }
}
