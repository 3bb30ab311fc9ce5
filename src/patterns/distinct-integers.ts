import type { Rng } from "../random/stream.ts";

/**
 * Draws integers of 0 … bound − 1 in random order, none twice, `bound` times at most.
 *
 * A shuffle (Fisher–Yates) of which only the moved entries are kept: one word and O(1) each
 * whatever the bound is.
 *
 * @param bound  1 … 2³²
 */
export function distinctIntegers(bound: number, rng: Rng): () => number {
  const moved = new Map<number, number>();
  let used = 0;
  return () => {
    const k = used + rng.below(bound - used);
    const drawn = moved.get(k) ?? k;
    moved.set(k, moved.get(used) ?? used);
    moved.delete(used);
    used += 1;
    return drawn;
  };
}
