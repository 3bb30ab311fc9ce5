import type { SplitTask } from "../../src/learning/class-posterior.ts";
import type { PottsMachine } from "../../src/models/potts-machine.ts";
import { pottsAverages } from "../../src/theory/potts-equations.ts";

/** L by the code of the theory, which shares none with that of learning. */
export function pottsLoss(machine: PottsMachine, { data, targets, softening }: SplitTask): number {
  const { C, normaliser, regularization, P } = machine;
  const labels = targets === "unsupervised" ? undefined : targets.labels;
  return pottsAverages(
    { data, labels, C, softening, normaliser },
    { ...machine, regularization: new Float64Array(P).fill(regularization) },
  ).loss;
}

/** log Γ, which makes L a negative log-likelihood. */
export const logMass = ({ classWeights }: PottsMachine): number =>
  Math.log(classWeights.reduce((sum, g) => sum + g, 0));
