import { lastWordMask } from "../core/bits.ts";
import type { Patterns } from "./patterns.ts";

/**
 * Refuses a set in which a pattern comes twice.
 *
 * @throws {RangeError} naming the first such row and the row it repeats
 */
export function requireNoDuplicates(patterns: Patterns): void {
  const pair = firstPair(patterns, false);
  if (pair === null) return;
  throw new RangeError(
    `requireNoDuplicates: expected different patterns, got row ${pair[0]} again in row ${pair[1]}; draw with a minimum distance of 1, or drop one of them with separatedSubset(patterns, 1)`,
  );
}

/**
 * Refuses a set with a pattern and its negative: with an odd interaction order these two cancel, so
 * that neither is stored.
 *
 * @throws {RangeError} naming the first row whose negative came before, and that row
 */
export function requireNoAntipodes(patterns: Patterns): void {
  const pair = firstPair(patterns, true);
  if (pair === null) return;
  throw new RangeError(
    `requireNoAntipodes: expected no pattern with its negative, as odd orders need, got row ${pair[1]} = -row ${pair[0]}; draw with a maximum distance of N - 1, drop one of them, or take an even order`,
  );
}

/** The first row that equals an earlier one, or an earlier one's negative, after that earlier one. */
function firstPair({ P, N, wordsPerRow: W, words }: Patterns, negated: boolean) {
  const rows = new Map<string, number>();
  for (let mu = 0; mu < P; mu++) {
    const row = words.subarray(mu * W, (mu + 1) * W);
    const wanted = negated ? row.map((word) => ~word) : row;
    if (negated) wanted[W - 1] &= lastWordMask(N);
    const earlier = rows.get(wanted.join());
    if (earlier !== undefined) return [earlier, mu] as const;
    const key = row.join();
    if (!rows.has(key)) rows.set(key, mu);
  }
  return null;
}
