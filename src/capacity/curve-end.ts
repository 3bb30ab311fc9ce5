import type { CountCriterion } from "./criterion.ts";
import type { StabilityCounts } from "./stability.ts";

/**
 * Whether P patterns are so far beyond a criterion that more of them will not come back to it.
 *
 * Where the criterion limits bad patterns to a: more than a + (P − a)/5 + 5 of them, for `all` a share of
 * 20 % for many patterns and of 45 % for twenty, as small sets fluctuate more. Where it limits bad bits to
 * b only: more than b + min(b, PN/2 − b)/2 + 5√b + 10, as half of the bits are bad far beyond capacity.
 */
export function isPastCapacity(
  criterion: CountCriterion,
  P: number,
  N: number,
  { badPatterns, badBits }: StabilityCounts,
): boolean {
  const allowed = criterion.allowance(P, N);
  const { badPatterns: a, badBits: b } = allowed;
  if (a < Infinity) return badPatterns > a + (P - a) / 5 + 5;
  return badBits > b + Math.min(b, (P * N) / 2 - b) / 2 + 5 * Math.sqrt(b) + 10;
}
