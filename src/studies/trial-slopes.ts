import { lineFit } from "../numerics/line-fit.ts";
import { interval95, meanEstimate } from "../numerics/mean.ts";
import { type SettingColumns, settingWords } from "./setting-columns.ts";
import type { TrialCapacities } from "./trial-capacities.ts";

/** How a capacity changes along one column. */
export interface TrialSlope extends SettingColumns {
  /** Mean over trials of the slope of ln K_first. */
  readonly slope: number;
  /** Over trials; NaN for one. */
  readonly slope_se: number;
  /** 95 % interval of the mean by Student's t; null where the trials show no spread. */
  readonly slope_lo: number | null;
  readonly slope_hi: number | null;
  /** The slope of each trial. */
  readonly slopes: readonly number[];
  /** Settings in the fit. */
  readonly points: number;
}

/**
 * Slope of ln K_first against x for rows that differ in one column only: the exponent of a power law
 * for x = ln N, a rate for x = δ.
 *
 * Each trial has a line of its own by least squares, equal weights, and the error is taken over
 * trials: right also where settings share random numbers. It is the error of the mean slope over these
 * settings; that ln K is straight there it does not say.
 *
 * @param rows  of one number of trials
 * @param along  column in which the rows of one line differ; the first of them names the line
 * @param x  abscissa of a row
 * @throws {RangeError} a line of fewer than two different x, or of rows of other trials
 */
export function trialSlopes(
  rows: readonly TrialCapacities[],
  along: keyof SettingColumns,
  x: (row: TrialCapacities) => number,
): TrialSlope[] {
  const lines = new Map<string, TrialCapacities[]>();
  for (const row of rows) {
    const words = settingWords(row, [along]);
    lines.set(words, [...(lines.get(words) ?? []), row]);
  }
  return [...lines.values()].map((line) => {
    const [first] = line;
    if (line.some(({ firsts }) => firsts.length !== first.firsts.length)) {
      const got = line.map(({ firsts }) => firsts.length).join(", ");
      throw new RangeError(`trialSlopes: expected rows of equal trials, got ${got}`);
    }
    const abscissas = line.map(x);
    const slopes = first.firsts.map((_, trial) => {
      const heights = line.map(({ firsts }) => Math.log(firsts[trial]));
      return lineFit(abscissas, heights).slope;
    });
    const estimate = meanEstimate(slopes);
    const interval = interval95(estimate);
    const { energy, order, N, separation, correlation } = first;
    return {
      energy,
      order,
      N,
      separation,
      correlation,
      slope: estimate.mean,
      slope_se: estimate.standardError,
      slope_lo: interval?.lo ?? null,
      slope_hi: interval?.hi ?? null,
      slopes,
      points: line.length,
    };
  });
}
