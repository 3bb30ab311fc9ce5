import { retrievalTrajectories, type Trajectories } from "../dynamics/retrieval-trajectories.ts";
import type { DenseAssociativeMemory } from "../models/dense-associative-memory.ts";
import type { Rng } from "../random/stream.ts";
import type { DynamicsSetting } from "./dynamics-setting.ts";
import { setStart } from "./pattern-set.ts";

/** A run: which pattern it is to retrieve, and how many of its spins are flipped at the start. */
export interface RunStart {
  readonly target: number;
  readonly flips: number;
}

/** Whether runs of a setting draw random numbers on their way. */
export const hasNoise = ({ temperature, update }: DynamicsSetting): boolean =>
  temperature > 0 || update === "asynchronous";

/**
 * Follows runs of one pattern set for all steps of the setting, in one batch.
 *
 * @param rng  stream of the set, of the start states
 * @param noise  stream of this batch, in which a run's numbers follow from its place
 */
export function runsFrom(
  setting: DynamicsSetting,
  memory: DenseAssociativeMemory,
  runs: readonly RunStart[],
  rng: Rng,
  noise: Rng,
  correlations = false,
): Trajectories {
  const { steps, update, form, selfCoupling, temperature } = setting;
  const starts = runs.map(({ target, flips }) => setStart(memory, target, flips, rng));
  return retrievalTrajectories(memory, starts, {
    steps,
    update,
    form,
    selfCoupling,
    temperature,
    correlations,
    targets: runs.map(({ target }) => target),
    ...(hasNoise(setting) && { rng: noise }),
  });
}
