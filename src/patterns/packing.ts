import { distance, wordsFor } from "../core/bits.ts";
import type { Patterns } from "./patterns.ts";
import type { Proposal } from "./proposals.ts";
import type { ResolvedSeparation } from "./separation.ts";

/** True when the candidate keeps its distance from the first `accepted` rows. */
function fits(
  words: Uint32Array,
  accepted: number,
  candidate: Uint32Array,
  W: number,
  limits: ResolvedSeparation,
): boolean {
  for (let mu = 0; mu < accepted; mu++) {
    const d = distance(words, mu * W, candidate, 0, W);
    if (d < limits.minimum || d > limits.maximum) return false;
  }
  return true;
}

/**
 * Up to P proposed rows, keeping those whose distances to all kept ones lie in the limits.
 *
 * Stops early, with fewer rows, after `limits.tries` refusals in a row. Rows are kept in the order
 * of proposal, so a smaller P gives the first rows of a larger one.
 */
export function packRows(
  P: number,
  N: number,
  propose: Proposal,
  limits: ResolvedSeparation,
): Patterns {
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  const free = limits.minimum === 0 && limits.maximum === N;
  const candidate = new Uint32Array(W);
  let accepted = 0;
  let refused = 0;
  while (accepted < P && refused < limits.tries) {
    candidate.fill(0);
    propose(candidate, 0);
    if (free || fits(words, accepted, candidate, W, limits)) {
      words.set(candidate, accepted * W);
      accepted += 1;
      refused = 0;
    } else {
      refused += 1;
    }
  }
  return { P: accepted, N, wordsPerRow: W, words: words.slice(0, accepted * W) };
}
