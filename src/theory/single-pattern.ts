import { requireObject } from "../core/require-object.ts";
import { requirePositive } from "./potts-model.ts";

/** The posterior of a single pattern: von Mises–Fisher, its mean of length r along a unit vector ŵ. */
export interface SinglePatternPosterior {
  /** Overlap Λ/(1 + Λ) of a sample with the teacher's pattern, and of two samples. */
  readonly overlap: number;
  /** r = √overlap = ς(2υ), which is also the cosine between ŵ and the teacher's pattern. */
  readonly length: number;
  /** υ = √(Λ(1 + Λ)), its concentration per dimension. */
  readonly concentration: number;
}

/**
 * What a student of one pattern knows after M = αN examples at β = b√N, N → ∞: Λ = αb². Derived.
 *
 * @param model.load  α > 0
 * @param model.signal  b > 0
 * @throws {RangeError} a load or signal that is not positive
 */
export function singlePatternPosterior(model: {
  readonly load: number;
  readonly signal: number;
}): SinglePatternPosterior {
  requireObject("singlePatternPosterior", "a model", model, "load and signal are needed");
  const { load, signal } = model;
  requirePositive("singlePatternPosterior", "load", load);
  requirePositive("singlePatternPosterior", "signal", signal);
  const Lambda = load * signal ** 2;
  const overlap = Lambda / (1 + Lambda);
  return { overlap, length: Math.sqrt(overlap), concentration: Math.sqrt(Lambda * (1 + Lambda)) };
}
