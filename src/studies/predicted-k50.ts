import { criterionWords } from "../capacity/criterion.ts";
import { parseSeparation } from "../patterns/parse-source.ts";
import { resolveSeparation, type Separation } from "../patterns/separation.ts";
import { capacityAtMinimumSeparation, predictedCapacity } from "../theory/predicted-capacity.ts";
import { capacityAtMeanSeparation } from "../theory/separated-capacity.ts";
import type { StorageModel } from "../theory/storage-model.ts";
import type { CapacitySetting } from "./capacity-setting.ts";

/** Largest N at which the prediction for a mean separation takes less than a second. */
const mostSpins = 128;

/**
 * K50 that theory predicts for a setting; null where there is no theory: correlated features, `exp`,
 * a basin, several separations at once, or a capacity beyond all numbers.
 *
 * Independent patterns: `predictedCapacity`. All patterns stored at a minimum separation:
 * `capacityAtMinimumSeparation`; at a mean separation up to N = 128: `capacityAtMeanSeparation`.
 *
 * @throws {RangeError} as the parsers of the words
 */
export function predictedK50(setting: CapacitySetting): number | null {
  const { energy, order: n, N, correlation } = setting;
  if (energy === "exp" || n === null || correlation !== "none") return null;
  const separation = parseSeparation(setting.separation);
  try {
    return prediction({ energy, n, N }, setting.criterion, separation);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function prediction(
  model: StorageModel & { readonly n: number },
  criterion: string,
  separation: Separation,
): number | null {
  const { kind, epsilon } = criterionWords(criterion);
  if (kind === "basin") return null;
  const words = Object.keys(separation);
  if (words.length === 0) return predictedCapacity(model, { kind, epsilon });
  if (kind !== "all" || words.length > 1) return null;
  if (separation.minimum !== undefined) {
    const { minimum } = resolveSeparation("predictedK50", separation, model.N);
    return capacityAtMinimumSeparation(model, minimum);
  }
  if (separation.mean === undefined || model.N > mostSpins) return null;
  return capacityAtMeanSeparation(model, separation.mean);
}
