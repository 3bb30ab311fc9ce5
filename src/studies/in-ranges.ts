import type { TaskModule } from "../parallel/task-module.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { type TrialRange, trialRanges } from "./trial-ranges.ts";

/** What a task makes of all trials of its work, which it takes in ranges; in the order of trials. */
export async function inRanges<Work extends object, Result>(
  pool: WorkerPool,
  module: TaskModule<Work & TrialRange, Result[]>,
  work: Work,
  trials: number,
  { onProgress, signal }: MeasureOptions,
): Promise<Result[]> {
  const tasks = trialRanges(trials, pool.workers).map((range) => ({ ...work, ...range }));
  const found = await pool.run(module, tasks, {
    // ranges are of equal length
    onProgress: (done, total) => onProgress?.(Math.round((trials * done) / total), trials),
    ...(signal && { signal }),
  });
  return found.flat();
}
