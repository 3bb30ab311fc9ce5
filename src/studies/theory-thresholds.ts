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

/**
 * Ends of the last bracket; both Infinity where no start overlap retrieves, or every load up to that of the
 * setting, −Infinity where no load down to a millionth of it does.
 */
export interface Bracket {
  readonly lo: number;
  readonly hi: number;
}

const beyond = (end: number): Bracket => ({ lo: end, hi: end });

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
    if (!retrieves({ overlap0: 1 })) return beyond(Infinity);
    return narrowed(
      { lo: 0, hi: 1 },
      ({ lo, hi }) => hi - lo <= tolerance,
      (overlap0) => retrieves({ overlap0 }),
    );
  }
  const { overlap0 } = threshold;
  const most = part.setting.load;
  let [lo, hi] = [0, most / 8];
  while (hi < most && retrieves({ load: hi, overlap0 })) [lo, hi] = [hi, 2 * hi];
  if (hi >= most && retrieves({ load: hi, overlap0 })) return beyond(Infinity);
  const bracket = narrowed(
    { lo, hi },
    (last) => last.hi - last.lo <= tolerance * last.hi || last.hi <= 1e-6 * most,
    (load) => !retrieves({ load, overlap0 }),
  );
  return bracket.lo === 0 ? beyond(-Infinity) : bracket;
}

/** Halves a bracket until it is narrow, or until no number is left between its ends. */
function narrowed(
  { lo, hi }: Bracket,
  isNarrow: (bracket: Bracket) => boolean,
  isAbove: (middle: number) => boolean,
): Bracket {
  for (;;) {
    const middle = (lo + hi) / 2;
    if (isNarrow({ lo, hi }) || middle === lo || middle === hi) return { lo, hi };
    if (isAbove(middle)) hi = middle;
    else lo = middle;
  }
}

/** `task` for a pool. */
export const theoryBisection: TaskModule<TheoryBisection, Bracket> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};
