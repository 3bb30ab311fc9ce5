import { isCountCriterion } from "../capacity/criterion.ts";
import { type TrialCurve, trialCurve } from "../capacity/trial-curve.ts";
import type { TaskModule } from "../parallel/task-module.ts";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import { modelOf } from "./capacity-model.ts";
import type { CapacitySetting } from "./capacity-setting.ts";
import type { TrialRange } from "./trial-ranges.ts";

/** Nested curves of some trials of a setting. */
export interface CurveTrials extends TrialRange {
  readonly setting: CapacitySetting;
  /** Expected capacity, null where unknown. */
  readonly startAt: number | null;
}

/** Measures nested curves, in workers as well. */
export function task({ setting, startAt, first, count }: CurveTrials): TrialCurve[] {
  const { criterion, ...model } = modelOf(setting);
  if (!isCountCriterion(criterion)) {
    throw new RangeError(`curveTrials: expected a criterion of counts, got ${criterion.name}`);
  }
  const options = { ...model, criterion, ...(startAt !== null && { startAt }) };
  return Array.from({ length: count }, (_, k) => trialCurve(options, first + k));
}

/** `task` for a pool. */
export const curveTrials: TaskModule<CurveTrials, TrialCurve[]> = {
  url: new URL(import.meta.url),
  errors: [InfeasibleSeparation],
  load: async () => ({ task }),
};
