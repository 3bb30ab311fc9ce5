import type { Solution } from "../numerics/solution.ts";
import type { TaskModule } from "../parallel/task-module.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import { stream } from "../random/stream.ts";
import { dynamicsTheory } from "../theory/dynamics-theory.ts";
import type { OrderParameters } from "../theory/order-parameters.ts";
import type { TheoryPart } from "./dynamics-parts.ts";
import { theoryModel } from "./dynamics-setting.ts";
import type { MeasureOptions } from "./measure-options.ts";

/** Theory from one start overlap. */
export interface TheoryWork {
  readonly part: TheoryPart;
  readonly overlap0: number;
  /** Population that is solved alone, by a stream of its own; none: all together. */
  readonly population?: number;
}

/**
 * Solves the theory. All curves of a seed share their random numbers, so that they differ by their parameters
 * more sharply than by their errors.
 */
export function theoryAt({ part, overlap0, population }: TheoryWork): Solution<OrderParameters> {
  const { setting, choice } = part;
  const { steps, seed } = setting;
  const root = stream(seed, "dynamics", "theory");
  const isAlone = population !== undefined;
  return dynamicsTheory(theoryModel(setting), {
    overlap0,
    steps,
    ...choice,
    ...(isAlone && { populations: 1 }),
    rng: isAlone ? root.split("population", population) : root,
  });
}

export const task = theoryAt;

const theoryCurve: TaskModule<TheoryWork, Solution<OrderParameters>> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};

/** Theory from every start overlap, in their order. */
export function theoryCurves(
  pool: WorkerPool,
  part: TheoryPart,
  overlaps: readonly number[],
  { onProgress, signal }: MeasureOptions,
): Promise<Solution<OrderParameters>[]> {
  const tasks = overlaps.map((overlap0) => ({ part, overlap0 }));
  return pool.run(theoryCurve, tasks, {
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}
