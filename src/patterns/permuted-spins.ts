import type { Rng } from "../random/stream.ts";
import { type Patterns, patternsFromValues, values } from "./patterns.ts";

/** Consecutive spins that stay together, for example the code of one column of a table. */
export interface SpinGroup {
  readonly offset: number;
  readonly bits: number;
}

/**
 * The patterns with every spin permuted over the patterns, independently of the other spins.
 *
 * The mean of every spin is kept exactly and, on average, so is the mean distance; correlations
 * between spins are gone but for chance. With `groups` each group is permuted as a whole: what is
 * inside a group is kept, what links two groups is gone.
 *
 * @param patterns  P × N; not modified
 * @param rng  stream to draw from; group g uses `rng.split(g)`
 * @param groups  default: every spin for itself; spins in no group stay
 * @throws {RangeError} a group that reaches beyond the spins
 */
export function permutedSpins(
  patterns: Patterns,
  rng: Rng,
  groups: readonly SpinGroup[] = Array.from({ length: patterns.N }, (_, offset) => ({
    offset,
    bits: 1,
  })),
): Patterns {
  const { P, N } = patterns;
  const from = values(patterns);
  const to = from.slice();
  groups.forEach(({ offset, bits }, g) => {
    if (!(offset >= 0 && bits >= 0 && offset + bits <= N)) {
      throw new RangeError(
        `permutedSpins: expected groups within N = ${N} spins, got ${bits} from spin ${offset}`,
      );
    }
    rng
      .split(g)
      .permutation(P)
      .forEach((source, mu) => {
        to.set(from.subarray(source * N + offset, source * N + offset + bits), mu * N + offset);
      });
  });
  return patternsFromValues(to, P, N);
}
