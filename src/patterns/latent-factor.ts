import { feasibleCorrelation } from "./feasible-correlation.ts";
import type { FeatureCorrelation } from "./feature-correlation.ts";

interface Entry {
  readonly N: number;
  readonly probability: number;
  readonly factor: Float64Array;
}

const latest = new WeakMap<FeatureCorrelation, Entry>();

/** The factor L of `feasibleCorrelation`, kept for the next set of the same structure, N and marginal. */
export function latentFactor(
  correlation: FeatureCorrelation,
  N: number,
  probability: number,
): Float64Array {
  const known = latest.get(correlation);
  if (known !== undefined && known.N === N && known.probability === probability) {
    return known.factor;
  }
  const { factor } = feasibleCorrelation(correlation, N, probability);
  latest.set(correlation, { N, probability, factor });
  return factor;
}
