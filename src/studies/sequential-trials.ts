import { isCountCriterion } from "../capacity/criterion.ts";
import { isStored } from "../capacity/estimate.ts";
import { type SequentialEstimate, sequentialSearch } from "../capacity/sequential-search.ts";
import { sequentialDefaults } from "../capacity/sequential-test.ts";
import type { TaskModule } from "../parallel/task-module.ts";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import { stream } from "../random/stream.ts";
import { modelOf } from "./capacity-model.ts";
import type { CapacitySetting } from "./capacity-setting.ts";
import { searchColumns } from "./search-columns.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** Searches with sequential tests, of some trials of a setting. */
export interface SequentialTrials extends TrialRange {
  readonly setting: CapacitySetting;
  /** Expected capacity, null where unknown. */
  readonly startAt: number | null;
}

/** Runs searches, each data set from the streams of (seed, "capacity", trial, "sprt", its number). */
export function task({ setting, startAt, first, count }: SequentialTrials): SequentialEstimate[] {
  const { source, interaction, N, criterion, seed, ties, maximumP } = modelOf(setting);
  const start = Math.min(maximumP, Math.max(1, Math.round(startAt ?? 4)));
  return Array.from({ length: count }, (_, k) => {
    const passes = (P: number, dataSet: number): boolean => {
      const rng = stream(seed, "capacity", first + k, "sprt", dataSet);
      const patterns = source.draw(P, N, rng);
      return isStored(patterns, interaction, criterion, ties, rng.split("predicate"));
    };
    return sequentialSearch(passes, { startAt: start, maximumP });
  });
}

/** `task` for a pool. */
export const sequentialTrials: TaskModule<SequentialTrials, SequentialEstimate[]> = {
  url: new URL(import.meta.url),
  errors: [InfeasibleSeparation],
  load: async () => ({ task }),
};

/** The K50 of repeated searches, and how many of their probes were decided. */
export function sequentialColumns(
  setting: CapacitySetting,
  found: readonly SequentialEstimate[],
): ReturnType<typeof searchColumns> {
  const { error, margin, cap } = sequentialDefaults;
  const limited = found.filter(({ status }) => status !== "bracketed").length;
  const probes = found.reduce((sum, search) => sum + search.probes, 0);
  const undecided = found.reduce((sum, search) => sum + search.undecided, 0);
  const { criterion, ties } = modelOf(setting);
  const rule = [
    `binary search, fresh data, sequential test of 1/2 +- ${margin} at each P with at most ${cap} data sets`,
    `all right with probability ${1 - error} in each search`,
    ...(undecided > 0 ? [`but ${undecided} of ${probes} probes undecided and by majority`] : []),
    ...(isCountCriterion(criterion) ? [`ties ${ties}`] : []),
    ...(limited > 0 ? [`lower bound (${limited} of ${found.length} trials limited)`] : []),
  ].join(", ");
  const ends = found.map(({ capacity, status }) => ({ P: capacity, status }));
  return searchColumns(ends, rule);
}
