import { fieldTable } from "../models/field-table.ts";
import type { Interaction } from "../models/interaction.ts";
import { type PatternTest, patternTests } from "../models/pattern-tests.ts";
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
 * within the rounding of the table counts as a tie. Patterns are tested in their order, so where
 * `allowance` ends the test, the counts are those of the first `tested` patterns. Cost about P²·N/6
 * word operations at most.
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
  return tested("stability", patterns, [interaction], options)[0];
}

/**
 * `stability` under several interactions in one pass over the patterns: distances and counts are
 * made once for all of them. Each ends by itself where it exceeds `allowance`.
 *
 * @returns one for each interaction, equal to what `stability` gives
 * @throws {RangeError} no interactions, or one that cannot be compiled at N (`fieldTable`)
 * @throws {TypeError} unknown ties, or a single interaction in place of a list
 */
export function stabilities(
  patterns: Patterns,
  interactions: readonly Interaction[],
  options: StabilityOptions = {},
): Stability[] {
  if (!Array.isArray(interactions)) {
    throw new TypeError(
      "stabilities: expected a list of interactions, got no list; for one take stability",
    );
  }
  if (interactions.length === 0) {
    throw new RangeError("stabilities: expected at least one interaction, got 0");
  }
  return tested("stabilities", patterns, interactions, options);
}

/** Most patterns tested between two looks at the allowance. */
const BATCH = 64;

function tested(
  caller: string,
  patterns: Patterns,
  interactions: readonly Interaction[],
  { ties = "keep", allowance }: StabilityOptions,
): Stability[] {
  requireWord(caller, "ties", ties, ["keep", "fail"]);
  const { P, N } = patterns;
  const tables = interactions.map((interaction) => fieldTable(interaction, N));
  const test = patternTests(patterns, tables, BATCH);
  const tallies = tables.map(() => emptyTally(P));
  const goesOn = ({ badPatterns, badBits }: Tally) =>
    badPatterns <= (allowance?.badPatterns ?? Infinity) &&
    badBits <= (allowance?.badBits ?? Infinity);
  // Few at first, as an allowance is often exceeded soon.
  let batch = allowance ? 4 : BATCH;
  for (let from = 0; from < P && tallies.some(goesOn); from += batch) {
    batch = Math.min(from === 0 ? batch : 2 * batch, BATCH);
    const tests = test(from, Math.min(batch, P - from));
    tests.forEach((result, k) => {
      const tally = tallies[k % tables.length];
      if (goesOn(tally)) addPattern(tally, result, ties);
    });
  }
  return tallies.map(({ worst, ...counts }, f) => ({
    ...counts,
    worstMargin: worst / tables[f].a[0],
  }));
}

type Tally = ReturnType<typeof emptyTally>;

function emptyTally(P: number) {
  return {
    badPatterns: 0,
    badBits: 0,
    ties: 0,
    worst: Infinity,
    negativePerPattern: new Int32Array(P),
    tiesPerPattern: new Int32Array(P),
    duplicates: 0,
    tested: 0,
  };
}

function addPattern(
  tally: Tally,
  { negative, zero, least, isDuplicate }: PatternTest,
  ties: "keep" | "fail",
): void {
  const nu = tally.tested;
  const bad = ties === "fail" ? negative + zero : negative;
  tally.negativePerPattern[nu] = negative;
  tally.tiesPerPattern[nu] = zero;
  tally.ties += zero;
  tally.badBits += bad;
  if (bad > 0) tally.badPatterns += 1;
  if (least < tally.worst) tally.worst = least;
  if (isDuplicate) tally.duplicates += 1;
  tally.tested = nu + 1;
}
