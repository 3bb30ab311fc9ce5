import type { TaskModule } from "../parallel/task-module.ts";
import { flipsAtOverlap } from "../patterns/start-at-overlap.ts";
import type { Rng } from "../random/stream.ts";
import { loadOf } from "../theory/load.ts";
import { patternsAt, type SimulationPart } from "./dynamics-parts.ts";
import type { DynamicsSetting } from "./dynamics-setting.ts";
import { setMemory, setStream } from "./pattern-set.ts";
import { type RunStart, runsFrom } from "./runs-from.ts";
import { type Probe, searchesInStep } from "./searches-in-step.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** What is searched: the least start overlap, or the largest load, from
 * which a run ends with m(T) > success. Loads are tried up to that of the setting. */
export type Threshold =
  | { readonly of: "overlap" }
  | { readonly of: "load"; readonly overlap0: number };

/** Searches over the runs of some pattern sets. */
export interface ThresholdsOfSets extends TrialRange {
  readonly part: SimulationPart;
  readonly threshold: Threshold;
  readonly success: number;
}

/**
 * Thresholds of the runs of each set, one a target. Overlaps are Infinity for runs that never retrieve,
 * −Infinity for those that do from overlap 0; loads are Infinity where all loads that are tried are retrieved,
 * −Infinity where not even the smallest is.
 */
export function task({ part, threshold, success, first, count }: ThresholdsOfSets): number[][] {
  return Array.from({ length: count }, (_, k) => {
    const rng = setStream(part.setting.seed, part.N, first + k);
    return threshold.of === "overlap"
      ? overlapThresholds(part, success, rng)
      : loadThresholds(part, threshold.overlap0, success, rng);
  });
}

/** `task` for a pool. */
export const thresholdsOfSets: TaskModule<ThresholdsOfSets, number[][]> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};

/** Distance of neighbouring values that a threshold can have. */
export function thresholdStep(part: SimulationPart, { of }: Threshold): number {
  const { setting, N } = part;
  return of === "overlap" ? 2 / N : loadOf(patternStep(part), N, setting.order, setting.convention);
}

/** Searches for the most flips that a run corrects; all runs of a set are followed together. */
function overlapThresholds(
  { setting, N, P, targets }: SimulationPart,
  success: number,
  rng: Rng,
): number[] {
  const memory = setMemory(setting, P, N, rng);
  // P of the search is flips + 1
  const mostFlips = N >>> 1;
  const options = { startAt: 1 + (N >>> 3), maximumP: mostFlips + 1 };
  let round = 0;
  const found = searchesInStep(targets, options, (probes) => {
    const runs = probes.map(({ search, P: probe }) => ({ target: search, flips: probe - 1 }));
    const noise = rng.split("noise", "round", round++);
    return retrieved(setting, runsFrom(setting, memory, runs, rng, noise).overlaps, success);
  });
  return found.map(({ P: probe }) => {
    if (probe === 0) return Infinity;
    return probe > mostFlips ? -Infinity : 1 - (2 * probe - 1) / N;
  });
}

/** Patterns between two loads that are tried: a 1024th of all. */
const patternStep = ({ setting, N }: SimulationPart): number =>
  Math.max(1, Math.round(patternsAt(setting, N) / 1024));

/** Searches for the most patterns beside which a run retrieves; sets of fewer patterns are the first of them. */
function loadThresholds(
  part: SimulationPart,
  overlap0: number,
  success: number,
  rng: Rng,
): number[] {
  const { setting, N, targets } = part;
  const step = patternStep(part);
  const most = Math.floor(patternsAt(setting, N) / step);
  const options = { startAt: Math.ceil(most / 8), maximumP: most };
  const flips = flipsAtOverlap(overlap0, N);
  const found = searchesInStep(targets, options, (probes) => {
    const answers = new Map<number, boolean>();
    for (const [P, together] of byP(probes)) {
      const memory = setMemory(setting, Math.max(P * step, targets), N, rng);
      const runs = together.map(({ search }): RunStart => ({ target: search, flips }));
      const noise = rng.split("noise", "patterns", P);
      const { overlaps } = runsFrom(setting, memory, runs, rng, noise);
      const ends = retrieved(setting, overlaps, success);
      together.forEach(({ search }, k) => {
        answers.set(search, ends[k]);
      });
    }
    return probes.map(({ search }) => answers.get(search)!);
  });
  return found.map(({ P, status }) => {
    if (P === 0) return -Infinity;
    if (status !== "bracketed") return Infinity;
    return loadOf((P + 0.5) * step, N, setting.order, setting.convention);
  });
}

function byP(probes: readonly Probe[]): Map<number, Probe[]> {
  const groups = new Map<number, Probe[]>();
  for (const probe of probes) groups.set(probe.P, [...(groups.get(probe.P) ?? []), probe]);
  return groups;
}

/** Whether m(T) > success, for each run. */
function retrieved({ steps }: DynamicsSetting, overlaps: Float64Array, success: number): boolean[] {
  const runs = overlaps.length / (steps + 1);
  return Array.from({ length: runs }, (_, k) => overlaps[k * (steps + 1) + steps] > success);
}
