import { type MeanEstimate, meanEstimate } from "../numerics/mean.ts";
import type { MeasuredPart } from "./measured-part.ts";

/** A part of a simulation, measured. */
export type SimulatedPart = Extract<MeasuredPart, { sets: unknown }>;

/** The runs of a set from start overlap k: m(t) of each target. */
export function runsOf({ part, sets }: SimulatedPart, set: number, k: number): Float64Array[] {
  const T = part.setting.steps + 1;
  const { overlaps } = sets[set];
  return Array.from({ length: part.targets }, (_, target) => {
    const from = (k * part.targets + target) * T;
    return overlaps.subarray(from, from + T);
  });
}

/**
 * Mean of a quantity of the runs from start overlap k, with the error over sets, which are what is independent:
 * runs are averaged within each set. Quantities that are equal in all runs have that mean and the error 0.
 */
export function overSets(
  measured: SimulatedPart,
  k: number,
  quantity: (run: Float64Array) => number,
): MeanEstimate {
  const first = quantity(runsOf(measured, 0, k)[0]);
  const apart = measured.sets.map((_, set) => {
    const runs = runsOf(measured, set, k);
    return runs.reduce((sum, run) => sum + (quantity(run) - first), 0) / runs.length;
  });
  const { mean, ...rest } = meanEstimate(apart);
  return { mean: first + mean, ...rest };
}
