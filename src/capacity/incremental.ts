import { distancesByTwin } from "../core/distances.ts";
import { openNestedPass, type PassTables } from "../core/nested-pass.ts";
import { type FieldTable, fieldTable } from "../models/field-table.ts";
import type { Interaction } from "../models/interaction.ts";
import { marginSign, marginTolerance, totalSize } from "../models/margin-sign.ts";
import { requireWord } from "../numerics/require-word.ts";
import { type Patterns, prefix } from "../patterns/patterns.ts";
import { type CountCriterion, meets } from "./criterion.ts";
import type { StabilityCounts } from "./stability.ts";

/** Stability of the first P patterns of one set, for every P; index P, entry 0 for no pattern. */
export interface NestedCurve {
  readonly N: number;
  /** Largest P reached: the size of the set, or where `stopFraction` ended the pass. */
  readonly reached: number;
  readonly badPatterns: Int32Array;
  readonly badBits: Int32Array;
  readonly ties: Int32Array;
}

/** How `nestedCurve` counts and stops. */
export interface NestedCurveOptions {
  /** `keep` (default): a bit with field 0 is stable; `fail`: it is not. */
  readonly ties?: "keep" | "fail";
  /** End once more than this fraction of the patterns is bad; default 1, never. */
  readonly stopFraction?: number;
  /** End after the first P whose counts this accepts; default never. */
  readonly stopWhen?: (P: number, counts: StabilityCounts) => boolean;
}

/**
 * Adds the patterns of a set one by one and tells the stability of all of them after each.
 *
 * The margins of the stored patterns are kept, and those of a pattern are brought up to date only
 * when the patterns added since could have changed a sign. Up to where patterns fail the whole curve
 * costs one to three tests of the full set; far beyond, where margins of all sizes change their signs,
 * up to P/10 of them. Counts equal those of `stability(prefix(patterns, P), …)`. Memory about
 * 8·P·N bytes.
 *
 * @throws {RangeError} stopFraction outside 0 … 1, or an interaction that cannot be compiled at N
 *   (`fieldTable`)
 * @throws {TypeError} unknown ties
 */
export function nestedCurve(
  patterns: Patterns,
  interaction: Interaction,
  options: NestedCurveOptions = {},
): NestedCurve {
  const { ties: rule = "keep", stopFraction = 1, stopWhen } = options;
  requireWord("nestedCurve", "ties", rule, ["keep", "fail"]);
  if (!(stopFraction >= 0 && stopFraction <= 1)) {
    throw new RangeError(`nestedCurve: expected 0 <= stopFraction <= 1, got ${stopFraction}`);
  }
  const { P, N, words } = patterns;
  const table = fieldTable(interaction, N);
  const badPatterns = new Int32Array(P + 1);
  const badBits = new Int32Array(P + 1);
  const ties = new Int32Array(P + 1);
  const bitsBad = new Int32Array(P);
  const bitsTied = new Int32Array(P);
  const tables = passTables(table, P);
  const pass = openNestedPass(words.subarray(0, P * patterns.wordsPerRow), P, tables);
  let reached = 0;
  let isStopped = false;
  try {
    while (!isStopped && reached < P && badPatterns[reached] <= stopFraction * reached) {
      const k = reached;
      const renewed = pass.add(k);
      const [negative, zero] = [pass.negative(), pass.zero()];
      reached += 1;
      badPatterns[reached] = badPatterns[k];
      badBits[reached] = badBits[k];
      ties[reached] = ties[k];
      for (const nu of renewed) {
        const isInDoubt = zero[nu] > 0 && !tables.isExact;
        const [below, tied] = isInDoubt
          ? settledBits(prefix(patterns, reached), table, nu, pass.margins(nu))
          : [negative[nu], zero[nu]];
        const bad = rule === "fail" ? below + tied : below;
        badPatterns[reached] += Number(bad > 0) - Number(bitsBad[nu] > 0);
        badBits[reached] += bad - bitsBad[nu];
        ties[reached] += tied - bitsTied[nu];
        bitsBad[nu] = bad;
        bitsTied[nu] = tied;
      }
      const counts = { badPatterns: badPatterns[reached], badBits: badBits[reached] };
      isStopped = stopWhen?.(reached, counts) ?? false;
    }
  } finally {
    pass.close();
  }
  const end = reached + 1;
  return {
    N,
    reached,
    badPatterns: badPatterns.subarray(0, end),
    badBits: badBits.subarray(0, end),
    ties: ties.subarray(0, end),
  };
}

/**
 * Where a nested curve leaves a criterion: `first` is the last P before the first failure, `last`
 * the largest P that passes. Null where no failure was reached, so that the value is unknown.
 */
export function crossings(
  curve: NestedCurve,
  criterion: CountCriterion,
): { first: number | null; last: number | null } {
  let first: number | null = null;
  let last = 0;
  for (let P = 1; P <= curve.reached; P++) {
    const counts = { badPatterns: curve.badPatterns[P], badBits: curve.badBits[P] };
    if (meets(counts, criterion, P, curve.N)) last = P;
    else first ??= P - 1;
  }
  return { first, last: last === curve.reached ? null : last };
}

function passTables(table: FieldTable, P: number): PassTables {
  const { a, b, aSize, termSize } = table;
  const isExact = table.exact && P * termSize.reduce((x, y) => Math.max(x, y)) < 2 ** 53;
  const change = a.map((value, d) => {
    const largest = Math.max(Math.abs(value), Math.abs(b[d]));
    return isExact ? largest : largest + 2 ** -50 * (aSize[d] + (d > 0 ? aSize[d - 1] : 0));
  });
  return { table, change, isExact };
}

/** Margins of pattern nu below 0 and exactly 0, decided by exact counts where rounding is in the way. */
function settledBits(
  patterns: Patterns,
  table: FieldTable,
  nu: number,
  margins: Float64Array,
): [number, number] {
  const { P, N, wordsPerRow: W, words } = patterns;
  const distances = new Int32Array(P);
  distancesByTwin(distances, words, P, W, words, nu * W);
  const tolerance = marginTolerance(table, totalSize(table, distances, P), P);
  let negative = 0;
  let zero = 0;
  for (let i = 0; i < N; i++) {
    let sign = Math.sign(margins[i]);
    // Twice, as the pass and this sum up the tolerance in different orders.
    if (Math.abs(margins[i]) <= 2 * tolerance) {
      const bit = (words[nu * W + (i >>> 5)] >>> (i & 31)) & 1;
      sign = marginSign(table, patterns, distances, P, i, bit);
    }
    if (sign < 0) negative += 1;
    else if (sign === 0) zero += 1;
  }
  return [negative, zero];
}
