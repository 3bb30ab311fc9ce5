import { criterionWords } from "../capacity/criterion.ts";
import { parseVote } from "../capacity/vote.ts";
import { isConstruction } from "../patterns/construction.ts";
import { parseCorrelation, parseSeparation } from "../patterns/parse-source.ts";
import { values } from "../patterns/patterns.ts";
import { resolveSeparation } from "../patterns/separation.ts";
import { correlatedSource } from "../patterns/sources.ts";
import { stream } from "../random/stream.ts";
import type { PowerModel } from "../theory/capacity-closed-form.ts";
import { capacityOfCorrelated } from "../theory/correlated-capacity.ts";
import { capacityAtMinimumSeparation, predictedCapacity } from "../theory/predicted-capacity.ts";
import { capacityAtMeanSeparation } from "../theory/separated-capacity.ts";
import type { CapacitySetting } from "./capacity-setting.ts";

/** Patterns that a prediction for correlated features averages over. */
const sampled = 100;

/**
 * K50 that theory predicts for a setting; null where there is no theory: `exp`, a basin, ties that
 * fail, a code or a shell, separated and correlated at once, or a capacity beyond all numbers.
 *
 * Independent patterns: `predictedCapacity`. All patterns stored at a minimum separation:
 * `capacityAtMinimumSeparation`; up to N = 128 at a mean separation: `capacityAtMeanSeparation`, and
 * with correlated features: `capacityOfCorrelated`, over 100 patterns of the seed.
 *
 * @param mostSpins  largest N of predictions that average over bits, which cost O(N²) laws of N
 *   entries; default 128, about a second
 * @throws {RangeError} as the parsers of the words
 */
export function predictedK50(setting: CapacitySetting, mostSpins = 128): number | null {
  const { kind, epsilon } = criterionWords(setting.criterion);
  const { energy, order: n, N, ties } = setting;
  if (energy === "exp" || n === null || kind === "basin" || ties === "fail") return null;
  const { ballots, needed } = parseVote(setting.vote ?? "single");
  // all:K aims at another share of the data sets than one half
  if (2 * needed !== ballots + 1) return null;
  const model = { energy, n, N };
  const { separation, correlation } = setting;
  return orNull(() => {
    if (separation === "none" && correlation === "none") {
      return predictedCapacity(model, { kind, epsilon });
    }
    if (kind !== "all") return null;
    if (correlation === "none") return ofSeparated(model, separation, mostSpins);
    return separation === "none" && N <= mostSpins ? ofCorrelated(model, setting) : null;
  });
}

function ofSeparated(model: PowerModel, separation: string, mostSpins: number): number | null {
  const wish = parseSeparation(separation);
  if (isConstruction(wish) || Object.keys(wish).length > 1) return null;
  if (wish.minimum !== undefined) {
    const { minimum } = resolveSeparation("predictedK50", wish, model.N);
    return capacityAtMinimumSeparation(model, minimum);
  }
  if (wish.mean === undefined || model.N > mostSpins) return null;
  return capacityAtMeanSeparation(model, wish.mean);
}

function ofCorrelated(model: PowerModel, setting: CapacitySetting): number | null {
  const { N } = model;
  const correlation = parseCorrelation(setting.correlation);
  if (correlation === null) return null;
  const matrix = correlation.matrix(N);
  const rows = Array.from({ length: N }, (_, i) => matrix.subarray(i * N, (i + 1) * N));
  const rng = stream(setting.seed, "capacity", "theory");
  const spins = values(correlatedSource(correlation).draw(sampled, N, rng));
  const patterns = Array.from({ length: sampled }, (_, mu) => spins.subarray(mu * N, (mu + 1) * N));
  return capacityOfCorrelated(model, rows, patterns);
}

/**
 * To ten digits, as engines differ in the last ones of exponentials and logarithms; null where a
 * theory refuses its parameters.
 */
function orNull(predict: () => number | null): number | null {
  try {
    const value = predict();
    return value && Number(value.toPrecision(10));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
