import { allPatterns } from "../../src/capacity/criterion.ts";
import { type CurveEstimate, curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { type TrialCurve, trialCurve } from "../../src/capacity/trial-curve.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { parseCorrelation, parseSeparation } from "../../src/patterns/parse-source.ts";
import { sourceOf } from "../../src/patterns/sources.ts";
import { printedError, type ReferenceRow } from "./capacity-reference.ts";
import type { ComparedRow } from "./chi-square.ts";

export type Setting = Omit<ReferenceRow, "first" | "last" | "half">;

export const settingName = ({ energy, order, N, separation, correlation }: Setting): string =>
  `${energy} ${order}, N = ${N}, ${separation}, ${correlation}`;

/** Curves of the criterion of all patterns. */
export function curvesOf(setting: Setting, trials: number, seed: number): TrialCurve[] {
  const { energy, order, N, separation, correlation } = setting;
  const options = {
    source: sourceOf(parseSeparation(separation), parseCorrelation(correlation)),
    interaction: energy === "rect" ? rectifiedPower(order) : power(order),
    N,
    criterion: allPatterns(),
    seed,
  };
  return Array.from({ length: trials }, (_, trial) => trialCurve(options, trial));
}

/** One measured row against its reference in K_first, K_last and K50. */
export function comparedRow(reference: ReferenceRow, trials: number, seed: number) {
  const estimate = curveEstimate(curvesOf(reference, trials, seed), { seed, resamples: 400 });
  const name = settingName(reference);
  const compared = (key: "first" | "last" | "half"): ComparedRow => {
    const [mean, error] = reference[key];
    const ours = key === "half" ? halfOf(estimate) : crossingOf(estimate, key);
    return { name, ...ours, reference: mean, referenceError: printedError(error, 3) };
  };
  return { first: compared("first"), last: compared("last"), half: compared("half") };
}

function halfOf({ capacity, lo, hi }: CurveEstimate) {
  if (lo === null || hi === null) throw new Error("expected an interval");
  return { value: capacity, error: (hi - lo) / 2 / 1.96 };
}

function crossingOf(estimate: CurveEstimate, key: "first" | "last") {
  const crossing = estimate[key];
  if (!crossing) throw new Error("expected curves that ended");
  return { value: crossing.mean, error: crossing.standardError };
}
