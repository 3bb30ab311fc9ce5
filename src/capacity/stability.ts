import { fieldTable } from "../models/field-table.ts";
import type { Interaction } from "../models/interaction.ts";
import { marginRoom, marginsInPlace, settleSignsInPlace } from "../models/margins-of-probe.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { Patterns } from "../patterns/patterns.ts";

/** Unstable patterns and bits of a set. */
export interface StabilityCounts {
  /** Patterns with at least one unstable bit. */
  readonly badPatterns: number;
  /** Unstable bits, of P·N. */
  readonly badBits: number;
}

/** One-step stability of every stored pattern. */
export interface Stability extends StabilityCounts {
  /** Bits with field exactly 0. */
  readonly ties: number;
  /** Smallest σ_i h_i over all bits, with h in units of F(N) − F(N − 2); 1 for a lone pattern. */
  readonly worstMargin: number;
  /** Bits with negative margin, pattern by pattern, length P. */
  readonly negativePerPattern: Int32Array;
  /** Bits with margin 0, pattern by pattern, length P. */
  readonly tiesPerPattern: Int32Array;
  /** Patterns that equal an earlier one. */
  readonly duplicates: number;
  /** Patterns looked at: P, or fewer where `allowance` was exceeded and the test stopped. */
  readonly tested: number;
}

/** How `stability` counts. */
export interface StabilityOptions {
  /** `keep` (default): a bit with field 0 is stable; `fail`: it is not. */
  readonly ties?: "keep" | "fail";
  /** Stop as soon as there are more bad patterns or bits than this; default: never. */
  readonly allowance?: StabilityCounts;
}

/**
 * Tests every stored pattern for being a fixed point of zero-temperature dynamics.
 *
 * Bit i of pattern ν is unstable where flipping it lowers the energy. Every sign is exact for
 * interactions with rational values: where float64 cannot decide, integers do. For others a margin
 * within the rounding of the table counts as a tie. Cost about P²·N/6 word operations at most.
 *
 * @param patterns  P × N; duplicates are legal and counted
 * @throws {RangeError} an interaction that cannot be compiled at N (`fieldTable`)
 * @throws {TypeError} unknown ties
 */
export function stability(
  patterns: Patterns,
  interaction: Interaction,
  options: StabilityOptions = {},
): Stability {
  const { ties: rule = "keep", allowance } = options;
  requireWord("stability", "ties", rule, ["keep", "fail"]);
  const { P, N, wordsPerRow, words } = patterns;
  const table = fieldTable(interaction, N);
  const room = marginRoom(patterns);
  const negativePerPattern = new Int32Array(P);
  const tiesPerPattern = new Int32Array(P);
  let badPatterns = 0;
  let badBits = 0;
  let ties = 0;
  let duplicates = 0;
  let worst = Infinity;
  let nu = 0;
  while (
    nu < P &&
    badPatterns <= allowed(allowance?.badPatterns) &&
    badBits <= allowed(allowance?.badBits)
  ) {
    marginsInPlace(room, table, patterns, words, nu * wordsPerRow);
    settleSignsInPlace(room, table, patterns, words, nu * wordsPerRow);
    let negative = 0;
    let zero = 0;
    for (let i = 0; i < N; i++) {
      const margin = room.margins[i];
      if (margin < 0) negative += 1;
      else if (margin === 0) zero += 1;
      if (margin < worst) worst = margin;
    }
    const bad = rule === "fail" ? negative + zero : negative;
    negativePerPattern[nu] = negative;
    tiesPerPattern[nu] = zero;
    ties += zero;
    badBits += bad;
    if (bad > 0) badPatterns += 1;
    if (room.shells.order[0] < nu) duplicates += 1;
    nu += 1;
  }
  return {
    badPatterns,
    badBits,
    ties,
    worstMargin: worst / table.a[0],
    negativePerPattern,
    tiesPerPattern,
    duplicates,
    tested: nu,
  };
}

const allowed = (limit: number | undefined): number => limit ?? Infinity;
