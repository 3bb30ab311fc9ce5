import { criterionWords } from "../capacity/criterion.ts";
import { predictedCapacity } from "../theory/predicted-capacity.ts";
import type { StorageModel } from "../theory/storage-model.ts";
import type { CapacitySetting } from "./capacity-setting.ts";

/**
 * K50 that theory predicts for a setting, `predictedCapacity`; null where there is no theory:
 * separated or correlated patterns, `exp`, or a capacity beyond all numbers.
 *
 * @throws {RangeError} as `parseCriterion`
 */
export function predictedK50(setting: CapacitySetting): number | null {
  const { energy, order: n, N, separation, correlation, criterion } = setting;
  const { kind, epsilon } = criterionWords(criterion);
  if (energy === "exp" || n === null || separation !== "none" || correlation !== "none")
    return null;
  const isInDomain = kind === "all" || (epsilon > 0 && (kind === "pattern" || epsilon < 0.5));
  if (!isInDomain) return null;
  const model: StorageModel = { energy, n, N };
  try {
    return predictedCapacity(model, { kind, epsilon });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
