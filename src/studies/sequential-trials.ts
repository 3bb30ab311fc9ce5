import { isStored } from "../capacity/estimate.ts";
import { type SearchEstimate, sequentialSearch } from "../capacity/sequential-search.ts";
import { interval95, meanEstimate } from "../numerics/mean.ts";
import type { TaskModule } from "../parallel/task-module.ts";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import { stream } from "../random/stream.ts";
import { modelOf } from "./capacity-model.ts";
import type { CapacityRow } from "./capacity-row.ts";
import type { CapacitySetting } from "./capacity-setting.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** Searches with sequential tests, of some trials of a setting. */
export interface SequentialTrials extends TrialRange {
  readonly setting: CapacitySetting;
  /** Expected capacity, null where unknown. */
  readonly startAt: number | null;
}

/** Distance from ½ that a test tells apart, and the most data sets it takes. */
const testing = { error: 0.05, margin: 0.2, cap: 200 };

/** Runs searches, each data set from the streams of (seed, "capacity", trial, "sprt", its number). */
export function task({ setting, startAt, first, count }: SequentialTrials): SearchEstimate[] {
  const { source, interaction, N, criterion, seed, ties, maximumP } = modelOf(setting);
  const start = Math.min(maximumP, Math.max(1, Math.round(startAt ?? 4)));
  return Array.from({ length: count }, (_, k) => {
    const passes = (P: number, dataSet: number): boolean => {
      const rng = stream(seed, "capacity", first + k, "sprt", dataSet);
      const patterns = source.draw(P, N, rng);
      return isStored(patterns, interaction, criterion, ties, rng.split("predicate"));
    };
    return sequentialSearch(passes, { ...testing, startAt: start, maximumP });
  });
}

/** `task` for a pool. */
export const sequentialTrials: TaskModule<SequentialTrials, SearchEstimate[]> = {
  url: new URL(import.meta.url),
  errors: [InfeasibleSeparation],
  load: async () => ({ task }),
};

/** The mean of repeated searches with its Student interval; none for lower bounds. */
export function sequentialColumns(
  { ties = "keep" }: CapacitySetting,
  found: readonly SearchEstimate[],
): Pick<CapacityRow, "k50" | "k50_lo" | "k50_hi" | "rule"> {
  const estimate = meanEstimate(found.map(({ capacity }) => capacity));
  const limited = found.filter(({ status }) => status !== "bracketed").length;
  const interval = limited === 0 ? interval95(estimate) : null;
  const { error, margin, cap } = testing;
  const rule = [
    `binary search, fresh data, sequential test of 1/2 +- ${margin} at each P with at most ${cap} data sets`,
    `all right with probability ${1 - error}, ties ${ties}`,
    ...(limited > 0 ? [`lower bound (${limited} of ${found.length} trials limited)`] : []),
  ].join(", ");
  return { k50: estimate.mean, k50_lo: interval?.lo ?? null, k50_hi: interval?.hi ?? null, rule };
}
