import { allPatterns } from "../../src/capacity/criterion.ts";
import { type CurveEstimate, curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { type TrialCurve, trialCurve } from "../../src/capacity/trial-curve.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { parseCorrelation, parseSeparation } from "../../src/patterns/parse-source.ts";
import { sourceOf } from "../../src/patterns/sources.ts";
import { printedError, type ReferenceRow } from "./capacity-reference.ts";
import { halfTable, independentTable, structuredTable } from "./capacity-tables.ts";
import type { ComparedRow } from "./chi-square.ts";

export type Setting = Omit<ReferenceRow, "first" | "last" | "half">;

export const settingName = ({ energy, order, N, separation, correlation }: Setting): string =>
  `${energy} ${order}, N = ${N}, ${separation}, ${correlation}`;

/** Curves of the criterion of all patterns. */
export function curvesOf(
  setting: Setting,
  trials: number,
  seed: number,
  startAt = 10,
): TrialCurve[] {
  const { energy, order, N, separation, correlation } = setting;
  const options = {
    source: sourceOf(parseSeparation(separation), parseCorrelation(correlation)),
    interaction: energy === "rect" ? rectifiedPower(order) : power(order),
    N,
    criterion: allPatterns(),
    seed,
    startAt,
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

/** Trials that keep a row to seconds. */
const affordable = (K: number): number => (K < 60 ? 100 : K < 300 ? 50 : 20);

/** Rows of the printed tables; every row has a seed of its own, so that rows are independent. */
export function tableRows(isWanted: (setting: Setting, K: number) => boolean) {
  const first: ComparedRow[] = [];
  const last: ComparedRow[] = [];
  const half: ComparedRow[] = [];
  const plain = { separation: "none", correlation: "none" };
  let seed = 100;
  for (const [energy, order, N, mean, error, lastMean, lastError] of independentTable) {
    const setting = { energy, order, N, ...plain };
    seed += 1;
    if (!isWanted(setting, mean)) continue;
    const curves = curvesOf(setting, affordable(mean), seed, mean);
    const estimate = curveEstimate(curves, { seed, resamples: 0 });
    const name = settingName(setting);
    first.push({ name, ...crossingOf(estimate, "first"), ...printed(mean, error) });
    last.push({ name, ...crossingOf(estimate, "last"), ...printed(lastMean, lastError) });
  }
  for (const [energy, order, N, K, lo, hi] of halfTable) {
    const setting = { energy, order, N, ...plain };
    seed += 1;
    if (!isWanted(setting, K)) continue;
    const curves = curvesOf(setting, 2 * affordable(K), seed, K);
    const estimate = curveEstimate(curves, { seed });
    half.push({
      name: settingName(setting),
      ...halfOf(estimate),
      ...printed(K, (hi - lo) / 2 / 1.96),
    });
  }
  for (const [energy, order, N, separation, correlation, mean, error] of structuredTable) {
    const setting = { energy, order, N, separation, correlation };
    seed += 1;
    if (!isWanted(setting, mean)) continue;
    const firsts = curvesOf(setting, affordable(mean), seed, mean).map((curve) => curve.first!);
    const { mean: value, standardError } = meanEstimate(firsts);
    const name = settingName(setting);
    first.push({ name, value, error: standardError, ...printed(mean, error) });
  }
  return { first, last, half };
}

const printed = (reference: number, error: number) => ({
  reference,
  referenceError: printedError(error, 1),
});
