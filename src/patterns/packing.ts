import { wordsFor } from "../core/bits.ts";
import { nearRows } from "./near-rows.ts";
import type { Patterns } from "./patterns.ts";
import type { Proposal } from "./proposals.ts";
import type { ResolvedSeparation } from "./separation.ts";

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
  limits: Pick<ResolvedSeparation, "minimum" | "maximum" | "tries">,
): Patterns {
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  const { minimum, maximum } = limits;
  const refusing = [
    ...(minimum > 0 ? [nearRows(words, P, N, minimum - 1, false)] : []),
    // further than the maximum means close to the negative
    ...(maximum < N ? [nearRows(words, P, N, N - maximum - 1, true)] : []),
  ];
  const candidate = new Uint32Array(W);
  let accepted = 0;
  let refused = 0;
  while (accepted < P && refused < limits.tries) {
    candidate.fill(0);
    propose(candidate, 0);
    if (refusing.some((near) => near.has(candidate))) {
      refused += 1;
      continue;
    }
    words.set(candidate, accepted * W);
    for (const near of refusing) near.add(accepted);
    accepted += 1;
    refused = 0;
  }
  return { P: accepted, N, wordsPerRow: W, words: words.slice(0, accepted * W) };
}
