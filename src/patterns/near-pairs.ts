import { distance } from "../core/bits.ts";
import type { Patterns } from "./patterns.ts";

/** Two patterns and their distance in bits. */
export interface NearPair {
  /** Row numbers in the set, mu < nu. */
  readonly mu: number;
  readonly nu: number;
  readonly distance: number;
}

/** Pairs of a set that are close to each other. */
export interface NearPairs {
  /** The closest pairs, by distance, then mu, then nu. */
  readonly pairs: readonly NearPair[];
  /** Number of pairs within the threshold, listed or not. */
  readonly count: number;
}

/**
 * The pairs of patterns at a Hamming distance of at most `threshold` bits. Cost O(P² N/32).
 *
 * @param threshold  in bits, ≥ 0; 0 finds duplicates
 * @param options.most  largest number of pairs listed, ≥ 0; default all
 * @throws {RangeError} a threshold or number below 0
 */
export function nearPairs(
  patterns: Patterns,
  threshold: number,
  options: { readonly most?: number } = {},
): NearPairs {
  const { most = Infinity } = options;
  if (!(threshold >= 0) || !(most >= 0)) {
    throw new RangeError(
      `nearPairs: expected threshold >= 0 and most >= 0, got ${threshold} and ${most}`,
    );
  }
  const { P, wordsPerRow: W, words } = patterns;
  const shells = new Map<number, NearPair[]>();
  let count = 0;
  for (let mu = 0; mu < P; mu++) {
    for (let nu = mu + 1; nu < P; nu++) {
      const d = distance(words, mu * W, words, nu * W, W);
      if (d > threshold) continue;
      count += 1;
      const shell = shells.get(d);
      if (shell === undefined) shells.set(d, [{ mu, nu, distance: d }]);
      else if (shell.length < most) shell.push({ mu, nu, distance: d });
    }
  }
  const sorted = [...shells].sort(([a], [b]) => a - b).flatMap(([, shell]) => shell);
  return { pairs: most < sorted.length ? sorted.slice(0, most) : sorted, count };
}
