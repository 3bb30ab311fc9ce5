import { distance } from "../core/bits.ts";
import { type FieldTable, fieldTable } from "../models/field-table.ts";
import type { Interaction } from "../models/interaction.ts";
import { marginSign, marginTolerance, totalSize } from "../models/margin-sign.ts";
import { marginRoom, marginsInPlace } from "../models/margins-of-probe.ts";
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
 * The margins of the stored patterns are kept and a new pattern changes each by one table entry,
 * so the whole curve costs P²N/2 additions, about as much as one test of the full set. Counts
 * equal those of `stability(prefix(patterns, P), …)`. Memory 8·P·N bytes.
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
  const { P, N } = patterns;
  const table = fieldTable(interaction, N);
  const pass = incrementalPass(patterns, table);
  const badPatterns = new Int32Array(P + 1);
  const badBits = new Int32Array(P + 1);
  const ties = new Int32Array(P + 1);
  let reached = 0;
  let isStopped = false;
  while (!isStopped && reached < P && badPatterns[reached] <= stopFraction * reached) {
    pass.addNext();
    reached += 1;
    for (let nu = 0; nu < reached; nu++) {
      const bad = pass.negative[nu] + (rule === "fail" ? pass.zero[nu] : 0);
      badBits[reached] += bad;
      ties[reached] += pass.zero[nu];
      if (bad > 0) badPatterns[reached] += 1;
    }
    const counts = { badPatterns: badPatterns[reached], badBits: badBits[reached] };
    isStopped = stopWhen?.(reached, counts) ?? false;
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

/** Margins of the stored patterns, updated by each new one. */
function incrementalPass(patterns: Patterns, table: FieldTable) {
  const { P, N, wordsPerRow: W, words } = patterns;
  const margins = new Float64Array(P * N);
  const totals = new Float64Array(P);
  const negative = new Int32Array(P);
  const zero = new Int32Array(P);
  const room = marginRoom(patterns);
  const step = new Float64Array(2);
  let stored = 0;

  function addNext(): void {
    const k = stored;
    stored += 1;
    marginsInPlace(room, table, prefix(patterns, stored), words, k * W);
    for (let nu = 0; nu < k; nu++) {
      const d = room.distances[nu];
      totals[nu] += table.termSize[d];
      if (table.termSize[d] > 0) addTerm(nu, k, d);
    }
    totals[k] = totalSize(table, room.distances, stored);
    margins.set(room.margins.subarray(0, N), k * N);
    addTerm(k, k, N); // a[N] = 0: this only counts
  }

  /** Adds the term of pattern k, at distance d, to the margins of pattern nu and counts them. */
  function addTerm(nu: number, k: number, d: number): void {
    const first = nu * N;
    const tolerance = marginTolerance(table, totals[nu], stored);
    step[0] = table.a[d];
    step[1] = -table.b[d];
    let below = 0;
    let inDoubt = 0;
    for (let i = 0, j = 0; i < N; j++) {
      let differs = words[nu * W + j] ^ words[k * W + j];
      const end = Math.min(N, i + 32);
      for (; i < end; i++) {
        const margin = margins[first + i] + step[differs & 1];
        margins[first + i] = margin;
        if (margin <= tolerance) {
          if (margin < -tolerance) below += 1;
          else inDoubt += 1;
        }
        differs >>>= 1;
      }
    }
    negative[nu] = below;
    zero[nu] = inDoubt;
    if (inDoubt > 0 && tolerance > 0) settle(nu, tolerance);
  }

  /** Decides by exact counts the margins of pattern nu that rounding leaves in doubt. */
  function settle(nu: number, tolerance: number): void {
    const distances = Int32Array.from({ length: stored }, (_, mu) =>
      distance(words, mu * W, words, nu * W, W),
    );
    zero[nu] = 0;
    for (let i = 0; i < N; i++) {
      if (Math.abs(margins[nu * N + i]) > tolerance) continue;
      const bit = (words[nu * W + (i >>> 5)] >>> (i & 31)) & 1;
      const sign = marginSign(table, patterns, distances, stored, i, bit);
      if (sign < 0) negative[nu] += 1;
      else if (sign === 0) zero[nu] += 1;
    }
  }

  return { negative, zero, addNext };
}
