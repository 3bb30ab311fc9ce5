import type { TaskModule } from "../parallel/task-module.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import { flipsAtOverlap } from "../patterns/start-at-overlap.ts";
import type { SimulationPart } from "./dynamics-parts.ts";
import { inRanges } from "./in-ranges.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { setMemory, setStream } from "./pattern-set.ts";
import { hasNoise, type RunStart, runsFrom } from "./runs-from.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** Runs of some pattern sets, from all start overlaps. */
export interface RunsOfSets extends TrialRange {
  readonly part: SimulationPart;
  readonly overlaps: readonly number[];
  /** Whether C(t, s) is wanted. */
  readonly correlations: boolean;
}

/** What the runs of one pattern set gave. */
export interface SetRuns {
  /** m(t) of each run, start overlaps × targets × (T + 1). */
  readonly overlaps: Float64Array;
  /** C(t, s) averaged over the targets, start overlaps × (T + 1)²; null where not wanted. */
  readonly correlations: Float64Array | null;
  /** That of `Trajectories`, the same for all runs. */
  readonly warning: string | null;
}

export function task({ part, overlaps, correlations, first, count }: RunsOfSets): SetRuns[] {
  const { setting, N, P, targets } = part;
  const at = (overlap0: number): RunStart[] => {
    const flips = flipsAtOverlap(overlap0, N);
    return Array.from({ length: targets }, (_, target) => ({ target, flips }));
  };
  return Array.from({ length: count }, (_, k) => {
    const rng = setStream(setting.seed, N, first + k);
    const memory = setMemory(setting, P, N, rng);
    const follow = (batch: readonly RunStart[]): SetRuns => {
      const noise = rng.split("noise", batch[0].flips);
      const found = runsFrom(setting, memory, batch, rng, noise, correlations);
      const C = found.correlations && overTargets(found.correlations, targets, setting.steps);
      return { overlaps: found.overlaps, correlations: C, warning: found.warning };
    };
    // with noise, start overlaps apart: a run's numbers follow from its place in the batch
    if (!hasNoise(setting)) return follow(overlaps.flatMap(at));
    const alone = overlaps.map((overlap0) => follow(at(overlap0)));
    return {
      overlaps: joined(alone.map((runs) => runs.overlaps)),
      correlations: correlations ? joined(alone.map((runs) => runs.correlations!)) : null,
      warning: alone[0].warning,
    };
  });
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.length * parts[0].length);
  for (const [k, part] of parts.entries()) all.set(part, k * part.length);
  return all;
}

function overTargets(all: Float64Array, targets: number, steps: number): Float64Array {
  const size = (steps + 1) ** 2;
  const mean = new Float64Array(all.length / targets);
  for (let k = 0; k < all.length; k++) {
    const overlap = Math.floor(k / (size * targets));
    mean[overlap * size + (k % size)] += all[k] / targets;
  }
  return mean;
}

const runsOfSets: TaskModule<RunsOfSets, SetRuns[]> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};

/** The runs of all sets of a part, in the order of the sets. */
export function simulatedRuns(
  pool: WorkerPool,
  part: SimulationPart,
  overlaps: readonly number[],
  options: MeasureOptions,
  correlations = false,
): Promise<SetRuns[]> {
  return inRanges(pool, runsOfSets, { part, overlaps, correlations }, part.sets, options);
}
