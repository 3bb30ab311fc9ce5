import { type CapacityOptions, type SearchTrial, searchTrial } from "../capacity/estimate.ts";
import { parseVote } from "../capacity/vote.ts";
import type { TaskModule } from "../parallel/task-module.ts";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import { modelOf } from "./capacity-model.ts";
import type { CapacitySetting } from "./capacity-setting.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** Binary searches of some trials of a setting. */
export interface SearchTrials extends TrialRange {
  readonly setting: CapacitySetting;
}

/** The search of a setting. */
export function searchOptions(setting: CapacitySetting): CapacityOptions {
  const { trials, search = "fresh", vote = "single" } = setting;
  return { ...modelOf(setting), trials, search, vote: parseVote(vote) };
}

/** Runs binary searches, in workers as well. */
export async function task({ setting, first, count }: SearchTrials): Promise<SearchTrial[]> {
  const options = searchOptions(setting);
  const found: SearchTrial[] = [];
  for (let k = 0; k < count; k++) found.push(await searchTrial(options, first + k));
  return found;
}

/** `task` for a pool. */
export const searchTrials: TaskModule<SearchTrials, SearchTrial[]> = {
  url: new URL(import.meta.url),
  errors: [InfeasibleSeparation],
  load: async () => ({ task }),
};
