import { shown } from "../core/shown.ts";
import type { PottsMachine } from "../models/potts-machine.ts";
import { requireMachine, requireScorable } from "../models/potts-scores.ts";
import { requireLabels } from "../patterns/require-labels.ts";
import type { SplitTask } from "./class-posterior.ts";
import { requireSoftening } from "./require-potts-training.ts";

/**
 * @throws {TypeError} no machine, no unit vectors, or targets of another kind
 * @throws {RangeError} data off the sphere, or data, labels or softening that do not fit the machine
 */
export function requireSplitTask(caller: string, machine: PottsMachine, task: SplitTask): void {
  requireMachine(caller, machine);
  const { data, targets, softening } = task ?? {};
  requireScorable(caller, machine, data, {});
  if (data.M < 1) {
    throw new RangeError(`${caller}: expected data with a row at least, got M = 0; give some`);
  }
  const labels = targets === "unsupervised" ? undefined : targets?.labels;
  if (targets !== "unsupervised" && typeof labels?.length !== "number") {
    throw new TypeError(
      `${caller}: expected targets { labels } or "unsupervised", got ${shown(targets)}; ` +
        "labels are the classes of the rows",
    );
  }
  if (labels) requireLabels(caller, labels, data.M, machine.C - 1);
  requireSoftening(caller, softening, true);
}

/** @throws {TypeError, RangeError} no machine, or no memory of it */
export function requireMemory(
  caller: string,
  machine: Pick<PottsMachine, "P" | "classWeights">,
  memory: number,
): void {
  requireMachine(caller, machine);
  const { P } = machine;
  if (Number.isInteger(memory) && memory >= 0 && memory < P) return;
  throw new RangeError(
    `${caller}: expected a memory 0 … P - 1 = ${P - 1}, got ${memory}; the null unit cannot split`,
  );
}
