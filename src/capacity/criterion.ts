import type { Interaction } from "../models/interaction.ts";
import type { Patterns } from "../patterns/patterns.ts";
import type { Rng } from "../random/stream.ts";
import { atMost } from "./at-most.ts";
import { basinOf } from "./basin.ts";
import type { StabilityCounts } from "./stability.ts";

/** When a set of P patterns of N spins counts as stored, by the counts of `stability`. */
export interface CountCriterion {
  /** Printed name, e.g. `pattern:0.05`. */
  readonly name: string;
  /** Unstable patterns and bits that may be left over; Infinity where not limited. */
  allowance(P: number, N: number): StabilityCounts;
}

/** When a set of patterns counts as stored, by a test of its own that may be random. */
export interface PredicateCriterion {
  /** Printed name, e.g. `basin:0.1`. */
  readonly name: string;
  passes(patterns: Patterns, interaction: Interaction, rng: Rng): boolean;
}

/** A criterion by counts, which nested curves need, or by a predicate, for searches only. */
export type Criterion = CountCriterion | PredicateCriterion;

/** Whether the criterion is one by counts. */
export function isCountCriterion(criterion: Criterion): criterion is CountCriterion {
  return "allowance" in criterion;
}

/** Every stored pattern is a fixed point: no bit of any pattern is unstable. */
export function allPatterns(): CountCriterion {
  return criterion("all", () => ({ badPatterns: 0, badBits: 0 }));
}

/**
 * At most a fraction epsilon of the stored patterns have an unstable bit.
 *
 * @param epsilon  0 ≤ ε < 1
 * @throws {RangeError} ε outside that range
 */
export function patternError(epsilon: number): CountCriterion {
  requireFraction("patternError", epsilon);
  return criterion(`pattern:${epsilon}`, (P) => ({
    badPatterns: atMost(epsilon, P),
    badBits: Infinity,
  }));
}

/**
 * At most a fraction epsilon of the P·N stored bits are unstable in one step.
 *
 * @param epsilon  0 ≤ ε < 1
 * @throws {RangeError} ε outside that range
 */
export function bitError(epsilon: number): CountCriterion {
  requireFraction("bitError", epsilon);
  return criterion(`bit:${epsilon}`, (P, N) => ({
    badPatterns: Infinity,
    badBits: atMost(epsilon, P * N),
  }));
}

/**
 * The criterion of a printed name: `all`, `pattern:0.05`, `bit:0.005`, `basin:0.1`.
 *
 * @throws {RangeError} another name
 */
export function parseCriterion(text: string): Criterion {
  const { kind, numbers } = splitName(text);
  if (kind === "all") return allPatterns();
  if (kind === "basin") return basinOf(numbers);
  return kind === "pattern" ? patternError(numbers[0]) : bitError(numbers[0]);
}

/** Kind and fraction (0 for `all`, of flips for `basin`) of a printed name; throws as `parseCriterion`. */
export function criterionWords(text: string): { kind: CriterionKind; epsilon: number } {
  const { kind, numbers } = splitName(text);
  return { kind, epsilon: numbers[0] ?? 0 };
}

type CriterionKind = "all" | "pattern" | "bit" | "basin";

function splitName(text: string): { kind: CriterionKind; numbers: number[] } {
  const [kind, ...values] = text.trim().split(":");
  const numbers = values.map((value) => (value.trim() ? Number(value) : Number.NaN));
  const most = { all: 0, pattern: 1, bit: 1, basin: 4 };
  if (
    isKind(kind) &&
    !numbers.some(Number.isNaN) &&
    numbers.length <= most[kind] &&
    numbers.length >= Math.min(1, most[kind])
  ) {
    return { kind, numbers };
  }
  throw new RangeError(
    "parseCriterion: expected all, pattern:FRACTION, bit:FRACTION or basin:FLIPS, got " +
      JSON.stringify(text),
  );

  function isKind(word: string): word is CriterionKind {
    return Object.hasOwn(most, word);
  }
}

/** Whether counts at P patterns of N spins meet the criterion. */
export function meets(
  counts: StabilityCounts,
  rule: CountCriterion,
  P: number,
  N: number,
): boolean {
  const allowed = rule.allowance(P, N);
  return counts.badPatterns <= allowed.badPatterns && counts.badBits <= allowed.badBits;
}

function criterion(name: string, allowance: CountCriterion["allowance"]): CountCriterion {
  return Object.freeze({ name, allowance });
}

function requireFraction(caller: string, epsilon: number): void {
  if (!(epsilon >= 0 && epsilon < 1)) {
    throw new RangeError(`${caller}: expected a fraction 0 <= epsilon < 1, got ${epsilon}`);
  }
}
