import type { TaskModule } from "../parallel/task-module.ts";
import type { TheoryPart } from "./dynamics-parts.ts";
import type { Threshold } from "./run-thresholds.ts";
import { theoryAt } from "./theory-curves.ts";

/** A bisection of theory with the paths of one population. */
export interface TheoryBisection {
  readonly part: TheoryPart;
  readonly threshold: Threshold;
  readonly success: number;
  /** Width at which a bracket is narrow enough: absolute for overlaps, relative for loads. */
  readonly tolerance: number;
  readonly population: number;
}

/** Ends of the last bracket; Infinity where no start overlap retrieves, or every load up to that of the setting. */
export interface Bracket {
  readonly lo: number;
  readonly hi: number;
}

const none: Bracket = { lo: Infinity, hi: Infinity };

export function task({
  part,
  threshold,
  success,
  tolerance,
  population,
}: TheoryBisection): Bracket {
  const retrieves = (change: { load?: number; overlap0: number }): boolean => {
    const { load = part.setting.load, overlap0 } = change;
    const setting = { ...part.setting, load };
    const { m } = theoryAt({ part: { ...part, setting }, overlap0, population }).value;
    return m[setting.steps] > success;
  };
  if (threshold.of === "overlap") {
    if (!retrieves({ overlap0: 1 })) return none;
    let [lo, hi] = [0, 1];
    while (hi - lo > tolerance) {
      const overlap0 = (lo + hi) / 2;
      if (retrieves({ overlap0 })) hi = overlap0;
      else lo = overlap0;
    }
    return { lo, hi };
  }
  const { overlap0 } = threshold;
  const most = part.setting.load;
  let [lo, hi] = [0, most / 8];
  while (hi < most && retrieves({ load: hi, overlap0 })) [lo, hi] = [hi, 2 * hi];
  if (hi >= most && retrieves({ load: hi, overlap0 })) return none;
  // down to loads so small that nothing retrieves at any
  while (hi - lo > tolerance * hi && hi > 1e-6 * most) {
    const load = (lo + hi) / 2;
    if (retrieves({ load, overlap0 })) lo = load;
    else hi = load;
  }
  return { lo, hi };
}

/** `task` for a pool. */
export const theoryBisection: TaskModule<TheoryBisection, Bracket> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};
