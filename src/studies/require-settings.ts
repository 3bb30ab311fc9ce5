import { isCountCriterion, parseCriterion } from "../capacity/criterion.ts";
import { requireSearch } from "../capacity/estimate.ts";
import { fieldTable } from "../models/field-table.ts";
import { requireWord } from "../numerics/require-word.ts";
import { isConstruction } from "../patterns/construction.ts";
import { parseSeparation } from "../patterns/parse-source.ts";
import { resolveSeparation } from "../patterns/separation.ts";
import { stream } from "../random/stream.ts";
import { modelOf } from "./capacity-model.ts";
import { type CapacitySetting, methodOf } from "./capacity-setting.ts";
import { requireKinds } from "./require-kinds.ts";
import { searchOptions } from "./search-trials.ts";

/**
 * Refuses settings that cannot be measured, before any is.
 *
 * Each one gets its words read, its interaction compiled at its N and two patterns drawn, so that
 * forbidden separations and correlations that are no correlations are found here.
 *
 * @throws {RangeError} words or numbers outside their range; options of another method; an
 *   interaction beyond float64; a correlation matrix that is not positive definite; antipodal
 *   pairs with an odd order; fewer than 2 trials where an interval is asked; ties that fail with a
 *   criterion that has none
 * @throws {TypeError} unknown words, or values of another kind
 * @throws {InfeasibleSeparation} no two patterns have the separation
 */
export function requireSettings(settings: readonly CapacitySetting[]): void {
  for (const setting of settings) {
    requireKinds(setting);
    requireProcedure(setting);
    const { source, interaction, N, seed } = modelOf(setting);
    requireSearch("capacityStudy", searchOptions(setting));
    fieldTable(interaction, N);
    requireNoAntipodes(setting);
    source.draw(2, N, stream(seed, "capacity", "check"));
  }
}

function requireProcedure(setting: CapacitySetting): void {
  const { resamples = 1000, search, vote, trials, criterion, ties } = setting;
  requireWord("capacityStudy", "method", setting.method ?? "curves", [
    "curves",
    "bisection",
    "sprt",
  ]);
  const method = methodOf(setting);
  const isCounted = isCountCriterion(parseCriterion(criterion));
  if (!isCounted && ties === "fail") {
    throw new RangeError(
      `capacityStudy: expected ties keep with criterion ${criterion}, got fail; ` +
        "its dynamics keeps a spin at a tie",
    );
  }
  if (method !== "bisection" && (search !== undefined || vote !== undefined)) {
    const got = search === undefined ? `vote ${vote}` : `search ${search}`;
    throw new RangeError(
      `capacityStudy: expected search and vote with method bisection, got ${got} with ${method}; ` +
        "leave them out or take that method",
    );
  }
  if (method !== "curves") {
    if (setting.resamples === undefined) return;
    throw new RangeError(
      `capacityStudy: expected resamples with method curves, got ${resamples} with ${method}; ` +
        "leave them out, its interval is Student's t",
    );
  }
  if (!isCounted) {
    throw new RangeError(
      `capacityStudy: expected a criterion of counts with method curves, got ${criterion}; ` +
        "take method bisection or sprt",
    );
  }
  if (!Number.isInteger(resamples) || resamples < 0) {
    throw new RangeError(`capacityStudy: expected an integer resamples >= 0, got ${resamples}`);
  }
  if (resamples > 0 && trials < 2) {
    throw new RangeError(
      `capacityStudy: expected trials >= 2 for an interval, got ${trials}; ` +
        "run more, or ask for none with resamples 0",
    );
  }
}

/** An odd interaction gives ξ and −ξ the same energy with opposite sign: the pair erases itself. */
function requireNoAntipodes({ energy, order, N, separation }: CapacitySetting): void {
  if (energy !== "poly" || order === null || order % 2 === 0) return;
  const wish = parseSeparation(separation);
  if (isConstruction(wish) || resolveSeparation("capacityStudy", wish, N).minimum < N) return;
  throw new RangeError(
    `capacityStudy: expected a separation below N = ${N} for the odd order ${order}, got ${separation}: ` +
      "patterns N bits apart are antipodal pairs, which erase each other; take an even order",
  );
}
