import { criterionWords, parseCriterion } from "../capacity/criterion.ts";
import { type CapacityOptions, estimateCapacity } from "../capacity/estimate.ts";
import { parseVote } from "../capacity/vote.ts";
import { exponential, type Interaction, power, rectifiedPower } from "../models/interaction.ts";
import { requireWord } from "../numerics/require-word.ts";
import { parseCorrelation, parseSeparation } from "../patterns/parse-source.ts";
import { sourceOf } from "../patterns/sources.ts";
import {
  capacityAtBitError,
  capacityOfAllPatterns,
  type PowerModel,
} from "../theory/capacity-closed-form.ts";

/** Energies by their printed names. */
export type EnergyName = "poly" | "rect" | "exp";

/** One point of a capacity study, in the words of the command line. */
export interface CapacitySetting {
  /** `poly`: xⁿ, `rect`: xⁿ for x > 0, `exp`: e^{βx}. */
  readonly energy: EnergyName;
  /** Order n; null for `exp`. */
  readonly order: number | null;
  /** β of `exp`; default 1. */
  readonly beta?: number;
  readonly N: number;
  /** `none`, `mean:0.4`, `min:12`, …, see `parseSeparation`. */
  readonly separation: string;
  /** `none`, `ar1:0.4`, `block8:0.3`, …, see `parseCorrelation`. */
  readonly correlation: string;
  /** `all`, `pattern:0.05` or `bit:0.005`. */
  readonly criterion: string;
  readonly trials: number;
  readonly seed: number;
  /** Default `fresh`. */
  readonly search?: "fresh" | "nested";
  /** `single` (default), `majority:K` or `all:K`. */
  readonly vote?: string;
  /** Largest P tried; default 16384. */
  readonly maximumP?: number;
}

/** Row of a capacity table; columns that a later estimate fills are null. */
export interface CapacityRow {
  readonly source: "simulation" | "theory";
  /** `poly`, `rect`, `exp`; `exp:0.5` where β is not 1. */
  readonly energy: string;
  readonly order: number | null;
  readonly N: number;
  readonly separation: string;
  readonly correlation: string;
  readonly criterion: string;
  readonly trials: number | null;
  /**
   * Mean of the binary search, close to the P where half of the sets pass unless `rule` denies it;
   * in theory rows the closed form.
   */
  readonly k50: number;
  /** 95 % interval of `k50` (Student's t); null where the trials give none, and for theory. */
  readonly k50_lo: number | null;
  readonly k50_hi: number | null;
  readonly k_first_mean: number | null;
  readonly k_first_se: number | null;
  readonly k_last_mean: number | null;
  readonly k_last_se: number | null;
  readonly theory_k50: number | null;
  /** How `k50` was made. */
  readonly rule: string;
  readonly seed: number | null;
}

/**
 * The interaction of a printed name.
 *
 * @throws {RangeError} no order for `poly` or `rect`, or values outside their range
 * @throws {TypeError} unknown energy
 */
export function interactionNamed(
  energy: EnergyName,
  order: number | null,
  beta: number,
): Interaction {
  requireWord("interactionNamed", "energy", energy, ["poly", "rect", "exp"]);
  if (energy === "exp") return exponential(beta);
  if (order === null) {
    throw new RangeError(`interactionNamed: expected an order for ${energy}, got none`);
  }
  return energy === "rect" ? rectifiedPower(order) : power(order);
}

/**
 * Measures one setting.
 *
 * @throws as the parsers of the setting's words, the generators, and `estimateCapacity`
 */
export async function simulatedCapacity(
  setting: CapacitySetting,
  watch: Pick<CapacityOptions, "onProgress" | "signal"> = {},
): Promise<CapacityRow> {
  const { energy, order, beta = 1, N, trials, seed, search = "fresh", vote = "single" } = setting;
  const estimate = await estimateCapacity({
    source: sourceOf(parseSeparation(setting.separation), parseCorrelation(setting.correlation)),
    interaction: interactionNamed(energy, order, beta),
    N,
    criterion: parseCriterion(setting.criterion),
    trials,
    seed,
    search,
    vote: parseVote(vote),
    ...(setting.maximumP === undefined ? {} : { maximumP: setting.maximumP }),
    ...watch,
  });
  return {
    ...blankRow(setting),
    source: "simulation",
    trials,
    k50: estimate.mean,
    k50_lo: estimate.lo,
    k50_hi: estimate.hi,
    rule: estimate.rule,
    seed,
  };
}

/**
 * The closed form for a setting: independent patterns, `poly` or `rect`, order ≥ 2, all patterns or
 * a bit error; null where there is none.
 *
 * @throws {RangeError} as `parseCriterion`
 */
export function closedFormCapacity(setting: CapacitySetting): CapacityRow | null {
  const { energy, order: n, N, separation, correlation, criterion } = setting;
  if (energy === "exp" || n === null || n < 2 || N < 2) return null;
  if (separation !== "none" || correlation !== "none") return null;
  const model: PowerModel = { energy, n, N };
  const { kind, epsilon } = criterionWords(criterion);
  if (kind === "all") {
    const rule = "closed form, all patterns, leading order in 1/ln N";
    return { ...blankRow(setting), source: "theory", k50: capacityOfAllPatterns(model), rule };
  }
  if (kind !== "bit" || !(epsilon > 0 && epsilon < 0.5)) return null;
  const rule = "closed form, Gaussian noise";
  return { ...blankRow(setting), source: "theory", k50: capacityAtBitError(model, epsilon), rule };
}

function blankRow(setting: CapacitySetting) {
  const { energy, order, beta = 1, N, separation, correlation, criterion } = setting;
  return {
    source: "simulation" as const,
    energy: energy === "exp" && beta !== 1 ? `exp:${beta}` : energy,
    order: energy === "exp" ? null : order,
    N,
    separation,
    correlation,
    criterion,
    trials: null,
    k50: Number.NaN,
    k50_lo: null,
    k50_hi: null,
    k_first_mean: null,
    k_first_se: null,
    k_last_mean: null,
    k_last_se: null,
    theory_k50: null,
    rule: "",
    seed: null,
  };
}
