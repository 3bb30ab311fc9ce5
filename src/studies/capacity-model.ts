import { type Criterion, parseCriterion } from "../capacity/criterion.ts";
import { exponential, type Interaction, power, rectifiedPower } from "../models/interaction.ts";
import { requireWord } from "../numerics/require-word.ts";
import { parseCorrelation, parseSeparation } from "../patterns/parse-source.ts";
import type { PatternSource } from "../patterns/source.ts";
import { sourceOf } from "../patterns/sources.ts";
import type { CapacitySetting, EnergyName } from "./capacity-setting.ts";

/** What the words of a setting stand for. */
export interface CapacityModel {
  readonly source: PatternSource;
  readonly interaction: Interaction;
  readonly N: number;
  readonly criterion: Criterion;
  readonly seed: number;
  readonly ties: "keep" | "fail";
  readonly maximumP: number;
}

let latest: { readonly words: string; readonly model: CapacityModel } | null = null;

/**
 * Reads the words of a setting. The latest one is kept, as interactions and sources remember what
 * they worked out for their N.
 *
 * @throws as the parsers of the words
 */
export function modelOf(setting: CapacitySetting): CapacityModel {
  const words = JSON.stringify(setting);
  if (latest?.words !== words) latest = { words, model: read(setting) };
  return latest.model;
}

function read(setting: CapacitySetting): CapacityModel {
  const { energy, order, beta = 1, N, seed, ties = "keep", maximumP = 16384 } = setting;
  return {
    source: sourceOf(parseSeparation(setting.separation), parseCorrelation(setting.correlation)),
    interaction: interactionNamed(energy, order, beta),
    N,
    criterion: parseCriterion(setting.criterion),
    seed,
    ties,
    maximumP,
  };
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
