import type { CountCriterion } from "./criterion.ts";
import type { StabilityCounts } from "./stability.ts";

/**
 * Whether P patterns are so far beyond a criterion that more of them will not come back to it.
 *
 * Where the criterion limits bad patterns to a: more than a + min((P − a)/5, 15 + 5√a) + 5 of them, for
 * `all` more than 9 of twenty, and more than 20 of 75 or more. Where it limits bad bits to b only: more than
 * b + min(b, PN/2 − b)/2 + 5√b + 10, as half of the bits are bad far beyond capacity. Random patterns do not
 * come back from there; the last words of a finite set can (`PatternSource.size`).
 */
export function isPastCapacity(
  criterion: CountCriterion,
  P: number,
  N: number,
  { badPatterns, badBits }: StabilityCounts,
): boolean {
  const allowed = criterion.allowance(P, N);
  const { badPatterns: a, badBits: b } = allowed;
  if (a < Infinity) return badPatterns > a + Math.min((P - a) / 5, 15 + 5 * Math.sqrt(a)) + 5;
  return badBits > b + Math.min(b, (P * N) / 2 - b) / 2 + 5 * Math.sqrt(b) + 10;
}
